#include "app/outbox_worker.h"

#include "app/clock_check.h"

namespace keyline::app {

void OutboxWorker::wake() {
    const std::lock_guard guard(mutex_);
    due_ = true;
    changed_.notify_all();
}

void OutboxWorker::work(const std::stop_token& stop) {
    std::optional<ErrorCode> trouble;
    ClockCheck clocks(station_);
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, stop, period_s, [this] { return due_; });
            due_ = false;
        }
        Status delivered = station_.deliver();
        if (auto agreed = clocks.look(); delivered && !agreed) {
            delivered = agreed;
        }
        const StationSetup& setup = station_.setup();
        if (auto room = check_disk_space(setup.directory, setup.disk_free_mib_min); delivered && !room) {
            delivered = room;
        }
        const auto now = delivered ? std::nullopt : std::optional(delivered.error().code);
        if (now != trouble) {
            trouble = now;
            on_change_(delivered ? std::nullopt : std::optional(delivered.error()));
        }
    }
}

} // namespace keyline::app
