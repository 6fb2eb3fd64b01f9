#include "app/lane_test.h"

#include "app/station_profile.h"
#include "fixtures/open_lock_link.h"

namespace keyline::app {

Result<LockIdentity> test_lane(Station& station, const LaneSetup& lane) {
    auto hold = station.holds().hold_lane(lane.number);
    if (!hold) {
        return hold.failure();
    }
    auto swd = lane.link.kind == fixtures::LaneLink::Kind::swd
                   ? find_swd_profile(station.setup())
                   : Result<std::optional<fixtures::SwdProfile>>(std::nullopt);
    if (!swd) {
        return swd.failure();
    }
    auto link = fixtures::open_lock_link(lane.link, *swd ? &**swd : nullptr, station.clock(), station.random());
    return link ? (*link)->identify() : Result<LockIdentity>(link.failure());
}

} // namespace keyline::app
