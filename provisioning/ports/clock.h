#pragma once

#include <chrono>
#include <stop_token>

namespace keyline {

// Threads: any.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual std::chrono::system_clock::time_point utc() const = 0;       // for the record
    virtual std::chrono::steady_clock::time_point monotonic() const = 0; // for deadlines
    // Waits so long, or until a stop. Here: real time; a clock that keeps its own time passes that instead.
    virtual void pause(const std::stop_token& stop, std::chrono::milliseconds time);
};

} // namespace keyline
