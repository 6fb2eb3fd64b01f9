// OutboxWorker: sends what the lanes have put on record to the key service, beside them, in a thread of its own.
// Threads: wake() from any; the destructor waits for a delivery that is under way.
#pragma once

#include "app/station.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace keyline::app {

class OutboxWorker {
  public:
    static constexpr std::chrono::seconds period_s{5}; // at the latest; a unit's end comes first

    // `on_change`: the key service cannot be reached, or its clock is too far from ours, or all is well again (none).
    // In the worker's thread.
    OutboxWorker(Station& station, std::function<void(const std::optional<Error>&)> on_change)
        : station_(station), on_change_(std::move(on_change)),
          thread_([this](const std::stop_token& stop) { work(stop); }) {}

    void wake();

  private:
    void work(const std::stop_token& stop);

    Station& station_;
    std::function<void(const std::optional<Error>&)> on_change_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool due_ = false;
    std::jthread thread_; // the last member: it uses all others
};

} // namespace keyline::app
