#include "app/station/models/run_bridge.h"

#include <vector>

namespace keyline::station {

void RunBridge::tell(Message message) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < waiting_max || closed_; });
    if (closed_) {
        return;
    }
    waiting_.push_back(std::move(message));
    wake();
}

void RunBridge::then(std::function<void()> call) {
    tell([call = std::move(call)](app::RunObserver&) { call(); });
}

void RunBridge::close() {
    const std::lock_guard guard(mutex_);
    closed_ = true;
    waiting_.clear();
    progress_.clear();
    room_.notify_all();
}

void RunBridge::wake() {
    if (!woken_) {
        woken_ = true;
        QMetaObject::invokeMethod(this, &RunBridge::show, Qt::QueuedConnection);
    }
}

void RunBridge::show() {
    std::vector<Message> now;
    std::map<unsigned, Progress> progress;
    {
        const std::lock_guard guard(mutex_);
        woken_ = false;
        while (!waiting_.empty() && now.size() < per_turn_max) {
            now.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
        progress.swap(progress_);
        if (!waiting_.empty()) {
            wake();
        }
        room_.notify_all();
    }
    for (const Message& message : now) {
        message(shown_);
    }
    for (const auto& [lane, newest] : progress) {
        shown_.on_progress(lane, newest.bytes_done, newest.bytes_total);
    }
}

void RunBridge::on_started(const WorkOrder& order, const std::vector<app::LaneSetup>& lanes) {
    tell([=](app::RunObserver& shown) { shown.on_started(order, lanes); });
}

void RunBridge::on_interrupted(const Interrupted& interrupted) {
    tell([=](app::RunObserver& shown) { shown.on_interrupted(interrupted); });
}

void RunBridge::on_waiting(unsigned lane, LaneWaits what) {
    tell([=](app::RunObserver& shown) { shown.on_waiting(lane, what); });
}

void RunBridge::on_unit(unsigned lane, const LockIdentity& lock, Resume resume) {
    tell([=](app::RunObserver& shown) { shown.on_unit(lane, lock, resume); });
}

void RunBridge::on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) {
    {
        const std::lock_guard guard(mutex_);
        progress_.erase(lane); // it was the step's before
    }
    tell([=](app::RunObserver& shown) { shown.on_line(lane, line, serial); });
}

void RunBridge::on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) {
    const std::lock_guard guard(mutex_);
    if (!closed_) {
        progress_.insert_or_assign(lane, Progress{bytes_done, bytes_total});
        wake();
    }
}

void RunBridge::on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) {
    {
        const std::lock_guard guard(mutex_);
        progress_.erase(lane);
    }
    tell([=](app::RunObserver& shown) { shown.on_result(lane, result, took); });
}

void RunBridge::on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>& reason) {
    tell([=](app::RunObserver& shown) { shown.on_lane_condition(lane, condition, reason); });
}

void RunBridge::on_lane_ended(unsigned lane, const LaneReport& report) {
    tell([=](app::RunObserver& shown) { shown.on_lane_ended(lane, report); });
}

void RunBridge::on_outbox(const std::optional<Error>& trouble) {
    tell([=](app::RunObserver& shown) { shown.on_outbox(trouble); });
}

void RunBridge::on_label(unsigned lane, const SerialNumber& serial, const std::optional<Error>& trouble) {
    tell([=](app::RunObserver& shown) { shown.on_label(lane, serial, trouble); });
}

} // namespace keyline::station
