// LaneWorker: what keeps one lane of a run going. A lane whose fixture fails (unplugged, busy, an adapter that hangs)
// is given back and tried again, at growing intervals, until it is there again; one that a person stops is given back
// until it is resumed, and another process may have it meanwhile. One lane knows nothing of the others. Threads: run()
// is the lane's own thread; stop() and resume() from any.
#pragma once

#include "app/lane_place.h"
#include "provisioning/line/lane.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

namespace keyline::app {

enum class LaneCondition {
    up,
    down,    // the fixture has failed; it is tried again
    stopped, // by a person, until it is resumed
};

class LaneWorker {
  public:
    static constexpr std::chrono::milliseconds retry_ms_min{100};
    static constexpr std::chrono::milliseconds retry_ms_max{3'000};
    static constexpr std::chrono::seconds comeback_s_max{60}; // for its unit alone, when nothing else is left to do

    // All are called in the lane's thread.
    struct Options {
        std::function<Result<LanePlace>()> open;
        std::function<LaneReport(LockLink& link, const std::stop_token& stop)> work; // Lane::run()
        std::function<bool()> no_more_work;
        std::function<bool()> nothing_new; // only units that were interrupted are left
        // Once each time it changes; the first `up` is not told. `reason` of down.
        std::function<void(LaneCondition condition, const std::optional<Error>& reason)> on_change;
        std::optional<std::chrono::milliseconds> down_max; // none: tried again for as long as there is work
    };

    LaneWorker(Options options, Clock& clock) : options_(std::move(options)), clock_(clock) {}

    // After the unit in work, if there is one.
    void stop();
    void resume();

    // Until there is no more work, the run is stopped, or the lane cannot go on. `place`: as opened by the caller;
    // none: it is opened here, once its port is there.
    LaneReport run(std::optional<LanePlace> place, const std::stop_token& run_stop);

  private:
    enum class Next { try_again, end };

    bool wait_until_wanted(const std::stop_token& run_stop);
    std::stop_token lane_stop();
    Next after(const LaneReport& report, const std::stop_token& run_stop);
    Next take_place(const std::stop_token& run_stop);
    void go_down(const Error& reason);
    void wait(const std::stop_token& run_stop, std::chrono::milliseconds time);

    const Options options_;
    Clock& clock_;

    std::optional<LanePlace> place_;
    std::optional<Error> down_; // why; none: it is up, or stopped
    std::chrono::steady_clock::time_point down_since_;
    std::chrono::steady_clock::time_point up_since_;
    std::chrono::milliseconds retry_{retry_ms_min};

    std::mutex mutex_; // of what follows
    std::condition_variable_any changed_;
    bool wanted_ = true;
    std::stop_source stop_; // of the lane's work; a new one each time it is resumed
};

} // namespace keyline::app
