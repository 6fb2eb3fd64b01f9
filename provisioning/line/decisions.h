// What people have decided at the key service about a unit that this station has on record, or does not have on record
// yet. keyd is the master: the station's log follows it, and is asked only where its own record does not let a unit go
// on, or tells that a unit is outstanding. Threads: the caller's; whoever calls holds the unit (ports/unit_holds.h).
#pragma once

#include "provisioning/ports/audit_log.h"
#include "provisioning/ports/key_service.h"
#include "provisioning/ports/lock_link.h"

namespace keyline {

// The unit's record after what keyd says of its claim, with an entry when it has changed: released from quarantine
// (unit.released), scrapped, re-keyed or given to another station (unit.withdrawn: its chip may be claimed anew).
Result<UnitRecord> follow_decision(KeyService& keys, AuditLog& log, UnitRecord record);

// A unit that keyd has on record as this station's, and this log has not: given by another station, or lost with an
// older log. Its record, with the entries {adopted} that bring it to where keyd has it; none when there is nothing to
// adopt in this order.
Result<std::optional<UnitRecord>> adopt_unit(KeyService& keys, AuditLog& log, unsigned lane, const OrderId& order,
                                             const LockIdentity& lock);

} // namespace keyline
