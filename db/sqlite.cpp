#include "db/sqlite.h"

#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace keyline::db {

namespace {
constexpr ::mode_t file_mode = 0600;
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

class File {
  public:
    File(const std::filesystem::path& path, int flags, ::mode_t mode = 0) : fd_(::open(path.c_str(), flags, mode)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    bool is_open() const { return fd_ >= 0; }
    bool sync() const { return ::fsync(fd_) == 0; }

  private:
    int fd_;
};

tl::unexpected<Error> file_failure(const StoreCodes& codes, const std::filesystem::path& path, int error_number) {
    return fail(codes.unavailable, {{"path", path.string()}, {"reason", "cannot be created"}},
                errno_text(error_number));
}
} // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)), home_(other.home_),
      bound_(other.bound_), bind_error_(other.bind_error_) {}

Statement::~Statement() {
    if (handle_ != nullptr) {
        sqlite3_reset(handle_);
        sqlite3_clear_bindings(handle_);
        home_->push_back(handle_);
    }
}

void Statement::bind_next(std::int64_t value) {
    const int code = sqlite3_bind_int64(handle_, ++bound_, value);
    bind_error_ = bind_error_ != SQLITE_OK ? bind_error_ : code;
}

void Statement::bind_next(std::string_view value) {
    const char* data = value.empty() ? "" : value.data();
    const int code = sqlite3_bind_text64(handle_, ++bound_, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    bind_error_ = bind_error_ != SQLITE_OK ? bind_error_ : code;
}

void Statement::bind_next(ByteView value) {
    const void* data = value.empty() ? static_cast<const void*>("") : value.data();
    const int code = sqlite3_bind_blob64(handle_, ++bound_, data, value.size(), SQLITE_TRANSIENT);
    bind_error_ = bind_error_ != SQLITE_OK ? bind_error_ : code;
}

void Statement::bind_next(std::nullopt_t) {
    const int code = sqlite3_bind_null(handle_, ++bound_);
    bind_error_ = bind_error_ != SQLITE_OK ? bind_error_ : code;
}

Result<bool> Statement::step() {
    const int code = bind_error_ != SQLITE_OK ? bind_error_ : sqlite3_step(handle_);
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return database_->failure(code);
}

Status Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return {};
        }
    }
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

std::string Statement::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return data == nullptr ? std::string() : std::string(data, size);
}

Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return data == nullptr ? Bytes{} : Bytes(data, data + size);
}

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

Database::Database(std::filesystem::path path, DatabaseKind kind) : path_(std::move(path)), kind_(std::move(kind)) {}

Database::~Database() {
    for (const auto& [sql, statements] : idle_) {
        for (sqlite3_stmt* statement : statements) {
            sqlite3_finalize(statement);
        }
    }
}

Result<std::unique_ptr<Database>> Database::create(const std::filesystem::path& path, const DatabaseKind& kind) {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
        return fail(kind.codes.unavailable, {{"path", path.string()}, {"reason", "exists already"}}, "EEXIST");
    }
    // Made under another name, so that a file of the right name is always whole.
    const std::filesystem::path unfinished = path.string() + ".new" + std::to_string(::getpid());
    std::filesystem::remove(unfinished, ignored);
    if (!File(unfinished, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, file_mode).is_open()) {
        return file_failure(kind.codes, path, errno);
    }
    {
        Database database(unfinished, kind);
        Status made = database.connect(Access::read_write);
        if (made) {
            made = database.make_schema();
        }
        if (!made) {
            std::filesystem::remove(unfinished, ignored);
            return made.failure();
        }
    }
    if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) != 0) {
        const int error_number = errno;
        std::filesystem::remove(unfinished, ignored);
        return file_failure(kind.codes, path, error_number);
    }
    const File directory(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."),
                         O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!directory.is_open() || !directory.sync()) {
        return file_failure(kind.codes, path, errno);
    }
    return open(path, kind);
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, const DatabaseKind& kind,
                                                 Access access) {
    std::unique_ptr<Database> database(new Database(path, kind));
    if (auto connected = database->connect(access); !connected) {
        return connected.failure();
    }
    if (auto checked = database->check_kind(); !checked) {
        return checked.failure();
    }
    return database;
}

Result<std::unique_ptr<Database>> Database::open_to_read(const std::filesystem::path& path, const DatabaseKind& kind) {
    const auto directory = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (::access(path.c_str(), W_OK) == 0 && ::access(directory.c_str(), W_OK) == 0) {
        auto database = open(path, kind, Access::read_write);
        if (database || database.error().code != kind.codes.unavailable) {
            return database;
        }
    }
    return open(path, kind, Access::read_only);
}

Status Database::connect(Access access) {
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

Status Database::configure(Access access) {
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

Status Database::make_schema() {
    return execute("BEGIN IMMEDIATE;" + kind_.schema +
                   ";PRAGMA application_id=" + std::to_string(kind_.application_id) +
                   ";PRAGMA user_version=" + std::to_string(kind_.schema_version) + ";COMMIT;");
}

Status Database::check_kind() {
    auto application_id = integer("PRAGMA application_id");
    if (!application_id) {
        return application_id.failure();
    }
    auto version = integer("PRAGMA user_version");
    if (!version) {
        return version.failure();
    }
    if (*application_id != kind_.application_id) {
        return unsound("a database of another kind");
    }
    if (*version > kind_.schema_version) {
        return fail(kind_.codes.unavailable,
                    {{"path", path_.string()}, {"reason", "made by a newer version of this program"}});
    }
    if (*version != kind_.schema_version) {
        return unsound("schema version " + std::to_string(*version));
    }
    return check_schema();
}

Status Database::check_schema() {
    Database as_made(memory_path, kind_);
    Status made = as_made.connect(Access::read_write);
    if (made) {
        made = as_made.make_schema();
    }
    if (!made) {
        return made;
    }
    const auto expected = as_made.schema();
    const auto found = schema();
    if (!expected || !found) {
        return expected ? found.failure() : expected.failure();
    }
    return *found == *expected ? Status{} : unsound("tables or triggers are not as this program made them");
}

Result<std::string> Database::schema() {
    auto statement = query("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    if (!statement) {
        return statement.failure();
    }
    std::string schema;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return schema;
        }
        for (int column = 0; column < 4; ++column) {
            schema += statement->text(column) + "\n";
        }
    }
}

Status Database::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Status{} : failure(code);
}

Result<Statement> Database::prepare(std::string_view sql) {
    auto found = idle_.find(sql);
    if (found == idle_.end()) {
        found = idle_.emplace(sql, Statement::Idle()).first;
    }
    Statement::Idle& idle = found->second;
    if (!idle.empty()) {
        sqlite3_stmt* handle = idle.back();
        idle.pop_back();
        return Statement(*this, handle, idle);
    }
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) {
        return failure(code);
    }
    return Statement(*this, handle, idle);
}

Result<std::int64_t> Database::first_integer(Statement& statement) {
    const auto row = statement.step();
    if (!row) {
        return row.failure();
    }
    if (!*row) {
        return unsound("a row is missing");
    }
    return statement.integer(0);
}

bool Database::is_read_only() const {
    return sqlite3_db_readonly(handle_.get(), "main") == 1;
}

std::int64_t Database::rows_changed() const {
    return sqlite3_changes64(handle_.get());
}

Status Database::begin(Access access) {
    if (!poison_.empty()) {
        return fail(kind_.codes.unavailable, {{"path", path_.string()}, {"reason", "stopped after an earlier error"}},
                    poison_);
    }
    return run(access == Access::read_write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Status Database::commit() {
    return run("COMMIT");
}

void Database::roll_back() {
    if (sqlite3_get_autocommit(handle_.get()) == 0) {
        if (const auto rolled_back = run("ROLLBACK"); !rolled_back && poison_.empty()) {
            poison_ = rolled_back.error().cause;
        }
    }
}

bool Database::is_in_transaction() const {
    return poison_.empty() && sqlite3_get_autocommit(handle_.get()) == 0;
}

tl::unexpected<Error> Database::unsound(std::string reason, SourceLocation where) const {
    return fail(kind_.codes.unsound, {{"path", path_.string()}, {"reason", std::move(reason)}}, {}, where);
}

tl::unexpected<Error> Database::failure(int code, SourceLocation where) {
    const int primary = code & 0xff;
    Error::Args args{{"path", path_.string()}, {"reason", std::string(reason_of(code))}};
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
    return fail(is_unsound(primary) ? kind_.codes.unsound : kind_.codes.unavailable, std::move(args), std::move(cause),
                where);
}

Result<Transaction> Transaction::begin(Database& database, Access access) {
    if (auto begun = database.begin(access); !begun) {
        return begun.failure();
    }
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ != nullptr) {
        database_->roll_back();
    }
}

Status Transaction::commit() {
    if (auto committed = database_->commit(); !committed) {
        return committed; // the destructor rolls back
    }
    database_ = nullptr;
    return {};
}

} // namespace keyline::db
