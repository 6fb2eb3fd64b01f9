// Clock and Random of this machine. Threads: any.
#pragma once

#include "provisioning/ports/clock.h"
#include "provisioning/ports/random.h"

#include <string>

namespace keyline::app {

class SystemClock final : public Clock {
  public:
    std::chrono::system_clock::time_point utc() const override { return std::chrono::system_clock::now(); }
    std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::now(); }
};

class SystemRandom final : public Random { // getrandom(2)
  public:
    Status fill(std::span<std::uint8_t> bytes) override;
};

// "2026-11-21T01:10:55.123Z"
std::string utc_text(std::chrono::system_clock::time_point time);

} // namespace keyline::app
