// ShiftFigures: how a shift goes: outcomes, yield, rate. A shift begins when a person logs in. Threads: the GUI's;
// times are given, none is read. Pure counting: what counts is the audit log, and `keyline audit stats` counts that.
#pragma once

#include "provisioning/line/unit_result.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace keyline::station {

class ShiftFigures {
  public:
    using Time = std::chrono::steady_clock::time_point;
    // The rate is that of the newest stretch of this length, and of none before the first unit.
    static constexpr std::chrono::minutes rate_window{15};
    static constexpr std::chrono::seconds rate_after{30}; // earlier it would be a guess

    void count(Outcome outcome, Time at);
    std::uint64_t passed() const { return passed_; }
    std::uint64_t failed() const { return failed_; }
    std::uint64_t others() const { return others_; } // errors, quarantined, aborted
    // Passed of those that a unit itself decided; none before the first.
    std::optional<double> yield() const;
    // Passed units in an hour; none while it is too early to say.
    std::optional<double> per_hour(Time now) const;

  private:
    std::optional<Time> first_; // result
    std::uint64_t passed_ = 0;
    std::uint64_t failed_ = 0;
    std::uint64_t others_ = 0;
    std::deque<Time> passes_; // of the newest stretch
};

} // namespace keyline::station
