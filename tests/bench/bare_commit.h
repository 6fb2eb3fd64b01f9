// A SQLite table and nothing else: what a durable commit costs here, with the settings of db/sqlite.
#pragma once

#include "db/sqlite.h"
#include "tests/bench/bench.h"

namespace keyline::bench {

class BareCommit {
  public:
    BareCommit(const std::filesystem::path& path, std::size_t row_size_bytes)
        : database_(must(db::SqliteDatabase::create(
              path, {1, {{"CREATE TABLE bare (id INTEGER PRIMARY KEY, row BLOB) STRICT;", {}}}, db::audit_codes}))),
          row_(row_size_bytes, 0x5a) {}

    // So many rows in one commit.
    void commit_rows(std::size_t rows) {
        auto transaction = must(db::Transaction::begin(*database_, db::Access::read_write));
        for (std::size_t i = 0; i < rows; ++i) {
            must(database_->run("INSERT INTO bare (row) VALUES (?)", ByteView(row_)));
        }
        must(transaction.commit());
    }

  private:
    std::unique_ptr<db::Database> database_;
    Bytes row_;
};

} // namespace keyline::bench
