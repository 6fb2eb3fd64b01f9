// The actions unit.examine (which unit is this, and a fresh challenge for it) and unit.verify (the lock's answers
// checked, everything assessed, and a report that is signed in the HSM): provisioning/verification/returned_unit.h says
// what the verdicts mean, app/verification_wire.h what goes over the wire. Each is on record; a clone that is suspected
// is an alarm there ("verification.alarm"). Neither changes a unit's state. Threads: one, at the start; the executors
// any.
#pragma once

#include "provisioning/people/action.h"
#include "provisioning/ports/archive.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/random.h"
#include "provisioning/ports/signer.h"

namespace keyline::app {

struct VerificationParts { // all outlive the handlers
    Name environment;
    Signer& signer;
    Archive& archive; // of the stations' logs
    Clock& clock;
    Random& random;
};
void add_verification_handlers(ActionHandlers& handlers, const VerificationParts& parts);

} // namespace keyline::app
