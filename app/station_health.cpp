#include "app/station_health.h"

#include "app/disk_space.h"

namespace keyline::app {

namespace {

Result<ClockOffset> clock_of(KeyService& keys, Station& station) {
    auto offset = measure_clock_offset(keys, station.clock());
    if (!offset) {
        return offset;
    }
    const auto agreed = check_clock_offset(*offset, station.setup().key_service.clock_offset_ms_max);
    return agreed ? offset : agreed.failure();
}

} // namespace

StationHealth look_at(Station& station) {
    auto keys = station.keys();
    auto info = keys ? (*keys)->info() : Result<KeyServiceInfo>(keys.failure());
    auto clock = info ? clock_of(**keys, station) : Result<ClockOffset>(info.failure());
    const StationSetup& setup = station.setup();
    return {std::move(info), std::move(clock), station.log().size(), station.log().archived_size(),
            check_disk_space(setup.directory, setup.disk_free_mib_min)};
}

} // namespace keyline::app
