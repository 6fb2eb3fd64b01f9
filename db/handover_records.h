// The registry's hand-overs. Errors, and what each call means: ports/handover_records.h. Threads: as its Database;
// inside a transaction that the caller has begun.
#pragma once

#include "db/sql.h"
#include "provisioning/ports/handover_records.h"

namespace keyline::db {

class SqlHandoverRecords final : public HandoverRecords {
  public:
    explicit SqlHandoverRecords(Database& database) : database_(database) {}

    Status insert_grant(const HandoverGrant& grant) override;
    Result<std::optional<HandoverGrant>> newest_grant(const OrderId& order, ByteView recipient_der) override;
    Status insert(const HandoverRecord& record) override;
    Result<std::vector<HandoverRecord>> of(const OrderId& order) override;
    Result<std::optional<HandoverRecord>> with_manifest(const ByteArray<32>& sha256) override;
    Status acknowledge(const ByteArray<32>& manifest_sha256, ByteView receipt, std::int64_t received_unix_s) override;

  private:
    Result<std::vector<HandoverRecord>> read(Result<Statement> rows);

    Database& database_;
};

} // namespace keyline::db
