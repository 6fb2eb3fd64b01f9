#include "provisioning/line/work_source.h"

namespace keyline {

void WorkSource::unit_interrupted(unsigned lane, const ChipUid& uid) {
    unit_resumed(uid); // it may have been another lane's
    const std::lock_guard guard(mutex_);
    interrupted_.push_back({lane, uid});
}

void WorkSource::unit_resumed(const ChipUid& uid) {
    const std::lock_guard guard(mutex_);
    std::erase_if(interrupted_, [&](const Interrupted& unit) { return unit.uid == uid; });
}

void WorkSource::lane_given_up(unsigned lane) {
    const std::lock_guard guard(mutex_);
    std::erase_if(interrupted_, [&](const Interrupted& unit) { return unit.lane == lane; });
}

bool WorkSource::has_interrupted() {
    const std::lock_guard guard(mutex_);
    return !interrupted_.empty();
}

std::optional<WorkTicket> CountedWork::take(unsigned /*lane*/, std::stop_token stop) {
    const std::lock_guard guard(mutex_);
    if (units_left_ == 0 || stop.stop_requested()) {
        return {};
    }
    --units_left_;
    return WorkTicket{};
}

void CountedWork::give_back(const WorkTicket& /*ticket*/) {
    const std::lock_guard guard(mutex_);
    ++units_left_;
}

bool CountedWork::exhausted() {
    const std::lock_guard guard(mutex_);
    return units_left_ == 0;
}

bool CountedWork::take_refused() {
    return take(0, {}).has_value();
}

bool ScannedWork::push(const SerialNumber& serial, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, std::move(stop), [this] { return waiting_.size() < waiting_max; })) {
        return false;
    }
    waiting_.push_back(serial);
    changed_.notify_all();
    return true;
}

void ScannedWork::close() {
    const std::lock_guard guard(mutex_);
    closed_ = true;
    changed_.notify_all();
}

std::optional<WorkTicket> ScannedWork::take(unsigned /*lane*/, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, std::move(stop), [this] { return !waiting_.empty() || closed_; }) || waiting_.empty()) {
        return {};
    }
    const WorkTicket ticket{waiting_.front()};
    waiting_.pop_front();
    changed_.notify_all();
    return ticket;
}

void ScannedWork::give_back(const WorkTicket& ticket) {
    const std::lock_guard guard(mutex_);
    waiting_.push_front(*ticket.serial);
    changed_.notify_all();
}

bool ScannedWork::exhausted() {
    const std::lock_guard guard(mutex_);
    return closed_ && waiting_.empty();
}

} // namespace keyline
