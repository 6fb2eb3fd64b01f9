// A returned unit, examined at a lane or asked for by its number alone: the station's side of the actions unit.examine
// and unit.verify. Nothing is ever written to the lock. Each verification is an entry of the station's log
// ("verification.done", "verification.alarm"). Threads: one. Errors: lane_*, fixture_*, lock_silent,
// lock_not_understood; those of Administration::act.
#pragma once

#include "app/station.h"
#include "app/verify_report.h"

#include <functional>

namespace keyline::app {

// What is seen of a unit on the way to its report, one after another, under the report's own names of its checks. Each
// `result` is only what is known by then: "read", "answered", "right", "wrong", "refused".
struct CheckSeen {
    std::string name;
    std::string result;
    std::string evidence;
};
using OnCheckSeen = std::function<void(const CheckSeen& check)>; // in the caller's thread

struct VerifiedUnit {
    VerifiedReport report;
    std::string note; // the signed report, as it is kept
};

// The unit at this lane; with its label's number, when that is known.
Result<VerifiedUnit> verify_at_lane(Station& station, const LaneSetup& lane, const std::optional<SerialNumber>& label,
                                    const OnCheckSeen& seen = {});
// From the records alone.
Result<VerifiedUnit> verify_by_number(Station& station, const SerialNumber& label, const OnCheckSeen& seen = {});

} // namespace keyline::app
