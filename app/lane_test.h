// Does a lane's adapter answer, and is a lock there? Nothing is written. Threads: one. Errors: lane_busy, fixture_*;
// lock_silent: the port is there and nothing answers.
#pragma once

#include "app/station.h"
#include "provisioning/ports/lock_link.h"

namespace keyline::app {

Result<LockIdentity> test_lane(Station& station, const LaneSetup& lane);

} // namespace keyline::app
