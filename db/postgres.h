// PostgreSQL as an engine of sql.h, by libpqxx: several keyd over one database. Each kind of database is a namespace
// ("schema") of its own in it, `keyline_registry`, `keyline_archive`; the connecting role owns the database, for keyd
// makes the namespaces and brings them to newer versions.
//     A transaction that writes holds an advisory lock: one at a time writes in a namespace, whichever keyd it is of.
//     Time-outs are the server's own (statement, lock, idle in a transaction): a keyd that hangs, was killed or has
//     lost its line holds the others up for that long at most.
//     A connection that broke is made anew when the next transaction begins; none is repeated by itself. When it breaks
//     in a COMMIT nobody knows whether that was done: it is told as a failure, and the caller asks again.
// Refused: a server that does not keep what it has committed (fsync, full_page_writes off), and passwords in a URI or
// in PGPASSWORD: they belong into a passfile, or in their stead a peer's identity or a certificate.
// No exception of libpqxx leaves this file's functions. The cause of an error begins with the SQLSTATE.
#pragma once

#include "db/sql.h"

namespace keyline::db {

inline constexpr int postgres_connect_timeout_s = 5;
inline constexpr int postgres_idle_in_transaction_ms_max = 15'000; // longer than any call to the HSM may take

class PostgresPlace {
  public:
    // "postgresql://[USER@][HOST][:PORT]/DATABASE[?NAME=VALUE&...]" as libpq reads it. value_malformed {reason}: it is
    // none, or holds a password.
    static Result<PostgresPlace> parse(std::string_view uri);
    static bool is_one(std::string_view text);
    const std::string& uri() const { return uri_; }

  private:
    explicit PostgresPlace(std::string uri) : uri_(std::move(uri)) {}
    std::string uri_;
};

class PostgresDatabase : public Database {
  public:
    // Makes the namespace, all or nothing; refuses when there is one already.
    static Result<std::unique_ptr<Database>> create(const PostgresPlace& place, const DatabaseKind& kind);
    // Refuses as SqliteDatabase::open does; brings an older version to the newest in one commit, without a copy: that
    // is pg_dump's work.
    static Result<std::unique_ptr<Database>> open(const PostgresPlace& place, const DatabaseKind& kind);
    ~PostgresDatabase() override;

    std::int64_t rows_changed() const override { return rows_changed_; }
    bool is_read_only() const override { return false; }
    // Server, time line, database and namespace.
    Result<std::string> storage() override;
    Status begin(Access access) override;
    Status commit() override;
    void roll_back() override;
    bool is_in_transaction() const override;

  protected:
    Result<Statement> prepare(std::string_view sql) override;

  private:
    friend class PostgresCursor;
    struct Connection;

    PostgresDatabase(const PostgresPlace& place, DatabaseKind kind);
    Status begin_once(Access access);
    Status connect();
    Status configure();
    Status execute(const std::string& sql); // several statements, without values
    Status make_namespace();
    Status take_steps(std::int32_t from, std::int32_t to); // in a transaction
    Status check_kind_and_migrate();
    Result<std::int32_t> version();
    Status check_schema();
    Result<std::string> schema(const std::string& name);
    std::string lock_sql() const;
    // Runs it; what libpqxx throws becomes a failure, which breaks the transaction or the connection where it must.
    template <class Call>
    Status guarded(Call call, SourceLocation where = SourceLocation::current());
    tl::unexpected<Error> failure(const std::string& sqlstate, const std::string& message, SourceLocation where);
    tl::unexpected<Error> newer_version() const;

    std::string uri_;
    std::unique_ptr<Connection> connection_; // none: to be made when a transaction begins
    bool in_transaction_ = false;
    bool failed_ = false; // a statement of the transaction has: the server does no other before a rollback
    std::int64_t rows_changed_ = 0;
};

} // namespace keyline::db
