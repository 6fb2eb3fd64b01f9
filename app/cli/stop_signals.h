// SIGINT, SIGTERM and SIGHUP: the first asks for a stop, the second ends the process at once (everything that counts is
// durable then). Made before any other thread, so that all inherit the blocked signals. Threads: the callback comes
// from its own.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

namespace keyline::app {

class StopSignals {
  public:
    explicit StopSignals(std::function<void()> on_first);
    std::stop_token token() const { return source_.get_token(); }

  private:
    void wait(const std::stop_token& done);

    std::function<void()> on_first_;
    std::stop_source source_;
    std::jthread thread_;
};

} // namespace keyline::app
