#include "provisioning/line/armed_work.h"

namespace keyline {

ArmedWork::ArmedWork(const std::vector<unsigned>& lanes) {
    for (const unsigned lane : lanes) {
        places_[lane];
    }
}

std::optional<unsigned> ArmedWork::find_next() const {
    std::optional<unsigned> next;
    std::optional<std::uint64_t> longest;
    for (const auto& [lane, place] : places_) {
        if (place.armed) {
            continue;
        }
        const bool waits_longer = place.waits_since && (!longest || *place.waits_since < *longest);
        const bool is_free = !place.waits_since && !place.in_work && !next;
        if (waits_longer) {
            longest = place.waits_since;
        }
        if (waits_longer || is_free) {
            next = lane;
        }
    }
    return next;
}

Result<unsigned> ArmedWork::arm(const SerialNumber& serial, std::optional<unsigned> lane) {
    const std::lock_guard guard(mutex_);
    for (const auto& [number, place] : places_) {
        if (place.armed == serial || place.in_work == serial) {
            return fail(ErrorCode::serial_on_other_lane, {{"serial", serial.text()}, {"lane", std::to_string(number)}});
        }
    }
    const auto chosen = lane ? lane : find_next();
    if (!chosen) {
        return fail(ErrorCode::lanes_busy, {{"serial", serial.text()}});
    }
    const auto place = places_.find(*chosen);
    if (place == places_.end()) {
        return fail(ErrorCode::lane_unknown, {{"lane", std::to_string(*chosen)}});
    }
    if (place->second.armed) {
        return fail(ErrorCode::lane_armed,
                    {{"lane", std::to_string(*chosen)}, {"serial", place->second.armed->text()}});
    }
    place->second.armed = serial;
    changed_.notify_all();
    return *chosen;
}

std::optional<SerialNumber> ArmedWork::disarm(unsigned lane) {
    const std::lock_guard guard(mutex_);
    const auto place = places_.find(lane);
    return place == places_.end() ? std::nullopt : std::exchange(place->second.armed, std::nullopt);
}

std::optional<unsigned> ArmedWork::next_lane() {
    const std::lock_guard guard(mutex_);
    return closed_ ? std::nullopt : find_next();
}

std::optional<SerialNumber> ArmedWork::armed(unsigned lane) {
    const std::lock_guard guard(mutex_);
    const auto place = places_.find(lane);
    return place == places_.end() ? std::nullopt : place->second.armed;
}

void ArmedWork::close() {
    const std::lock_guard guard(mutex_);
    closed_ = true;
    changed_.notify_all();
}

std::optional<WorkTicket> ArmedWork::take(unsigned lane, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    const auto found = places_.find(lane);
    if (found == places_.end()) {
        return {};
    }
    Place& place = found->second;
    place.in_work.reset();
    place.waits_since = ++waits_;
    const bool woken = changed_.wait(lock, std::move(stop), [&] { return place.armed || closed_; });
    place.waits_since.reset();
    if (!woken || !place.armed) {
        return {};
    }
    place.in_work = std::exchange(place.armed, std::nullopt);
    return WorkTicket{place.in_work};
}

void ArmedWork::give_back(const WorkTicket& ticket) {
    const std::lock_guard guard(mutex_);
    for (auto& [lane, place] : places_) {
        if (ticket.serial && place.in_work == ticket.serial) {
            place.in_work.reset();
            place.armed = ticket.serial;
        }
    }
    changed_.notify_all();
}

bool ArmedWork::exhausted() {
    const std::lock_guard guard(mutex_);
    for (const auto& [lane, place] : places_) {
        if (place.armed) {
            return false;
        }
    }
    return closed_;
}

void ArmedWork::unit_ended(unsigned lane) {
    const std::lock_guard guard(mutex_);
    if (const auto place = places_.find(lane); place != places_.end()) {
        place->second.in_work.reset();
    }
}

} // namespace keyline
