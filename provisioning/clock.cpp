#include "provisioning/ports/clock.h"

#include <condition_variable>
#include <mutex>

namespace keyline {

void Clock::pause(const std::stop_token& stop, std::chrono::milliseconds time) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, time, [] { return false; });
}

} // namespace keyline
