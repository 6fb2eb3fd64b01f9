// What a start finds: units that were in work when the station stopped.
#pragma once

#include "provisioning/ports/audit_log.h"
#include "provisioning/ports/key_service.h"
#include "provisioning/ports/unit_holds.h"

#include <vector>

namespace keyline {

struct Interrupted {
    std::vector<UnitRecord> outstanding; // go on when their chip is in a fixture again
    std::vector<UnitRecord> aborted;     // at an end now: keyd never knew the claim, or a person withdrew it
    std::vector<UnitRecord> in_work;     // on a lane of another process
};

// Needs no lock: a claim that keyd never made is put to its end at once, all others wait for their unit.
Result<Interrupted> resolve_interrupted(KeyService& keys, AuditLog& log, UnitHolds& holds);

} // namespace keyline
