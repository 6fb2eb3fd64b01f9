// Registry: orders, claims with their escrow, sealed tables, and keyd's own audit log, in one database and one commit.
// Threads: any; transactions wait for one another (a bounded time, then registry_unavailable).
// Errors: registry_unavailable, registry_unsound; order_exists, serial_taken, uid_bound from UNIQUE constraints.
#pragma once

#include "provisioning/claim.h"
#include "provisioning/ports/vault.h"
#include "provisioning/unit_event.h"
#include "provisioning/work_order.h"

#include <memory>
#include <vector>

namespace keyline {

class HandoverRecords;
class PeopleRecords;
class TableRecords;

struct ClaimRecord {
    Claim claim;
    ByteArray<escrow_size_bytes> escrow{};
    CheckValue kg;
    CheckValue kek;
};

// All that is set must hold; nothing set: every claim.
struct ClaimFilter {
    std::optional<OrderId> order{};
    std::optional<StationId> station{};
    std::optional<CheckValue> kg{};
    std::optional<SerialNumber> first{}; // and `last`: both, or none
    std::optional<SerialNumber> last{};
};

// Rolled back when it is destroyed without commit(). It may see what others have done and what is not durable yet:
// whoever tells what it has seen commits first, even if it has written nothing.
class RegistryTransaction {
  public:
    virtual ~RegistryTransaction() = default;

    // With its counts.
    virtual Result<std::optional<WorkOrder>> order(const OrderId& id) = 0;
    virtual Result<std::vector<WorkOrder>> orders() = 0;
    virtual Result<OrderId> next_order_id() = 0; // "WO-0001", "WO-0002", ...
    virtual Status insert_order(const WorkOrder& order) = 0;
    // State, quota, limit of attempts, expiry and stations; never the range, profile, Kg or author.
    virtual Status update_order(const WorkOrder& order) = 0;
    // An order whose range of serial numbers meets this one.
    virtual Result<std::optional<OrderId>> order_overlapping(const SerialNumber& first, const SerialNumber& last) = 0;

    virtual Result<std::optional<ClaimRecord>> claim(const ClaimId& id) = 0;
    // The newest: older ones of the same number are superseded.
    virtual Result<std::optional<ClaimRecord>> claim_with(const SerialNumber& serial) = 0;
    // The living one: a chip may have others that were scrapped or superseded.
    virtual Result<std::optional<ClaimRecord>> claim_with(const ChipUid& uid) = 0;
    // The superseded one whose number is free again for this chip alone.
    virtual Result<std::optional<ClaimRecord>> rekey_for(const ChipUid& uid) = 0;
    // Of one order, station or Kg, or in one range: `claims_max` at most, in the order of their making, after `after`.
    virtual Result<std::vector<ClaimRecord>> claims(const ClaimFilter& filter, const std::optional<ClaimId>& after,
                                                    std::size_t claims_max) = 0;
    // Where an escrow record would not be safe: registry_not_reconciled when it was put back from an older backup,
    // escrow_unavailable, escrow_unsound. Whoever makes a claim, or a token again, asks first.
    virtual Status may_issue() { return {}; }
    // The lowest number of the order that no claim has; none when there is no more.
    virtual Result<std::optional<SerialNumber>> next_serial(const OrderId& order) = 0;
    virtual Status insert_claim(const ClaimRecord& record) = 0;
    // State, attempts, reissues, proofs, station, what it was held from and may be re-keyed for; never the escrow,
    // serial number, chip or order.
    virtual Status update_claim(const Claim& claim) = 0;

    // Operators, sessions, pending requests: of this transaction, and gone with it.
    virtual PeopleRecords& people() = 0;
    // What was handed over to the owner: likewise.
    virtual HandoverRecords& handovers() = 0;
    virtual TableRecords& tables() = 0;

    // An entry of keyd's own audit log.
    virtual Status record(const AuditEvent& event) = 0;
    // What that log has about a unit, exactly as it was hashed: the newest `entries_max`, oldest first.
    virtual Result<std::vector<std::string>> recorded_about(const SerialNumber& serial, std::size_t entries_max) = 0;

    // When it returns, all that this transaction has written or seen is durable. A failure: nothing was written.
    virtual Status commit() = 0;
};

class Registry {
  public:
    virtual ~Registry() = default;
    virtual Result<std::unique_ptr<RegistryTransaction>> begin() = 0;
};

} // namespace keyline
