#include "app/station/models/background.h"

namespace keyline::station {

Background::Background(QObject* parent)
    : QObject(parent), thread_([this](const std::stop_token& stop) { work(stop); }) {}

Background::~Background() {
    thread_.request_stop();
    thread_.join();
}

bool Background::is_busy() const {
    const std::lock_guard guard(mutex_);
    return working_ || !waiting_.empty();
}

void Background::add(std::function<void()> call) {
    const std::lock_guard guard(mutex_);
    waiting_.push_back(std::move(call));
    more_.notify_one();
}

void Background::work(const std::stop_token& stop) {
    while (true) {
        std::function<void()> call;
        {
            std::unique_lock lock(mutex_);
            working_ = false;
            if (!more_.wait(lock, stop, [this] { return !waiting_.empty(); }) || stop.stop_requested()) {
                return;
            }
            working_ = true;
            call = std::move(waiting_.front());
            waiting_.pop_front();
        }
        call();
    }
}

} // namespace keyline::station
