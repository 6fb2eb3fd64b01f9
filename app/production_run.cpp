#include "app/production_run.h"

#include "fixtures/open_lock_link.h"
#include "provisioning/line/outbox.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace keyline::app {

namespace {

constexpr std::chrono::seconds outbox_period_s{5}; // at the latest; a unit's end comes first

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

// Sends what the lanes have put on record, beside them.
class OutboxWorker {
  public:
    OutboxWorker(Station& station, std::function<void(const std::optional<Error>&)> on_change)
        : station_(station), on_change_(std::move(on_change)),
          thread_([this](const std::stop_token& stop) { work(stop); }) {}

    void wake() {
        const std::lock_guard guard(mutex_);
        due_ = true;
        changed_.notify_all();
    }

  private:
    void work(const std::stop_token& stop) {
        std::optional<ErrorCode> trouble;
        while (!stop.stop_requested()) {
            {
                std::unique_lock lock(mutex_);
                changed_.wait_for(lock, stop, outbox_period_s, [this] { return due_; });
                due_ = false;
            }
            const Status delivered = station_.deliver();
            const auto now = delivered ? std::nullopt : std::optional(delivered.error().code);
            if (now != trouble) {
                trouble = now;
                on_change_(delivered ? std::nullopt : std::optional(delivered.error()));
            }
        }
    }

    Station& station_;
    std::function<void(const std::optional<Error>&)> on_change_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool due_ = false;
    std::jthread thread_; // the last member: it uses all others
};

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
    struct OpenLane {
        LaneSetup setup;
        std::unique_ptr<UnitHolds::Hold> hold;
        std::unique_ptr<LockLink> link;
    };

    Station& station;
    RunOptions options;
    RunObserver& observer;
    KeyService& keys;
    WorkOrder order;
    SubstitutionTable table;
    std::vector<OpenLane> lanes;

    std::mutex mutex{}; // of everything below, and of the observer
    RunSummary summary{};
    std::set<ExitCode> exit_codes{};
    OutboxWorker* outbox = nullptr;

    void run_lane(OpenLane& lane, WorkSource& work, const std::stop_token& stop);
    void ended_with(ExitCode code) {
        if (code != ExitCode::success) {
            exit_codes.insert(code);
        }
    }
};

namespace {

// A lane's observer: adds its number, and lets one at a time through.
class LaneTeller final : public LaneObserver {
  public:
    LaneTeller(unsigned number, RunObserver& observer, std::mutex& mutex,
               std::function<void(const UnitResult&)> on_result)
        : number_(number), observer_(observer), mutex_(mutex), count_result_(std::move(on_result)) {}

    void on_line(Line line, const std::optional<SerialNumber>& serial) override {
        const std::lock_guard guard(mutex_);
        observer_.on_line(number_, line, serial);
    }
    void on_progress(std::size_t bytes_done, std::size_t bytes_total) override {
        const std::lock_guard guard(mutex_);
        observer_.on_progress(number_, bytes_done, bytes_total);
    }
    void on_waiting(LaneWaits what) override {
        const std::lock_guard guard(mutex_);
        observer_.on_waiting(number_, what);
    }
    void on_unit(const LockIdentity& lock, Resume resume) override {
        const std::lock_guard guard(mutex_);
        observer_.on_unit(number_, lock, resume);
    }
    void on_result(const UnitResult& result, std::chrono::milliseconds took) override {
        const std::lock_guard guard(mutex_);
        count_result_(result);
        observer_.on_result(number_, result, took);
    }

  private:
    unsigned number_;
    RunObserver& observer_;
    std::mutex& mutex_;
    std::function<void(const UnitResult&)> count_result_;
};

} // namespace

ProductionRun::ProductionRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
ProductionRun::~ProductionRun() = default;
std::uint64_t ProductionRun::remaining() const {
    return state_->order.remaining();
}
const std::set<ExitCode>& ProductionRun::exit_codes() const {
    return state_->exit_codes;
}

Result<std::unique_ptr<ProductionRun>> ProductionRun::create(Station& station, const RunOptions& options,
                                                             RunObserver& observer) {
    std::vector<State::OpenLane> lanes;
    for (const LaneSetup& lane : options.lanes) {
        auto hold = station.holds().hold_lane(lane.number);
        if (!hold) {
            return hold.failure();
        }
        auto link = fixtures::open_lock_link(lane.link, station.clock(), station.random());
        if (!link) {
            return link.failure();
        }
        lanes.push_back({lane, std::move(*hold), std::move(*link)});
    }
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    auto order = (*keys)->order(options.order);
    if (!order) {
        return order.failure();
    }
    auto table = (*keys)->table(options.order);
    if (!table) {
        return table.failure();
    }
    return std::unique_ptr<ProductionRun>(new ProductionRun(std::unique_ptr<State>(
        new State{station, options, observer, **keys, std::move(*order), std::move(*table), std::move(lanes)})));
}

void ProductionRun::State::run_lane(OpenLane& lane, WorkSource& work, const std::stop_token& stop) {
    LaneTeller teller(lane.setup.number, observer, mutex, [this](const UnitResult& result) {
        summary.count(result.outcome);
        ended_with(exit_code_of_result(result));
        outbox->wake();
    });
    Lane procedure({lane.setup.number, options.unit_wait_max},
                   {*lane.link, keys, station.log(), station.random(), station.clock(), station.holds(), teller}, order,
                   table, work);
    const LaneReport report = procedure.run(stop);
    const std::lock_guard guard(mutex);
    if (report.reason) {
        ended_with(exit_code_of(*report.reason));
    }
    if (report.end == LaneEnd::stopped) {
        ended_with(ExitCode::stopped);
    }
    observer.on_lane_ended(lane.setup.number, report);
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
        OutboxWorker outbox(state.station, [&state](const std::optional<Error>& trouble) {
            const std::lock_guard guard(state.mutex);
            state.observer.on_outbox(trouble);
        });
        state.outbox = &outbox;
        std::vector<std::jthread> threads;
        for (State::OpenLane& lane : state.lanes) {
            threads.emplace_back([&state, &lane, &work, &stop] { state.run_lane(lane, work, stop); });
        }
    } // waits for the lanes, then for the outbox
    if (auto delivered = state.station.deliver(); !delivered) {
        state.observer.on_outbox(delivered.error());
    }
    state.summary.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(state.station.clock().monotonic() - began);
    return state.summary;
}

} // namespace keyline::app
