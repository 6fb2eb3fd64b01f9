#include "hsm/service/flow_limit.h"

#include <algorithm>
#include <cmath>

namespace keyline::hsm {

namespace {
tl::unexpected<Error> busy(const char* limit, std::chrono::milliseconds retry_after) {
    return fail(ErrorCode::key_service_busy,
                {{"limit", limit}, {"retry_after_ms", std::to_string(retry_after.count())}});
}
} // namespace

Result<Ticket> FlowLimit::enter(const std::string& station_name, std::chrono::steady_clock::time_point now) {
    const std::lock_guard lock(*mutex_);
    auto [found, is_new] = stations_.try_emplace(station_name);
    Station& station = found->second;
    if (!is_new) {
        const std::chrono::duration<double> passed = now - station.filled;
        station.tokens =
            std::min(requests_at_once_max, station.tokens + std::max(0.0, passed.count()) * requests_per_second_max);
    }
    station.filled = now;
    if (station.tokens < 1) {
        const double wait_s = (1 - station.tokens) / requests_per_second_max;
        return busy("requests per second of a station",
                    std::chrono::milliseconds(std::lround(std::ceil(wait_s * 1e3))));
    }
    if (*station.in_flight >= requests_in_flight_max) {
        return busy("requests in flight of a station", in_flight_retry_ms);
    }
    station.tokens -= 1;
    ++*station.in_flight;
    return Ticket(station.in_flight.get(), [count = station.in_flight, mutex = mutex_](const void*) {
        const std::lock_guard leaving(*mutex);
        --*count;
    });
}

} // namespace keyline::hsm
