// What registry, archive and logs are written over: a connection to an SQL database (Database), a Statement and a
// Transaction, the same for every engine. Engines: sqlite.h, postgres.h. Only the text of the schemas is an engine's
// own (schema.h).
// SQL: `?` stands for a value, in order. What both engines understand in the same way: integers of 64 bits (true is 1),
// texts, bytes, RETURNING, coalesce, BETWEEN, LIMIT. Give every row its key yourself or leave it to the table.
// Threads: one at a time for a Database and all that was made from it. Processes: several may use one database.
// Failure: the two codes of StoreCodes, with the place and a reason in the args and the engine's own words as the cause
// (SQLite's code, the SQLSTATE). A broken constraint is named in the args: {"constraint", "claims.serial"}. After a
// statement has failed nothing is left to do in its transaction (its savepoint) but to roll it back.
#pragma once

#include "provisioning/bytes.h"

#include <concepts>
#include <memory>
#include <optional>

namespace keyline::db {

inline constexpr int busy_timeout_ms_max = 10'000; // a writer waits so long for the others
inline constexpr int rows_per_read_max = 4'096;    // of one read transaction: a long one would lock the writers out

struct StoreCodes {
    ErrorCode unavailable; // cannot be read or written now
    ErrorCode unsound;     // is not what it should be
};
inline constexpr StoreCodes audit_codes{ErrorCode::audit_unavailable, ErrorCode::audit_unsound};
inline constexpr StoreCodes registry_codes{ErrorCode::registry_unavailable, ErrorCode::registry_unsound};

// The SQL that makes the next version out of the one before, the first one out of nothing. A step that a release had
// never changes again.
struct SchemaStep {
    std::string sqlite;
    std::string postgresql;
};

// What kind of database it is.
struct DatabaseKind {
    std::int32_t application_id;
    std::vector<SchemaStep> steps; // the newest version is how many there are
    StoreCodes codes;
    std::string name{};       // of its namespace, where the engine has them
    std::string first_rows{}; // SQL, once, when it is created

    std::int32_t newest_version() const { return static_cast<std::int32_t>(steps.size()); }
};

enum class Access { read_only, read_write };

// An engine's side of a Statement. Columns count from 0, values are bound in order.
class Cursor {
  public:
    virtual ~Cursor() = default;
    virtual void bind(std::int64_t value) = 0;
    virtual void bind(std::string_view value) = 0;
    virtual void bind(ByteView value) = 0;
    virtual void bind(std::nullopt_t) = 0;
    virtual Result<bool> step() = 0; // is there a row?
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string text(int column) const = 0;
    virtual Bytes blob(int column) const = 0;
};

// Columns count from 0. It must not outlive its database.
class Statement {
  public:
    explicit Statement(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}

    Result<bool> step() { return cursor_->step(); } // is there a row?
    Status run();                                   // to the end

    bool is_null(int column) const { return cursor_->is_null(column); }
    std::int64_t integer(int column) const { return cursor_->integer(column); }
    std::string text(int column) const { return cursor_->text(column); }
    Bytes blob(int column) const { return cursor_->blob(column); }

  private:
    friend class Database;
    void bind_next(std::string_view value) { cursor_->bind(value); }
    void bind_next(ByteView value) { cursor_->bind(value); }
    void bind_next(std::nullopt_t) { cursor_->bind(std::nullopt); }
    template <class T>
    void bind_next(const std::optional<T>& value) {
        value ? bind_next(*value) : bind_next(std::nullopt);
    }
    template <std::integral T>
    void bind_next(T value) {
        cursor_->bind(static_cast<std::int64_t>(value));
    }

    std::unique_ptr<Cursor> cursor_;
};

class Database {
  public:
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

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
    virtual std::int64_t rows_changed() const = 0; // by the newest statement
    virtual bool is_read_only() const = 0;
    // Names the storage that this is in: another one after a dump was played back or a backup was brought to a point in
    // time. Empty where that cannot be told.
    virtual Result<std::string> storage() = 0;

    // Transaction does this. One that writes has the whole database to itself until it ends.
    virtual Status begin(Access access) = 0;
    virtual Status commit() = 0;
    virtual void roll_back() = 0;
    // There is one, and nothing has happened that it cannot be committed after.
    virtual bool is_in_transaction() const = 0;

    const StoreCodes& codes() const { return kind_.codes; }
    const std::string& place() const { return place_; } // for people; no secret in it
    tl::unexpected<Error> unsound(std::string reason, SourceLocation where = SourceLocation::current()) const;

  protected:
    Database(std::string place, DatabaseKind kind) : place_(std::move(place)), kind_(std::move(kind)) {}
    virtual Result<Statement> prepare(std::string_view sql) = 0;
    const DatabaseKind& kind() const { return kind_; }

  private:
    Result<std::int64_t> first_integer(Statement& statement) const;

    std::string place_;
    DatabaseKind kind_;
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
