// A thin RAII layer over sqlite3: Database, Statement, Transaction.
// Settings: rollback journal, synchronous=EXTRA, recursive_triggers, foreign_keys, trusted_schema=OFF, defensive; file
// mode 0600. Why: db/README.md, "Storage rules".
// Threads: one at a time for a Database and all that was made from it. Processes: several may have one file open.
// Failure: the two codes of StoreCodes, with the path and a reason in the args and SQLite's own words as the cause.
// After an I/O error or damage the Database is poisoned: no transaction begins any more until it is opened again.
#pragma once

#include "provisioning/bytes.h"

#include <concepts>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace keyline::db {

inline constexpr int busy_timeout_ms_max = 10'000;
inline constexpr int rows_per_read_max = 4'096; // of one read transaction: a long one would lock the writers out

struct StoreCodes {
    ErrorCode unavailable; // cannot be read or written now
    ErrorCode unsound;     // is not what it should be
};
inline constexpr StoreCodes audit_codes{ErrorCode::audit_unavailable, ErrorCode::audit_unsound};
inline constexpr StoreCodes registry_codes{ErrorCode::registry_unavailable, ErrorCode::registry_unsound};

// What kind of database a file is.
struct DatabaseKind {
    std::int32_t application_id;
    std::int32_t schema_version;
    std::string schema; // SQL
    StoreCodes codes;
};

enum class Access { read_only, read_write };

class Database;

// Columns count from 0. Given back to its database, ready to be used again, by the destructor.
class Statement {
  public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Result<bool> step(); // is there a row?
    Status run();        // to the end

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    Bytes blob(int column) const;

  private:
    friend class Database;
    using Idle = std::vector<sqlite3_stmt*>;
    Statement(Database& database, sqlite3_stmt* handle, Idle& home)
        : database_(&database), handle_(handle), home_(&home) {}

    void bind_next(std::int64_t value);
    void bind_next(std::string_view value);
    void bind_next(ByteView value);
    void bind_next(std::nullopt_t);
    template <class T>
    void bind_next(const std::optional<T>& value) {
        value ? bind_next(*value) : bind_next(std::nullopt);
    }
    template <std::integral T>
    void bind_next(T value) {
        bind_next(static_cast<std::int64_t>(value));
    }

    Database* database_;
    sqlite3_stmt* handle_;
    Idle* home_; // where it goes back to
    int bound_ = 0;
    int bind_error_ = 0; // the first; step() reports it
};

class Database {
  public:
    // Makes the file, all or nothing; refuses when there is one already.
    static Result<std::unique_ptr<Database>> create(const std::filesystem::path& path, const DatabaseKind& kind);
    // Refuses a file that is missing, is no database, belongs to another program, was made by a newer version, or has
    // other tables, indices or triggers than it was made with. What it holds is not looked at: that takes longer the
    // more there is.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const DatabaseKind& kind,
                                                  Access access = Access::read_write);
    // For who only reads: from read-only media too. Where it may be written it is opened for that all the same, to
    // finish what a power cut left; where it may not, a write that was interrupted makes it unavailable.
    static Result<std::unique_ptr<Database>> open_to_read(const std::filesystem::path& path, const DatabaseKind& kind);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    // `sql` is one statement; the values are bound in order: integers, texts, bytes, nullopt, optional.
    template <class... Values>
    Result<Statement> query(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        if (statement) {
            (statement->bind_next(values), ...);
        }
        return statement;
    }
    template <class... Values>
    Status run(std::string_view sql, const Values&... values) {
        auto statement = query(sql, values...);
        return statement ? statement->run() : statement.failure();
    }
    // The first column of the only row.
    template <class... Values>
    Result<std::int64_t> integer(std::string_view sql, const Values&... values) {
        auto statement = query(sql, values...);
        return statement ? first_integer(*statement) : statement.failure();
    }
    std::int64_t rows_changed() const; // by the newest statement
    bool is_read_only() const;

    Status begin(Access access); // Transaction does this
    Status commit();
    void roll_back();
    // There is one, and nothing has happened that it cannot be committed after.
    bool is_in_transaction() const;

    const StoreCodes& codes() const { return kind_.codes; }
    const std::filesystem::path& path() const { return path_; }
    tl::unexpected<Error> unsound(std::string reason, SourceLocation where = SourceLocation::current()) const;

  private:
    friend class Statement;
    struct Close {
        void operator()(sqlite3* handle) const;
    };

    Database(std::filesystem::path path, DatabaseKind kind);
    Status connect(Access access);
    Status configure(Access access);
    Status check_kind();
    Status check_schema();
    Status make_schema();
    Result<std::string> schema();
    Status execute(const std::string& sql); // several statements
    Result<Statement> prepare(std::string_view sql);
    Result<std::int64_t> first_integer(Statement& statement);
    // Poisons where it must. A broken constraint is named in the args: {"constraint", "claims.serial"}.
    tl::unexpected<Error> failure(int code, SourceLocation where = SourceLocation::current());

    std::filesystem::path path_;
    DatabaseKind kind_;
    std::unique_ptr<sqlite3, Close> handle_;
    std::map<std::string, Statement::Idle, std::less<>> idle_; // prepared and not in use
    std::string poison_;                                       // why no transaction begins any more
};

// Rolled back when it is destroyed without commit().
class Transaction {
  public:
    static Result<Transaction> begin(Database& database, Access access);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

} // namespace keyline::db
