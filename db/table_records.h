// The registry's substitution tables, sealed. Errors, and what each call means: ports/table_records.h. Threads: as its
// Database; inside a transaction that the caller has begun.
#pragma once

#include "db/sql.h"
#include "provisioning/ports/table_records.h"

namespace keyline::db {

class SqlTableRecords final : public TableRecords {
  public:
    explicit SqlTableRecords(Database& database) : database_(database) {}

    Result<std::optional<TableRecord>> table(const ProfileName& profile, TableVersion version) override;
    Result<TableVersion> newest(const ProfileName& profile) override;
    Result<std::vector<TableRecord>> list() override;
    Status insert(const TableRecord& record) override;
    Result<std::optional<TableVersion>> of_order(const OrderId& order) override;
    Result<std::optional<TableVersion>> of_profile(const ProfileName& profile) override;
    Status assign(const ProfileName& profile, const std::optional<OrderId>& order, TableVersion version,
                  std::int64_t now_unix_s) override;

  private:
    Result<std::vector<TableRecord>> read(Result<Statement> rows);
    Result<std::optional<TableVersion>> read_version(Result<Statement> row);

    Database& database_;
};

} // namespace keyline::db
