// LaneState: what one tile shows. Threads: values.
#pragma once

#include "provisioning/line/transitions.h"
#include "provisioning/line/unit_result.h"

#include <chrono>
#include <optional>

namespace keyline::station {

enum class LanePhase {
    idle,          // no run
    waits_unit,    // the place is empty
    waits_serial,  // a unit is there, its label is not scanned yet
    waits_removal, // a result stands until its unit is taken away
    waits_lid,     // the fixture is open
    working,       //
    down,          // the fixture has failed, and is tried again
    stopped,       // by a person
    ended,         // the run has no more work for it
};

// Several lines of the procedure are one step to people.
enum class Step { starting, issuing, writing, proving, closing, confirming };
inline constexpr int step_count = 6;
Step step_of(Line line);

struct LaneState {
    unsigned number = 0;
    LanePhase phase = LanePhase::idle;
    std::optional<SerialNumber> serial{}; // of the unit that is there
    std::optional<ChipUid> uid{};         // of the unit in work
    std::optional<SerialNumber> armed{};  // scanned, for the unit that comes next
    bool takes_next_scan = false;
    Step step = Step::starting;
    bool resumed = false; // a unit that was interrupted before
    std::size_t bytes_done = 0;
    std::size_t bytes_total = 0; // 0: nothing is counted now
    std::chrono::steady_clock::time_point began{};
    std::optional<UnitResult> result{}; // until its unit is taken away
    std::chrono::milliseconds took{0};  // of the result
    std::optional<Error> trouble{};     // of down and ended

    bool shows_result() const { return result && phase != LanePhase::working; }
    // 0 to 1: steps that are done, and the part of the one at work.
    double progress() const;
};

} // namespace keyline::station
