#include "db/sqlite.h"

#include <sqlite3.h>

namespace keyline::db {

namespace {
constexpr const char* memory_path = ":memory:";

std::string cause_of(int code, sqlite3* handle) {
    std::string cause = "SQLite " + std::to_string(code) + " (" + sqlite3_errstr(code) + ")";
    const int system_error = handle != nullptr ? sqlite3_system_errno(handle) : 0;
    const int primary = code & 0xff;
    if (system_error != 0 && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)) {
        cause += ", " + errno_text(system_error);
    }
    return cause;
}

std::string_view reason_of(int code) {
    if (code == SQLITE_IOERR_WRITE) {
        return "cannot be written: the disk fails, or a limit of file size or quota is reached";
    }
    if (code == SQLITE_READONLY_ROLLBACK) {
        return "was interrupted in a write, which can be finished only where it may be written: copy it with its "
               "-journal";
    }
    if (code == SQLITE_READONLY_DBMOVED) {
        return "was moved or removed while it was in use";
    }
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "disk full";
    case SQLITE_READONLY:
        return "read-only";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "in use by another process for too long";
    case SQLITE_CORRUPT:
        return "damaged";
    case SQLITE_NOTADB:
        return "not a database";
    case SQLITE_CANTOPEN:
        return "cannot be opened";
    case SQLITE_IOERR:
        return "input or output error";
    case SQLITE_CONSTRAINT:
        return "a rule of the database is broken";
    case SQLITE_NOMEM:
        return "out of memory";
    default:
        return "database error";
    }
}

bool is_unsound(int primary) {
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_CONSTRAINT ||
           primary == SQLITE_ERROR || primary == SQLITE_SCHEMA || primary == SQLITE_MISMATCH;
}

// "UNIQUE constraint failed: claims.serial" -> "claims.serial"
std::string constraint_named_in(std::string_view message) {
    const auto colon = message.find(": ");
    return std::string(colon == std::string_view::npos ? message : message.substr(colon + 2));
}
} // namespace

// Given back to its database, ready to be used again, by the destructor.
class SqliteCursor final : public Cursor {
  public:
    SqliteCursor(SqliteDatabase& database, sqlite3_stmt* handle, SqliteDatabase::Idle& home)
        : database_(database), handle_(handle), home_(home) {}
    SqliteCursor(const SqliteCursor&) = delete;
    SqliteCursor& operator=(const SqliteCursor&) = delete;
    ~SqliteCursor() override {
        sqlite3_reset(handle_);
        sqlite3_clear_bindings(handle_);
        home_.push_back(handle_);
    }

    void bind(std::int64_t value) override { note(sqlite3_bind_int64(handle_, ++bound_, value)); }
    void bind(std::string_view value) override {
        const char* data = value.empty() ? "" : value.data();
        note(sqlite3_bind_text64(handle_, ++bound_, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    }
    void bind(ByteView value) override {
        const void* data = value.empty() ? static_cast<const void*>("") : value.data();
        note(sqlite3_bind_blob64(handle_, ++bound_, data, value.size(), SQLITE_TRANSIENT));
    }
    void bind(std::nullopt_t /*value*/) override { note(sqlite3_bind_null(handle_, ++bound_)); }

    Result<bool> step() override {
        const int code = bind_error_ != SQLITE_OK ? bind_error_ : sqlite3_step(handle_);
        if (code == SQLITE_ROW || code == SQLITE_DONE) {
            return code == SQLITE_ROW;
        }
        return database_.failure(code);
    }

    bool is_null(int column) const override { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(handle_, column); }
    std::string text(int column) const override {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
        return data == nullptr ? std::string() : std::string(data, size(column));
    }
    Bytes blob(int column) const override {
        const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
        return data == nullptr ? Bytes{} : Bytes(data, data + size(column));
    }

  private:
    std::size_t size(int column) const { return static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)); }
    void note(int code) { bind_error_ = bind_error_ != SQLITE_OK ? bind_error_ : code; }

    SqliteDatabase& database_;
    sqlite3_stmt* handle_;
    SqliteDatabase::Idle& home_; // where it goes back to
    int bound_ = 0;
    int bind_error_ = SQLITE_OK; // the first; step() reports it
};

void SqliteDatabase::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

SqliteDatabase::SqliteDatabase(std::filesystem::path path, DatabaseKind kind)
    : Database(path.string(), std::move(kind)), path_(std::move(path)) {}

SqliteDatabase::~SqliteDatabase() {
    for (const auto& [sql, statements] : idle_) {
        for (sqlite3_stmt* statement : statements) {
            sqlite3_finalize(statement);
        }
    }
}

Status SqliteDatabase::connect(Access access) {
    const int flags = (access == Access::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path_.c_str(), &handle, flags, nullptr);
    handle_.reset(handle); // sqlite gives a handle on failure too
    if (code != SQLITE_OK) {
        return failure(code);
    }
    if (access == Access::read_write && is_read_only()) {
        return failure(SQLITE_READONLY);
    }
    return configure(access);
}

Status SqliteDatabase::configure(Access access) {
    sqlite3_busy_timeout(handle_.get(), busy_timeout_ms_max);
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (auto set = execute("PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
                           "PRAGMA cell_size_check=ON; PRAGMA synchronous=EXTRA;");
        !set) {
        return set;
    }
    if (access == Access::read_only) {
        return {};
    }
    auto mode = query("PRAGMA journal_mode=DELETE");
    if (!mode) {
        return mode.failure();
    }
    if (auto row = mode->step(); !row) {
        return row.failure();
    }
    if (mode->text(0) != (path_ == memory_path ? "memory" : "delete")) {
        return unsound("cannot be set to a rollback journal");
    }
    return {};
}

Status SqliteDatabase::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Status{} : failure(code);
}

Result<Statement> SqliteDatabase::prepare(std::string_view sql) {
    auto found = idle_.find(sql);
    if (found == idle_.end()) {
        found = idle_.emplace(sql, Idle()).first;
    }
    Idle& idle = found->second;
    if (!idle.empty()) {
        sqlite3_stmt* handle = idle.back();
        idle.pop_back();
        return Statement(std::make_unique<SqliteCursor>(*this, handle, idle));
    }
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) {
        return failure(code);
    }
    return Statement(std::make_unique<SqliteCursor>(*this, handle, idle));
}

bool SqliteDatabase::is_read_only() const {
    return sqlite3_db_readonly(handle_.get(), "main") == 1;
}

std::int64_t SqliteDatabase::rows_changed() const {
    return sqlite3_changes64(handle_.get());
}

Status SqliteDatabase::begin(Access access) {
    if (!poison_.empty()) {
        return fail(codes().unavailable, {{"path", place()}, {"reason", "stopped after an earlier error"}}, poison_);
    }
    return run(access == Access::read_write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Status SqliteDatabase::commit() {
    return run("COMMIT");
}

void SqliteDatabase::roll_back() {
    if (sqlite3_get_autocommit(handle_.get()) == 0) {
        if (const auto rolled_back = run("ROLLBACK"); !rolled_back && poison_.empty()) {
            poison_ = rolled_back.error().cause;
        }
    }
}

bool SqliteDatabase::is_in_transaction() const {
    return poison_.empty() && sqlite3_get_autocommit(handle_.get()) == 0;
}

tl::unexpected<Error> SqliteDatabase::failure(int code, SourceLocation where) {
    const int primary = code & 0xff;
    Error::Args args{{"path", place()}, {"reason", std::string(reason_of(code))}};
    std::string cause = cause_of(code, handle_.get());
    if (primary == SQLITE_CONSTRAINT) {
        args.emplace_back("constraint", constraint_named_in(sqlite3_errmsg(handle_.get())));
    }
    // After a failed fsync the kernel may have dropped what it could not write: trying again would lie.
    // The first error is what people have to know: those that follow from it know less.
    const bool poisons = primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    if (poisons && poison_.empty()) {
        poison_ = cause + ": " + std::string(args[1].second);
    }
    return fail(is_unsound(primary) ? codes().unsound : codes().unavailable, std::move(args), std::move(cause), where);
}

} // namespace keyline::db
