#include "tests/faults/seeded_run.h"

#include "fixtures/factory_lock.h"
#include "fixtures/line_framing.h"
#include "provisioning/line/lane.h"
#include "provisioning/line/outbox.h"
#include "provisioning/line/recovery.h"
#include "tests/faults/oracle.h"
#include "tests/faults/virtual_line.h"
#include "tests/support/memory_ports.h"

#include <cstdlib>

namespace keyline::test {

namespace {

namespace simulator = fixtures::simulator;
using fixtures::TimePoint;
using simulator::SeededNumbers;

constexpr unsigned baud = 115'200;
constexpr std::uint64_t quota = 3;
constexpr std::uint64_t attempt_limit = 40; // faults shall not use it up
constexpr unsigned stretches_max = 6;
constexpr unsigned stretches_after_max = 8;
constexpr unsigned chips_max = 20;
constexpr unsigned put_back_max = 2;            // of one chip
constexpr std::chrono::seconds empty_s{2};      // between two units: long enough for the station to see it
constexpr std::chrono::seconds unit_wait_s{20}; // then the station gives up
constexpr std::uint64_t other_stream = 0x5deece66dULL;

struct StationCrash {};

std::string text_of_error(const Error& error) {
    std::string text(keyline::text_of(error.code));
    for (const auto& [name, value] : error.args) {
        text.append(" ").append(name).append("=").append(value);
    }
    return text;
}

struct Directory {
    explicit Directory(const std::filesystem::path& scratch) {
        std::string name = (scratch / "keyline-faults-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("no directory below " + scratch.string());
        }
        path = name;
    }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    ~Directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

class SeededRun final : public LaneObserver {
  public:
    SeededRun(std::uint64_t seed, const simulator::FaultPlan& plan, const std::filesystem::path& scratch);
    RunReport run();

    void on_line(Line line, const std::optional<SerialNumber>& serial) override;
    void on_progress(std::size_t, std::size_t) override {}
    void on_waiting(LaneWaits what) override;
    void on_unit(const LockIdentity& lock, Resume resume) override;
    void on_result(const UnitResult& result, std::chrono::milliseconds took) override;

  private:
    void open_lane(const simulator::FaultPlan& plan);
    void work_under_faults();
    void work_without_faults();
    void stretch(std::uint64_t units);
    void work(std::uint64_t units);
    void judge();

    // The person at the fixture.
    std::optional<TimePoint> act(TimePoint now);
    void put_in_next(const std::string& chip);
    void take_out();
    void look_after_the_lane();

    std::unique_ptr<db::StationAuditLog> open_log();
    Evidence evidence(db::StationAuditLog& log);
    std::uint64_t left() { return keys_.service->order(order_).value().remaining(); }
    void tell(std::string what);
    void problem(std::string what) { report_.problems.push_back(std::move(what)); }

    RunReport report_;
    Directory directory_;
    SeededNumbers numbers_;
    VirtualWorld world_;
    VirtualLine line_;
    NumbersRandom random_;
    KeySide keys_;
    simulator::LaneModel model_;
    std::unique_ptr<simulator::Lane> lane_;
    OrderId order_ = *OrderId::parse("none");
    std::optional<SubstitutionTable> table_;
    MemoryHolds holds_;
    std::unique_ptr<db::StationAuditLog> log_; // of the present stretch

    bool under_faults_ = true;
    std::optional<std::uint64_t> lines_to_crash_;
    std::set<SerialNumber> shown_passed_;
    struct Planned {
        TimePoint at;
        std::string chip; // empty: a new one
    };
    std::optional<Planned> planned_;
    std::vector<std::string> aside_; // chips
    std::map<std::string, unsigned> put_back_;
    unsigned chips_ = 1;
};

SeededRun::SeededRun(std::uint64_t seed, const simulator::FaultPlan& plan, const std::filesystem::path& scratch)
    : directory_(scratch), numbers_(seed ^ other_stream), random_(numbers_.between(0, ~0ULL)),
      keys_(directory_.path, world_, random_) {
    report_.seed = seed;
    report_.plan = plan;
    constexpr std::array<std::uint32_t, 3> table_sizes{256, 1'000, 4'096};
    constexpr std::array<std::uint16_t, 3> windows{1, 2, 4};
    model_.directory = directory_.path / "sim";
    model_.lock.kg = keys_.vault->kg;
    model_.lock.table_size_bytes = table_sizes[numbers_.between(0, 2)];
    model_.lock.buffer_size_bytes = numbers_.between(0, 1) == 0 ? 256 : 1'152;
    model_.lock.buffer_count = windows[numbers_.between(0, 2)];
    model_.lock.random = [this](std::span<std::uint8_t> bytes) { return random_.fill(bytes); };
    model_.line.latency = std::chrono::milliseconds(numbers_.between(0, 1) * 16);
    model_.line.message_size_bytes_max = model_.lock.buffer_size_bytes;
    model_.line.open_requests_max = model_.lock.buffer_count;
    model_.replacement = simulator::Replacement::never;
    std::filesystem::create_directories(model_.directory / "state" / "units");
    const NewOrder asked{{*ProfileName::parse("demo"), DeviceType(1), model_.lock.table_size_bytes, ""},
                         *SerialNumber::parse("0001-000000000001"),
                         *SerialNumber::parse("0001-000000000010"),
                         quota,
                         attempt_limit,
                         {}};
    order_ = keys_.service->create_order(asked).value().id;
    table_ = std::move(keys_.service->table(order_).value());
    world_.act = [this](TimePoint now) { return act(now); };
    auto log = db::StationAuditLog::create(
                   {directory_.path / "audit.db", *Name::parse(KeySide::environment), station_name(), "ann", world_})
                   .value();
    if (auto pinned = log->pin_key(keys_.service->info()->log_vkey); !pinned) {
        problem("the key is not pinned: " + text_of_error(pinned.error()));
    }
}

void SeededRun::tell(std::string what) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(world_.monotonic().time_since_epoch());
    report_.story.push_back(std::to_string(ms.count() - 1'000'000) + " ms: " + std::move(what));
}

void SeededRun::open_lane(const simulator::FaultPlan& plan) {
    world_.lane = nullptr;
    lane_.reset();
    model_.faults = plan;
    simulator::Endpoints endpoints;
    endpoints.all.push_back(make_virtual_endpoint(line_));
    lane_ = std::move(simulator::Lane::create(1, model_, simulator::Preset::blank, std::move(endpoints)).value());
    world_.lane = lane_.get();
}

std::unique_ptr<db::StationAuditLog> SeededRun::open_log() {
    return std::move(db::StationAuditLog::open({directory_.path / "audit.db", *Name::parse(KeySide::environment),
                                                station_name(), "ann", world_})
                         .value());
}

Evidence SeededRun::evidence(db::StationAuditLog& log) {
    return {
        keys_,   log,          directory_.path / "audit.db", model_.directory / "state" / "units", model_.lock, order_,
        *table_, shown_passed_};
}

RunReport SeededRun::run() {
    try {
        open_lane(report_.plan);
        work_under_faults();
        work_without_faults();
        judge();
    } catch (const RunOverdue&) {
        problem("the run hangs");
    }
    report_.took = std::chrono::duration_cast<std::chrono::seconds>(world_.monotonic().time_since_epoch());
    return std::move(report_);
}

void SeededRun::work_under_faults() {
    for (unsigned i = 0; i < stretches_max && left() > 0; ++i) {
        look_after_the_lane();
        if (numbers_.between(0, 3) == 0) {
            lines_to_crash_ = numbers_.between(0, 40);
        }
        stretch(left());
        lines_to_crash_.reset();
    }
    report_.struck = lane_->struck();
}

// Chips that were set aside come back once more; then the order is filled.
void SeededRun::work_without_faults() {
    under_faults_ = false;
    if (planned_ && !planned_->chip.empty()) {
        aside_.push_back(planned_->chip);
    }
    tell("no more faults");
    take_out();
    open_lane({});
    take_out(); // a fresh lane has a fresh chip
    const std::vector<std::string> chips = std::exchange(aside_, {});
    for (const std::string& chip : chips) {
        planned_.reset();
        if (auto inserted = lane_->insert(chip); !inserted) {
            problem("chip " + chip + " cannot be put in: " + text_of_error(inserted.error()));
        }
        stretch(0);
        take_out();
    }
    for (unsigned i = 0; i < stretches_after_max && left() > 0; ++i) {
        look_after_the_lane();
        stretch(left());
    }
    const OrderCounts counts = keys_.service->order(order_).value().counts;
    report_.quarantined = counts.quarantined;
    report_.order_settled = counts.passed + counts.quarantined == quota;
}

// One run of the station's program, from its start to its end or its crash.
void SeededRun::stretch(std::uint64_t units) {
    try {
        log_ = open_log();
        work(units);
        if (auto delivered = deliver_outbox(*keys_.service, *log_); !delivered) {
            problem("the outbox is not delivered: " + text_of_error(delivered.error()));
        }
    } catch (const StationCrash&) {
        ++report_.crashes;
        tell("the station crashes");
    }
}

void SeededRun::work(std::uint64_t units) {
    auto framing = fixtures::LineFraming::create(open_virtual_link(line_, world_), kl_line_cobs, baud, world_);
    auto link = fixtures::FactoryLock::create(std::move(framing.value()), world_, random_).value();
    auto interrupted = resolve_interrupted(*keys_.service, *log_, holds_);
    if (!interrupted) {
        problem("recovery fails: " + text_of_error(interrupted.error()));
        return;
    }
    const WorkOrder order = keys_.service->order(order_).value();
    CountedWork counted(units);
    Lane lane({1, unit_wait_s}, {*link, *keys_.service, *log_, random_, world_, holds_, *this}, order, *table_,
              counted);
    const LaneReport ended = lane.run({});
    tell("the lane ends: " + (ended.reason ? text_of_error(*ended.reason) : "finished"));
    if (ended.reason && kind_of(ended.reason->code) != ErrorKind::fixture &&
        ended.reason->code != ErrorCode::lock_already_provisioned) {
        problem("the lane is down: " + text_of_error(*ended.reason));
    }
}

void SeededRun::judge() {
    log_ = open_log();
    if (auto delivered = deliver_outbox(*keys_.service, *log_); !delivered) {
        problem("the outbox is not delivered: " + text_of_error(delivered.error()));
    }
    for (std::string& broken : broken_rules(evidence(*log_))) {
        problem(std::move(broken));
    }
}

void SeededRun::on_line(Line line, const std::optional<SerialNumber>& /*serial*/) {
    tell("  " + std::string(keyline::text_of(line)));
    if (lines_to_crash_ && (*lines_to_crash_)-- == 0) {
        throw StationCrash();
    }
}

void SeededRun::on_unit(const LockIdentity& lock, Resume resume) {
    tell("unit " + lock.uid.text() + " in state " + std::to_string(static_cast<int>(lock.state)) +
         (resume == Resume::claim ? "" : ", goes on"));
}

void SeededRun::on_waiting(LaneWaits what) {
    if (what == LaneWaits::for_removal && !planned_) {
        take_out();
    }
}

void SeededRun::on_result(const UnitResult& result, std::chrono::milliseconds /*took*/) {
    tell("result: " + std::string(keyline::text_of(result.outcome)) + " " +
         (result.serial ? result.serial->text() : "no number") + " " +
         (result.reason ? text_of_error(*result.reason) : ""));
    const bool passed = result.outcome == Outcome::passed;
    report_.ended_under_faults += under_faults_ ? 1 : 0;
    report_.passed_under_faults += under_faults_ && passed ? 1 : 0;
    if (passed) {
        if (!shown_passed_.insert(*result.serial).second) {
            problem(result.serial->text() + " is shown as passed twice");
        }
        const simulator::SimulatedLock* unit = lane_->unit();
        const std::string why = unit == nullptr
                                    ? "the place is empty"
                                    : why_not_passed(model_.directory / "state" / "units" / (unit->name() + ".unit"),
                                                     evidence(*log_), *result.serial);
        if (!why.empty()) {
            problem("PASS for " + result.serial->text() + ": " + why);
        }
    }
    if (result.reason && kind_of(result.reason->code) == ErrorKind::internal) {
        problem("internal error: " + text_of_error(*result.reason));
    }
    if (!planned_) {
        take_out();
    }
}

// Something that has ended is taken out; the same comes back, or another.
void SeededRun::take_out() {
    const simulator::SimulatedLock* unit = lane_->unit();
    if (unit == nullptr) {
        return;
    }
    const std::string chip = unit->name();
    const bool done = unit->record().state == kl_state_closed;
    (void)lane_->take();
    const bool again = !done && under_faults_ && put_back_[chip] < put_back_max && numbers_.between(0, 1) == 0;
    if (again) {
        ++put_back_[chip];
    } else {
        aside_.push_back(chip);
    }
    planned_ = Planned{world_.monotonic() + empty_s, again ? chip : ""};
}

void SeededRun::put_in_next(const std::string& chip) {
    planned_ = Planned{world_.monotonic() + empty_s, chip};
}

// Before a stretch: a unit that answered nothing for so long is exchanged, an empty place filled.
void SeededRun::look_after_the_lane() {
    if (lane_->unit() != nullptr) {
        take_out();
    } else if (!planned_) {
        put_in_next("");
    }
}

std::optional<TimePoint> SeededRun::act(TimePoint now) {
    if (planned_ && now >= planned_->at) {
        const std::string chip = std::exchange(planned_, {})->chip;
        if (!chip.empty()) {
            (void)lane_->insert(chip);
        } else if (chips_ < chips_max) {
            ++chips_;
            (void)lane_->insert();
        }
    }
    return planned_ ? std::optional(planned_->at) : std::nullopt;
}

} // namespace

RunReport run_plan(std::uint64_t seed, const simulator::FaultPlan& plan, const std::filesystem::path& scratch) {
    return SeededRun(seed, plan, scratch).run();
}

RunReport run_seed(std::uint64_t seed, const std::filesystem::path& scratch) {
    SeededNumbers numbers(seed);
    return run_plan(seed, simulator::FaultPlan::draw(numbers, 1), scratch);
}

std::filesystem::path scratch_directory() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code error;
    return std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
}

} // namespace keyline::test
