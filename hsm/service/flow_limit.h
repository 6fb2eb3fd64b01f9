// FlowLimit: how much one station may ask for, so that one that has gone wild, or waits for a slow HSM, leaves room for
// the others. Threads: any.
#pragma once

#include "provisioning/identifiers.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace keyline::hsm {

// Held for as long as a call is in work.
using Ticket = std::shared_ptr<const void>;

class FlowLimit {
  public:
    // A station of 16 lanes makes some 20 calls a second.
    static constexpr double requests_per_second_max = 500;
    static constexpr double requests_at_once_max = 1'000; // saved up while it asks for nothing
    static constexpr std::size_t requests_in_flight_max = 64;
    static constexpr std::chrono::milliseconds in_flight_retry_ms{100};

    // key_service_busy {limit, retry_after_ms}.
    Result<Ticket> enter(const std::string& station, std::chrono::steady_clock::time_point now);

  private:
    struct Station {
        double tokens = requests_at_once_max;
        std::chrono::steady_clock::time_point filled{};
        std::shared_ptr<std::size_t> in_flight = std::make_shared<std::size_t>(0); // guarded by mutex_
    };
    const std::shared_ptr<std::mutex> mutex_ = std::make_shared<std::mutex>(); // tickets outlive us
    std::map<std::string, Station> stations_;
};

} // namespace keyline::hsm
