// SQLite as an engine of sql.h.
// Settings: rollback journal, synchronous=EXTRA, recursive_triggers, foreign_keys, trusted_schema=OFF, defensive; file
// mode 0600. Why: db/README.md, "Storage rules".
// After an I/O error or damage the database is poisoned: no transaction begins any more until it is opened again.
#pragma once

#include "db/sql.h"

#include <filesystem>
#include <map>

struct sqlite3;
struct sqlite3_stmt;

namespace keyline::db {

class SqliteDatabase : public Database {
  public:
    // Makes the file, all or nothing; refuses when there is one already.
    static Result<std::unique_ptr<Database>> create(const std::filesystem::path& path, const DatabaseKind& kind);
    // Refuses a file that is missing, is no database, belongs to another program, was made by a newer version, or has
    // other tables, indices or triggers than it was made with. What it holds is not looked at: that takes longer the
    // more there is. Who may write brings an older version to the newest first, in one commit, with a copy of the file
    // as it was beside it (FILE.version-N); who only reads takes an older one as it is.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const DatabaseKind& kind,
                                                  Access access = Access::read_write);
    // For who only reads: from read-only media too. Where it may be written it is opened for that all the same, to
    // finish what a power cut left; where it may not, a write that was interrupted makes it unavailable.
    static Result<std::unique_ptr<Database>> open_to_read(const std::filesystem::path& path, const DatabaseKind& kind);
    ~SqliteDatabase() override;

    std::int64_t rows_changed() const override;
    bool is_read_only() const override;
    Result<std::string> storage() override { return std::string(); } // a copied file tells nothing
    Status begin(Access access) override;
    Status commit() override;
    void roll_back() override;
    bool is_in_transaction() const override;

  protected:
    Result<Statement> prepare(std::string_view sql) override;

  private:
    friend class SqliteCursor;
    enum class OlderVersion { migrated, taken_as_it_is };
    using Idle = std::vector<sqlite3_stmt*>;
    struct Close {
        void operator()(sqlite3* handle) const;
    };

    SqliteDatabase(std::filesystem::path path, DatabaseKind kind);
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const DatabaseKind& kind,
                                                  Access access, OlderVersion older);
    Status connect(Access access);
    Status configure(Access access);
    Result<std::int32_t> check_kind(); // its version
    Status check_schema(std::int32_t version);
    Status make_schema(std::int32_t version);
    Status migrate();
    Status take_steps(std::int32_t from, std::int32_t to); // in a transaction
    Status copy_beside(std::int32_t version);
    Status copy_to(const std::filesystem::path& copy);
    Result<std::string> schema();
    Status execute(const std::string& sql); // several statements
    // Poisons where it must.
    tl::unexpected<Error> failure(int code, SourceLocation where = SourceLocation::current());

    std::filesystem::path path_;
    std::unique_ptr<sqlite3, Close> handle_;
    std::map<std::string, Idle, std::less<>> idle_; // prepared and not in use
    std::string poison_;                            // why no transaction begins any more
};

} // namespace keyline::db
