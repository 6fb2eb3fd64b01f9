#include "app/run_teller.h"

#include <utility>

namespace keyline::app {

RunTeller::~RunTeller() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    more_.notify_one();
    thread_.join();
}

void RunTeller::tell(Message message) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < waiting_max; });
    waiting_.push_back(std::move(message));
    more_.notify_one();
}

void RunTeller::tell_progress(Message message) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < waiting_with_progress_max) {
        waiting_.push_back(std::move(message));
        more_.notify_one();
    }
}

void RunTeller::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) {
            return;
        }
        auto messages = std::exchange(waiting_, {});
        lock.unlock();
        room_.notify_all();
        for (const Message& message : messages) {
            message(observer_);
        }
        lock.lock();
    }
}

} // namespace keyline::app
