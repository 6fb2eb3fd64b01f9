#pragma once

#include <chrono>

namespace keyline {

// Threads: any.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual std::chrono::system_clock::time_point utc() const = 0;       // for the record
    virtual std::chrono::steady_clock::time_point monotonic() const = 0; // for deadlines
};

} // namespace keyline
