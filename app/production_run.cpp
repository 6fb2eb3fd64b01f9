#include "app/production_run.h"

#include "app/abortable_link.h"
#include "app/label_worker.h"
#include "app/lane_worker.h"
#include "app/outbox_worker.h"
#include "app/run_teller.h"
#include "app/station_profile.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

namespace keyline::app {

namespace {

ExitCode exit_code_of_result(const UnitResult& result) {
    switch (result.outcome) {
    case Outcome::passed:
        return ExitCode::success;
    case Outcome::failed:
        return ExitCode::unit_failed;
    case Outcome::quarantined:
        return ExitCode::quarantine;
    case Outcome::aborted:
        return ExitCode::stopped;
    case Outcome::error:
        break;
    }
    return result.reason ? exit_code_of(*result.reason) : ExitCode::key_service;
}

} // namespace

void RunSummary::count(Outcome outcome) {
    switch (outcome) {
    case Outcome::passed:
        ++passed;
        break;
    case Outcome::failed:
        ++failed;
        break;
    case Outcome::error:
        ++errors;
        break;
    case Outcome::aborted:
        ++aborted;
        break;
    case Outcome::quarantined:
        ++quarantined;
        break;
    }
}

struct ProductionRun::State {
    struct RunLane {
        LaneSetup setup;
        std::optional<LanePlace> place; // until the lane's thread begins; none: its port is not there yet
        std::unique_ptr<LaneWorker> worker;
        std::unique_ptr<AbortWish> abort = std::make_unique<AbortWish>();
    };

    Station& station;
    RunOptions options;
    RunObserver& observer;
    KeyService& keys;
    WorkOrder order;
    SubstitutionTable table;
    std::optional<fixtures::SwdProfile> swd; // of the order's product
    std::vector<RunLane> lanes{};

    std::mutex mutex{}; // of the next three
    RunSummary summary{};
    std::set<ExitCode> exit_codes{};
    std::map<unsigned, ChipUid> retries{}; // what a person wants to begin anew, by lane

    // While run() runs:
    WorkSource* work = nullptr;
    RunTeller* teller = nullptr;
    OutboxWorker* outbox = nullptr;
    LabelWorker* labels = nullptr; // none: labels are printed when somebody asks

    std::unique_ptr<LaneWorker> make_worker(const LaneSetup& lane);
    LaneReport run_lane(const LaneSettings& settings, LockLink& link, const std::stop_token& stop);
    void run_worker(RunLane& lane, const std::stop_token& stop);
    bool is_to_retry(unsigned lane, const std::optional<ChipUid>& held) {
        const std::lock_guard guard(mutex);
        const auto wanted = retries.extract(lane);
        return wanted && held == wanted.mapped();
    }
    void ended_with(ExitCode code) {
        const std::lock_guard guard(mutex);
        if (code != ExitCode::success) {
            exit_codes.insert(code);
        }
    }
    Result<const RunLane*> lane_of(unsigned number) const;
    Result<LaneWorker*> worker_of(unsigned number) const;
};

namespace {

using SwdProfile = std::optional<fixtures::SwdProfile>;

bool is_probe(const LaneSetup& lane) {
    return lane.link.kind == fixtures::LaneLink::Kind::swd;
}

enum class Lines { wires, probes };

Result<LanePlace> open_lane(Station& station, const RunOptions& options, const LaneSetup& lane, const SwdProfile& swd) {
    return take_lane(station, lane, swd, options.tap ? options.tap(lane.number) : nullptr);
}

// A port that is not there is waited for, like one that is lost later, as long as another lane can work.
Status open_lanes(Station& station, const RunOptions& options, Lines which, const SwdProfile& swd,
                  std::map<unsigned, LanePlace>& places, std::optional<Error>& missing) {
    for (const LaneSetup& lane : options.lanes) {
        if (is_probe(lane) != (which == Lines::probes)) {
            continue;
        }
        auto place = open_lane(station, options, lane, swd);
        if (place) {
            places.emplace(lane.number, std::move(*place));
        } else if (place.error().code == ErrorCode::fixture_port_missing) {
            missing = place.error();
        } else {
            return place.failure();
        }
    }
    return {};
}

// A lane's observer: adds its number, and passes on.
class LaneTeller final : public LaneObserver {
  public:
    LaneTeller(unsigned number, RunTeller& teller, std::function<void(const UnitResult&)> on_result)
        : number_(number), teller_(teller), count_result_(std::move(on_result)) {}

    void on_line(Line line, const std::optional<SerialNumber>& serial) override {
        teller_.tell([=, number = number_](RunObserver& observer) { observer.on_line(number, line, serial); });
    }
    void on_progress(std::size_t bytes_done, std::size_t bytes_total) override {
        teller_.tell_progress(
            [=, number = number_](RunObserver& observer) { observer.on_progress(number, bytes_done, bytes_total); });
    }
    void on_waiting(LaneWaits what) override {
        teller_.tell([=, number = number_](RunObserver& observer) { observer.on_waiting(number, what); });
    }
    void on_unit(const LockIdentity& lock, Resume resume) override {
        teller_.tell([=, number = number_](RunObserver& observer) { observer.on_unit(number, lock, resume); });
    }
    void on_result(const UnitResult& result, std::chrono::milliseconds took) override {
        count_result_(result);
        teller_.tell([=, number = number_](RunObserver& observer) { observer.on_result(number, result, took); });
    }

  private:
    unsigned number_;
    RunTeller& teller_;
    std::function<void(const UnitResult&)> count_result_;
};

} // namespace

ProductionRun::ProductionRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
ProductionRun::~ProductionRun() = default;
const WorkOrder& ProductionRun::order() const {
    return state_->order;
}
std::uint64_t ProductionRun::remaining() const {
    return state_->order.remaining();
}
const std::set<ExitCode>& ProductionRun::exit_codes() const {
    return state_->exit_codes;
}

Result<std::unique_ptr<ProductionRun>> ProductionRun::create(Station& station, const RunOptions& options,
                                                             RunObserver& observer) {
    // A probe's way to a chip is in the order's product, so those lanes are opened after the others.
    std::map<unsigned, LanePlace> places;
    std::optional<Error> missing;
    if (auto opened = open_lanes(station, options, Lines::wires, {}, places, missing); !opened) {
        return opened.failure();
    }
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    auto info = (*keys)->info();
    if (!info) {
        return info.failure();
    }
    if (info->issues_nothing) { // told now, not when the first lock is in its place
        return tl::unexpected<Error>(*info->issues_nothing);
    }
    auto order = (*keys)->order(options.order);
    if (!order) {
        return order.failure();
    }
    auto table = (*keys)->table(options.order);
    if (!table) {
        return table.failure();
    }
    SwdProfile swd;
    if (std::any_of(options.lanes.begin(), options.lanes.end(), is_probe)) {
        auto read = read_swd_profile(station.setup(), order->profile.name);
        if (!read) {
            return read.failure();
        }
        swd = std::move(*read);
    }
    if (auto opened = open_lanes(station, options, Lines::probes, swd, places, missing); !opened) {
        return opened.failure();
    }
    if (places.empty() && missing) {
        return tl::unexpected<Error>(*std::move(missing));
    }
    std::unique_ptr<State> state(
        new State{station, options, observer, **keys, std::move(*order), std::move(*table), std::move(swd)});
    for (const LaneSetup& lane : options.lanes) {
        auto place = places.extract(lane.number);
        state->lanes.push_back(
            {lane, place ? std::optional(std::move(place.mapped())) : std::nullopt, state->make_worker(lane)});
    }
    return std::unique_ptr<ProductionRun>(new ProductionRun(std::move(state)));
}

std::unique_ptr<LaneWorker> ProductionRun::State::make_worker(const LaneSetup& lane) {
    const unsigned number = lane.number;
    LaneWorker::Options of_lane;
    of_lane.open = [this, lane] { return open_lane(station, options, lane, swd); };
    of_lane.work = [this, number, settings = LaneSettings{number, options.unit_wait_max, {}}](
                       LockLink& link, const std::stop_token& stop) mutable {
        if (is_to_retry(number, settings.held)) {
            settings.held.reset();
        }
        LaneReport report = run_lane(settings, link, stop);
        settings.held = report.held;
        return report;
    };
    of_lane.no_more_work = [this] { return work->finished(); };
    of_lane.nothing_new = [this] { return work->exhausted(); };
    of_lane.on_change = [this, number](LaneCondition condition, const std::optional<Error>& reason) {
        teller->tell([=](RunObserver& told) { told.on_lane_condition(number, condition, reason); });
    };
    of_lane.down_max = options.unit_wait_max;
    return std::make_unique<LaneWorker>(std::move(of_lane), station.clock());
}

LaneReport ProductionRun::State::run_lane(const LaneSettings& settings, LockLink& link, const std::stop_token& stop) {
    LaneTeller lane_teller(settings.number, *teller, [this, number = settings.number](const UnitResult& result) {
        ended_with(exit_code_of_result(result));
        const std::lock_guard guard(mutex);
        summary.count(result.outcome);
        outbox->wake();
        if (labels != nullptr && result.outcome == Outcome::passed && result.serial) {
            labels->print(number, *result.serial);
        }
    });
    AbortableLink abortable(link, *(*lane_of(settings.number))->abort);
    Lane lane(settings,
              {abortable, keys, station.log(), station.random(), station.clock(), station.holds(), lane_teller}, order,
              table, *work);
    return lane.run(stop);
}

void ProductionRun::State::run_worker(RunLane& lane, const std::stop_token& stop) {
    const LaneReport report = lane.worker->run(std::move(lane.place), stop);
    if (report.reason) {
        ended_with(exit_code_of(*report.reason));
    }
    if (report.end == LaneEnd::down) {
        work->lane_given_up(lane.setup.number);
    }
    if (report.end == LaneEnd::stopped) {
        ended_with(ExitCode::stopped);
    }
    teller->tell([number = lane.setup.number, report](RunObserver& told) { told.on_lane_ended(number, report); });
}

Result<const ProductionRun::State::RunLane*> ProductionRun::State::lane_of(unsigned number) const {
    for (const RunLane& lane : lanes) {
        if (lane.setup.number == number) {
            return &lane;
        }
    }
    return fail(ErrorCode::lane_unknown, {{"lane", std::to_string(number)}});
}

Result<LaneWorker*> ProductionRun::State::worker_of(unsigned number) const {
    auto lane = lane_of(number);
    return lane ? Result<LaneWorker*>((*lane)->worker.get()) : lane.failure();
}

Status ProductionRun::abort_unit(unsigned number, const ChipUid& uid) {
    auto lane = state_->lane_of(number);
    if (!lane) {
        return lane.failure();
    }
    (*lane)->abort->abort(uid);
    return {};
}

Status ProductionRun::stop_lane(unsigned number) {
    auto worker = state_->worker_of(number);
    if (!worker) {
        return worker.failure();
    }
    (*worker)->stop();
    return {};
}

Status ProductionRun::resume_lane(unsigned number) {
    auto worker = state_->worker_of(number);
    if (!worker) {
        return worker.failure();
    }
    (*worker)->resume();
    return {};
}

// A lane that is stopped and resumed at once keeps its port, and forgets what it held.
Status ProductionRun::retry_unit(unsigned number, const ChipUid& uid) {
    auto worker = state_->worker_of(number);
    if (!worker) {
        return worker.failure();
    }
    {
        const std::lock_guard guard(state_->mutex);
        state_->retries.insert_or_assign(number, uid);
    }
    (*worker)->stop();
    (*worker)->resume();
    return {};
}

RunSummary ProductionRun::run(WorkSource& work, const std::stop_token& stop) {
    State& state = *state_;
    const auto began = state.station.clock().monotonic();
    state.observer.on_started(state.order, state.options.lanes);
    auto interrupted = resolve_interrupted(state.keys, state.station.log(), state.station.holds());
    if (!interrupted) {
        state.ended_with(exit_code_of(interrupted.error()));
        state.observer.on_outbox(interrupted.error());
        return state.summary;
    }
    state.observer.on_interrupted(*interrupted);
    {
        std::stop_source halted;
        const std::stop_callback by_person(stop, [&halted] { halted.request_stop(); });
        const std::stop_token stop_lanes = halted.get_token();
        RunTeller teller(state.observer);
        OutboxWorker outbox(state.station, [&](const std::optional<Error>& trouble) {
            // The archive has another history than this log, or the times on record would prove nothing.
            const bool ends_the_run =
                trouble && trouble->code != ErrorCode::disk_low && // there is room yet
                (kind_of(trouble->code) == ErrorKind::audit || trouble->code == ErrorCode::clock_apart);
            if (ends_the_run) {
                state.ended_with(exit_code_of(*trouble));
                halted.request_stop();
            }
            teller.tell([trouble](RunObserver& told) { told.on_outbox(trouble); });
        });
        std::optional<LabelWorker> labels; // waited for before the last is told
        if (state.station.setup().label.when == LabelSetup::When::passed) {
            labels.emplace(state.station, [&](unsigned lane, const SerialNumber& serial, const Status& printed) {
                const auto trouble = printed ? std::nullopt : std::optional(printed.error());
                if (trouble) {
                    state.ended_with(exit_code_of(*trouble));
                }
                teller.tell([=](RunObserver& told) { told.on_label(lane, serial, trouble); });
            });
        }
        state.work = &work;
        state.teller = &teller;
        state.outbox = &outbox;
        state.labels = labels ? &*labels : nullptr;
        std::vector<std::jthread> threads;
        for (State::RunLane& lane : state.lanes) {
            threads.emplace_back([&state, &lane, &stop_lanes] { state.run_worker(lane, stop_lanes); });
        }
    } // waits for the lanes, then for the outbox, then until all is told
    if (auto delivered = state.station.deliver(); !delivered) {
        state.observer.on_outbox(delivered.error());
    }
    state.summary.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(state.station.clock().monotonic() - began);
    return state.summary;
}

} // namespace keyline::app
