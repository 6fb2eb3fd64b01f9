// A lane taken: nobody else of this station has it, and its link is open. Threads: any. Errors: lane_busy, fixture_*;
// profile_missing, profile_invalid for a lane with a debug probe.
#pragma once

#include "app/station.h"
#include "app/station_profile.h"
#include "fixtures/frame_tap.h"
#include "provisioning/ports/lock_link.h"

#include <memory>
#include <optional>

namespace keyline::app {

// Given back together.
struct LanePlace {
    std::unique_ptr<UnitHolds::Hold> hold;
    std::unique_ptr<LockLink> link; // closed before another may hold the lane
};

// `tap`: who looks on; it outlives the place. Null: nobody.
Result<LanePlace> take_lane(Station& station, const LaneSetup& lane, const std::optional<fixtures::SwdProfile>& swd,
                            fixtures::FrameTap* tap = nullptr);
// Where no product is named: a debug probe is used as the only profile that has [swd] says.
Result<LanePlace> take_lane(Station& station, const LaneSetup& lane);

} // namespace keyline::app
