// The clocks of station and key service: how far they are apart, and whether this machine's was set.
// Threads: any; a ClockStepWatch one at a time.
#pragma once

#include "provisioning/ports/clock.h"
#include "provisioning/ports/key_service.h"

namespace keyline::app {

struct ClockOffset {
    std::chrono::milliseconds offset;      // positive: the key service's clock is ahead
    std::chrono::milliseconds uncertainty; // half of what the question took; the offset is true to so much
};

// From one call of info(), or of the quickest of some.
Result<ClockOffset> measure_clock_offset(KeyService& service, Clock& clock);
// clock_apart {offset_s, offset_s_max}, when even the kindest reading of it is beyond.
Status check_clock_offset(const ClockOffset& offset, std::chrono::milliseconds offset_ms_max);
std::string seconds_text(std::chrono::milliseconds time); // "-1.250"

// A clock that is set, forwards or back, rather than slewed: the time of day has gone on by another span than the clock
// that only counts. So does one that slept.
class ClockStepWatch {
  public:
    static constexpr std::chrono::milliseconds step_ms_min{1'000};

    explicit ClockStepWatch(Clock& clock) : clock_(clock), utc_(clock.utc()), monotonic_(clock.monotonic()) {}
    // By how much it was set since the last look; none: it was not.
    std::optional<std::chrono::milliseconds> look();

  private:
    Clock& clock_;
    std::chrono::system_clock::time_point utc_;
    std::chrono::steady_clock::time_point monotonic_;
};

} // namespace keyline::app
