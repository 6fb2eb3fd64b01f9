// What a person decides about a unit, or about many: executors of the actions "unit.*" (people/action.h). Each moves a
// claim from one state to another, counts with it, and leaves one entry for each unit.
//
//     scrap       any living one → scrapped: an end; its number is used up, its chip is free
//     rework      open, failed → rework: tried again, with re-issues and proofs begun anew
//     quarantine  any living one → quarantined, and what it was before is kept
//     release     quarantined → passed, if it was passed and nothing else is asked for; rework otherwise
//     rekey       any → superseded: the chip named, or the same one, may claim the number again, with a new key
//     transfer    open, failed, rework, quarantined: to another station of the order
//     custody     no change of state: who has the unit now
//
// Errors: serial_malformed, value_malformed, unit_unknown; claim_state {serial, state, action}: not from this state;
// order_other_station; batch_too_large. Threads: any; they keep nothing.
#pragma once

#include "provisioning/people/action.h"

namespace keyline {

inline constexpr std::size_t batch_units_max =
    10'000; // of one quarantine: it is one transaction, and holds all others up

// The unit that the action's "serial" names. People may see and decide about any, as their roles say; a station by
// itself only about those of its orders.
Result<ClaimRecord> unit_of(RegistryTransaction& transaction, const Action& action, const ActionContext& context);

void add_unit_handlers(ActionHandlers& handlers);

} // namespace keyline
