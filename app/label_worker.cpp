#include "app/label_worker.h"

namespace keyline::app {

LabelWorker::~LabelWorker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    more_.notify_one();
    thread_.join();
}

void LabelWorker::print(unsigned lane, const SerialNumber& serial) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(lane, serial);
    more_.notify_one();
}

void LabelWorker::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) {
            return;
        }
        const auto [lane, serial] = waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        const LabelSetup& setup = station_.setup().label;
        told_(lane, serial, print_label(station_, {serial, setup.printer, setup.format}));
        lock.lock();
    }
}

} // namespace keyline::app
