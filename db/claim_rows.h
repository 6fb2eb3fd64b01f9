// ClaimRows: the registry's claims with their escrow. A serial number may have several: those that are superseded, and
// one that is not. Errors, and what each call means: ports/registry.h. Threads: as its Database; inside a transaction
// that the caller has begun.
#pragma once

#include "db/sql.h"
#include "provisioning/ports/registry.h"

namespace keyline::db {

class ClaimRows {
  public:
    explicit ClaimRows(Database& database) : database_(database) {}

    Result<std::optional<ClaimRecord>> find(const ClaimId& id);
    Result<std::optional<ClaimRecord>> find(const SerialNumber& serial);
    Result<std::optional<ClaimRecord>> find(const ChipUid& uid);
    Result<std::optional<ClaimRecord>> rekey_for(const ChipUid& uid);
    Result<std::vector<ClaimRecord>> list(const ClaimFilter& filter, const std::optional<ClaimId>& after,
                                          std::size_t claims_max);
    Status insert(const ClaimRecord& record);
    Status update(const Claim& claim);

  private:
    struct Place { // in the order of list()
        Bytes serial;
        std::int64_t superseded;
    };
    Result<ClaimRecord> read(const Statement& row);
    Result<std::vector<ClaimRecord>> read_all(Result<Statement> statement);
    Result<std::optional<ClaimRecord>> read_one(Result<Statement> statement);
    Result<Place> place_of(const ClaimId& id);

    Database& database_;
};

} // namespace keyline::db
