#include "app/clock_watch.h"

#include <algorithm>
#include <cstdio>

namespace keyline::app {

namespace {
constexpr int questions = 3; // the first may have to wait for a connection
using std::chrono::duration_cast;
using std::chrono::milliseconds;
} // namespace

Result<ClockOffset> measure_clock_offset(KeyService& service, Clock& clock) {
    std::optional<ClockOffset> best;
    for (int i = 0; i < questions; ++i) {
        const auto asked = clock.monotonic();
        const auto asked_utc = clock.utc();
        auto info = service.info();
        if (!info) {
            return info.failure();
        }
        const auto half = (clock.monotonic() - asked) / 2;
        const ClockOffset offset{duration_cast<milliseconds>(info->utc - (asked_utc + half)),
                                 duration_cast<milliseconds>(half) + milliseconds(1)}; // it tells whole milliseconds
        if (!best || offset.uncertainty < best->uncertainty) {
            best = offset;
        }
    }
    return *best;
}

Status check_clock_offset(const ClockOffset& offset, milliseconds offset_ms_max) {
    const auto apart = std::chrono::abs(offset.offset);
    if (apart - offset.uncertainty <= offset_ms_max) {
        return {};
    }
    return fail(ErrorCode::clock_apart,
                {{"offset_s", seconds_text(offset.offset)}, {"offset_s_max", seconds_text(offset_ms_max)}});
}

std::string seconds_text(milliseconds time) {
    const auto ms = std::chrono::abs(time).count();
    char text[32];
    std::snprintf(text, sizeof text, "%s%lld.%03lld", time.count() < 0 ? "-" : "", static_cast<long long>(ms / 1'000),
                  static_cast<long long>(ms % 1'000));
    return text;
}

std::optional<milliseconds> ClockStepWatch::look() {
    const auto utc = clock_.utc();
    const auto monotonic = clock_.monotonic();
    const auto step = duration_cast<milliseconds>((utc - utc_) - (monotonic - monotonic_));
    utc_ = utc;
    monotonic_ = monotonic;
    return std::chrono::abs(step) >= step_ms_min ? std::optional(step) : std::nullopt;
}

} // namespace keyline::app
