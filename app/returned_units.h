// A returned unit, examined at a lane or asked for by its number alone: the station's side of the actions unit.examine
// and unit.verify. Nothing is ever written to the lock. Each verification is an entry of the station's log
// ("verification.done", "verification.alarm"). Threads: one. Errors: lane_*, fixture_*, lock_silent,
// lock_not_understood; those of Administration::act.
#pragma once

#include "app/station.h"
#include "app/verify_report.h"

namespace keyline::app {

struct VerifiedUnit {
    VerifiedReport report;
    std::string note; // the signed report, as it is kept
};

// The unit at this lane; with its label's number, when that is known.
Result<VerifiedUnit> verify_at_lane(Station& station, const LaneSetup& lane, const std::optional<SerialNumber>& label);
// From the records alone.
Result<VerifiedUnit> verify_by_number(Station& station, const SerialNumber& label);

} // namespace keyline::app
