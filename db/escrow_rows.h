// EscrowRows: what the registry knows of its escrow copies, and the claims as those hold them.
// Threads: as its Database; inside a transaction that the caller has begun. Failure: the database's.
#pragma once

#include "db/escrow_file.h"
#include "db/sql.h"

#include <map>

namespace keyline::db {

class EscrowRows {
  public:
    explicit EscrowRows(Database& database) : database_(database) {}

    struct Row {
        std::uint64_t size_bytes = 0;
        Hash digest{};
        bool lacking = false;
    };
    Result<std::optional<Row>> find(const std::string& copy);
    Result<bool> is_any_lacking();
    // A new copy, or one that is level with the registry again, up to `end`.
    Status settle(const EscrowFile& file, const EscrowPosition& end);
    // The copy holds every claim up to `end`. false: it may not be, the registry is to be reconciled first.
    Result<bool> advance(const std::string& copy, const EscrowPosition& end);
    Status mark_lacking(const EscrowFile& file);
    // What was at the place of this copy is not there any more: nobody waits for it.
    Status replace_others(const EscrowFile& file);

    // The registry has this claim with this key.
    Result<bool> holds(const ClaimRecord& record);
    // Ids with their escrows, in the order of their making, after `after`, which is moved on.
    struct Key {
        ClaimId claim;
        ByteArray<escrow_size_bytes> escrow{};
    };
    Result<std::vector<Key>> keys(std::int64_t& after, std::size_t keys_max);
    Result<std::map<ClaimId, StationId>> open_claims();

    // keyd's own log has what the mark says, in the storage that it says.
    Result<bool> has_log(const LogMark& mark);
    Result<LogMark> log_mark();

  private:
    Database& database_;
};

} // namespace keyline::db
