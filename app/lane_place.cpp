#include "app/lane_place.h"

#include "fixtures/open_lock_link.h"

namespace keyline::app {

Result<LanePlace> take_lane(Station& station, const LaneSetup& lane, const std::optional<fixtures::SwdProfile>& swd,
                            fixtures::FrameTap* tap) {
    auto hold = station.holds().hold_lane(lane.number);
    if (!hold) {
        return hold.failure();
    }
    auto link = fixtures::open_lock_link(lane.link, swd ? &*swd : nullptr, station.clock(), station.random(), tap);
    if (!link) {
        return link.failure();
    }
    return LanePlace{std::move(*hold), std::move(*link)};
}

Result<LanePlace> take_lane(Station& station, const LaneSetup& lane) {
    if (lane.link.kind != fixtures::LaneLink::Kind::swd) {
        return take_lane(station, lane, {});
    }
    const auto swd = find_swd_profile(station.setup());
    return swd ? take_lane(station, lane, *swd) : swd.failure();
}

} // namespace keyline::app
