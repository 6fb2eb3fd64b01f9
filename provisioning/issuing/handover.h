// Hand-over of an order's keys to the owner: which units' keys go, and when an order may be closed.
//
// What goes is the PEK of each unit that has passed, as it is now: of a number that was re-keyed the new one's, of a
// unit that was scrapped or held back none. Whether the owner has all of them is told by comparing contents: a unit
// that passed, was re-keyed or scrapped since makes another hand-over necessary.
// Threads: the transaction's. Errors: registry_*; handover_missing {order, reason}.
#pragma once

#include "provisioning/ports/registry.h"

#include <functional>
#include <memory>

namespace keyline {

inline constexpr std::int64_t handover_grant_valid_s =
    std::int64_t{24} * 3'600; // in it the hand-over may be made again
inline constexpr std::size_t handover_page_claims = 512;

// SHA-256 over the ids of the claims, by serial number. A re-keyed unit has another claim.
class HandoverContents {
  public:
    HandoverContents();
    void add(const Claim& claim);
    ByteArray<32> end();
    std::uint64_t units() const { return units_; }

  private:
    struct Free {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Free> context_;
    std::uint64_t units_ = 0;
};

// The next units of the order whose keys go over, by serial number; `after` moves on. False: there are no more.
Result<bool> next_units(RegistryTransaction& transaction, const WorkOrder& order, std::optional<ClaimId>& after,
                        std::vector<ClaimRecord>& units);

// The owner has acknowledged the keys of all that has passed, or nothing has. An OrderMayClose.
Status require_handed_over(RegistryTransaction& transaction, const WorkOrder& order);

} // namespace keyline
