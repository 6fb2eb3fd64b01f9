#include "app/lane_worker.h"

#include <algorithm>

namespace keyline::app {

namespace {

// Another unit, another order or another log would not help; the same fixture may be there again soon.
bool may_come_back(const Error& error) {
    return error.code == ErrorCode::lane_busy ||
           (kind_of(error.code) == ErrorKind::fixture && error.code != ErrorCode::fixture_no_unit &&
            error.code != ErrorCode::fixture_not_emptied);
}

} // namespace

void LaneWorker::stop() {
    const std::lock_guard lock(mutex_);
    wanted_ = false;
    stop_.request_stop();
    changed_.notify_all();
}

void LaneWorker::resume() {
    const std::lock_guard lock(mutex_);
    if (!wanted_) {
        wanted_ = true;
        stop_ = std::stop_source();
        changed_.notify_all();
    }
}

std::stop_token LaneWorker::lane_stop() {
    const std::lock_guard lock(mutex_);
    return stop_.get_token();
}

LaneReport LaneWorker::run(std::optional<LanePlace> place, const std::stop_token& run_stop) {
    place_ = std::move(place);
    up_since_ = clock_.monotonic();
    while (wait_until_wanted(run_stop)) {
        if (!place_) {
            if (take_place(run_stop) == Next::end) {
                return {LaneEnd::down, down_};
            }
            continue;
        }
        std::stop_source either;
        const auto end = [&either] { either.request_stop(); };
        LaneReport report;
        {
            const std::stop_callback by_run(run_stop, end);
            const std::stop_callback by_person(lane_stop(), end);
            report = options_.work(*place_->link, either.get_token());
        }
        if (after(report, run_stop) == Next::end) {
            return report;
        }
    }
    place_.reset();
    return {run_stop.stop_requested() ? LaneEnd::stopped : LaneEnd::finished, {}};
}

// False: the run is over. A lane that is stopped gives its place back while it waits.
bool LaneWorker::wait_until_wanted(const std::stop_token& run_stop) {
    bool told = false;
    while (!run_stop.stop_requested()) {
        {
            const std::lock_guard lock(mutex_);
            if (wanted_) {
                break;
            }
        }
        if (!told) {
            told = true;
            place_.reset();
            down_.reset();
            options_.on_change(LaneCondition::stopped, {});
        }
        if (options_.no_more_work()) {
            return false;
        }
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, run_stop, retry_ms_min, [this] { return wanted_; });
    }
    return !run_stop.stop_requested();
}

LaneWorker::Next LaneWorker::after(const LaneReport& report, const std::stop_token& run_stop) {
    if (report.end == LaneEnd::stopped && !run_stop.stop_requested()) {
        return Next::try_again; // stopped by a person
    }
    if (report.end != LaneEnd::down || !may_come_back(*report.reason)) {
        place_.reset();
        return Next::end;
    }
    // One that is lost again at once is tried less and less often.
    if (clock_.monotonic() - up_since_ > retry_ms_max) {
        retry_ = retry_ms_min;
    }
    go_down(*report.reason);
    wait(run_stop, retry_);
    return Next::try_again;
}

LaneWorker::Next LaneWorker::take_place(const std::stop_token& run_stop) {
    auto opened = options_.open();
    if (opened) {
        place_ = std::move(*opened);
        down_.reset();
        up_since_ = clock_.monotonic();
        options_.on_change(LaneCondition::up, {});
        return Next::try_again;
    }
    if (!down_) {
        go_down(opened.error());
    }
    const auto down_for = clock_.monotonic() - down_since_;
    const bool too_long =
        (options_.down_max && down_for > *options_.down_max) || (down_for > comeback_s_max && options_.nothing_new());
    if (!may_come_back(opened.error()) || too_long || options_.no_more_work()) {
        return Next::end;
    }
    retry_ = std::min(retry_ * 2, retry_ms_max);
    wait(run_stop, retry_);
    return Next::try_again;
}

void LaneWorker::go_down(const Error& reason) {
    place_.reset();
    down_ = reason;
    down_since_ = clock_.monotonic();
    options_.on_change(LaneCondition::down, reason);
}

void LaneWorker::wait(const std::stop_token& run_stop, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, run_stop, time, [this] { return !wanted_; });
}

} // namespace keyline::app
