#include "app/keyd/hang_guard.h"

#include "app/exit_code.h"
#include "app/keyd/log_line.h"

#include <unistd.h>

namespace keyline::app {

HangGuard::HangGuard(std::chrono::milliseconds live_ms_max)
    : thread_([this, live_ms_max] {
          std::unique_lock lock(mutex_);
          if (!ended_.wait_for(lock, live_ms_max, [this] { return has_ended_; })) {
              exit_hung();
          }
      }) {}

HangGuard::~HangGuard() {
    {
        const std::lock_guard lock(mutex_);
        has_ended_ = true;
    }
    ended_.notify_all();
    thread_.join();
}

void exit_hung() {
    log_line("a call to the HSM hangs: ending; whoever needs the key service next starts it again");
    _exit(static_cast<int>(ExitCode::key_service)); // the hung thread cannot be ended in any other way
}

} // namespace keyline::app
