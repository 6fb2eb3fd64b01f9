#include "app/lane_test.h"

#include "app/lane_place.h"

namespace keyline::app {

Result<LockIdentity> test_lane(Station& station, const LaneSetup& lane) {
    auto place = take_lane(station, lane);
    return place ? place->link->identify() : Result<LockIdentity>(place.failure());
}

} // namespace keyline::app
