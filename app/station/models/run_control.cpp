#include "app/station/models/run_control.h"

#include "app/recorded_run.h"
#include "app/station_profile.h"

namespace keyline::station {

namespace {

std::vector<unsigned> numbers_of(const std::vector<app::LaneSetup>& lanes) {
    std::vector<unsigned> numbers;
    for (const app::LaneSetup& lane : lanes) {
        numbers.push_back(lane.number);
    }
    return numbers;
}

} // namespace

RunControl::~RunControl() {
    if (thread_.joinable()) {
        thread_.request_stop();
        bridge_->close(); // nobody is told any more, and the run does not wait for us
        thread_.join();
    }
}

void RunControl::set_state(State state) {
    state_ = state;
    emit state_changed();
}

void RunControl::start(std::shared_ptr<app::Station> station, const OrderId& order, Numbers numbers) {
    if (is_active()) {
        return;
    }
    if (thread_.joinable()) {
        thread_.join(); // of the run before; it has told its end
    }
    bridge_ = std::make_unique<RunBridge>(shown_);
    auto shared = std::make_shared<Work>(Work{std::move(station), order, numbers});
    set_state(State::starting);
    thread_ = std::jthread([this, shared](const std::stop_token& stop) { work(shared, stop); });
}

// In the run's thread, to its end.
void RunControl::work(const std::shared_ptr<Work>& work, const std::stop_token& stop) {
    const auto summary = run_all(work, stop);
    const auto failure = summary ? std::nullopt : std::optional(summary.error());
    bridge_->then([this, failure] { finish(failure); });
}

Result<app::RunSummary> RunControl::run_all(const std::shared_ptr<Work>& work, const std::stop_token& stop) {
    auto lanes = app::select_lanes(work->station->setup(), {});
    if (!lanes) {
        return lanes.failure();
    }
    auto keys = work->station->keys();
    auto order = keys ? (*keys)->order(work->order_id) : Result<WorkOrder>(keys.failure());
    if (!order) {
        return order.failure();
    }
    work->order = *order;
    auto by_itself = app::starts_by_itself(work->station->setup(), order->profile.name);
    if (!by_itself) {
        return by_itself.failure();
    }
    if (work->numbers == Numbers::scanned || !*by_itself) {
        work->armed = std::make_shared<ArmedWork>(numbers_of(*lanes));
    }
    auto run = app::ProductionRun::create(*work->station, {work->order_id, std::move(*lanes), {}}, *bridge_);
    if (!run) {
        return run.failure();
    }
    work->run = std::move(*run);
    bridge_->then([this, work] { began(work); });
    return app::run_on_record(*work->station, work->order_id, [&] {
        if (work->armed) {
            return work->run->run(*work->armed, stop);
        }
        CountedWork counted(work->run->remaining());
        return work->run->run(counted, stop);
    });
}

void RunControl::began(const std::shared_ptr<Work>& work) {
    work_ = work;
    order_ = work->order;
    armed_ = work->armed;
    if (state_ == State::starting) {
        set_state(State::running);
    }
    emit arming_changed();
}

void RunControl::finish(const std::optional<Error>& failure) {
    work_.reset();
    armed_.reset();
    set_state(State::idle);
    emit arming_changed();
    emit ended(failure);
}

void RunControl::stop() {
    if (is_active()) {
        thread_.request_stop();
        set_state(State::stopping);
    }
}

void RunControl::stop_lane(unsigned lane) {
    if (work_) {
        (void)work_->run->stop_lane(lane); // the lane is one of the run's
    }
}

void RunControl::resume_lane(unsigned lane) {
    if (work_) {
        (void)work_->run->resume_lane(lane);
    }
}

void RunControl::retry(unsigned lane, const ChipUid& uid) {
    if (work_) {
        (void)work_->run->retry_unit(lane, uid);
    }
}

void RunControl::abort(unsigned lane, const ChipUid& uid) {
    if (work_) {
        (void)work_->run->abort_unit(lane, uid);
    }
}

void RunControl::scan(const QString& label, std::optional<unsigned> lane) {
    if (!work_ || !work_->armed) {
        return;
    }
    calls_.run([work = work_, text = label.trimmed().toStdString(),
                lane] { return app::arm_by_scan(text, lane, *work->order, work->station->log(), *work->armed); },
               [this](Result<app::ArmedLane> armed) {
                   if (!armed) {
                       emit scan_refused(armed.error());
                       return;
                   }
                   emit arming_changed();
                   emit scan_accepted(armed->lane, QString::fromStdString(armed->serial.text()));
               });
}

void RunControl::disarm(unsigned lane) {
    if (armed_) {
        armed_->disarm(lane);
        emit arming_changed();
    }
}

} // namespace keyline::station
