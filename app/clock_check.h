// ClockCheck: the clocks of station and key service, compared before and while units are made, on the station's record,
// and the production refused when they are too far apart: records whose times cannot be compared prove little.
// Threads: one at a time. Blocks for as long as the key service's calls may take.
#pragma once

#include "app/clock_watch.h"
#include "app/station.h"

namespace keyline::app {

class ClockCheck {
  public:
    static constexpr std::chrono::seconds compare_every{60};
    static constexpr std::chrono::milliseconds change_ms_min{250}; // a smaller one is not put on record again

    // Outlives it.
    explicit ClockCheck(Station& station) : station_(station), steps_(station.clock()) {}

    // clock_apart; audit_* when it cannot be put on record. A key service that does not answer is no disagreement: no
    // unit begins without it.
    Status compare();
    // A clock that was set goes on record; compares when that was so, and every so often. As compare().
    Status look();

  private:
    Status record(const ClockOffset& offset, const Status& agreed);

    Station& station_;
    ClockStepWatch steps_;
    std::optional<std::chrono::steady_clock::time_point> compared_{};
    std::optional<std::chrono::milliseconds> recorded_{};
    Status last_{};
};

} // namespace keyline::app
