// HangGuard: ends the process, with ExitCode::key_service, when it lives longer than it may: calls to an HSM can hang
// and cannot be cancelled, and a key service that hangs would keep every other from starting. Threads: one of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace keyline::app {

class HangGuard {
  public:
    explicit HangGuard(std::chrono::milliseconds live_ms_max);
    ~HangGuard();
    HangGuard(const HangGuard&) = delete;
    HangGuard& operator=(const HangGuard&) = delete;

  private:
    std::mutex mutex_;
    std::condition_variable ended_;
    bool has_ended_ = false;
    std::thread thread_; // the last: it uses all others
};

[[noreturn]] void exit_hung();

} // namespace keyline::app
