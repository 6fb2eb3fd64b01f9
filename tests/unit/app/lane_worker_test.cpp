// One lane of a run: fixtures that fail and come back, and a person who stops and resumes it.
#include "app/lane_worker.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

#include <QTest>
#include <atomic>
#include <future>
#include <latch>

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {

Error error_of(ErrorCode code) {
    return Error{code, {}, {}, {}};
}
const LaneReport finished{LaneEnd::finished, {}};
const LaneReport hung_up{LaneEnd::down, error_of(ErrorCode::fixture_hung_up)};

// Says whether a place is held.
class CountedHold final : public UnitHolds::Hold {
  public:
    explicit CountedHold(std::atomic<int>& held) : held_(held) { ++held_; }
    ~CountedHold() override { --held_; }

  private:
    std::atomic<int>& held_;
};

// A worker whose fixture and work follow a script: the step is taken off when it is done.
struct ScriptedLane {
    ManualClock clock;
    std::deque<std::optional<ErrorCode>> openings;                       // none: it opens
    std::deque<std::function<LaneReport(const std::stop_token&)>> works; // each with an open place
    std::vector<std::pair<LaneCondition, ErrorCode>> changes;            // internal: without a reason
    std::function<void(LaneCondition)> when_changed = [](LaneCondition) {};
    std::atomic<bool> no_more_work = false;
    bool nothing_new = false;
    std::chrono::seconds opening_takes{1};
    std::atomic<int> held = 0;
    std::optional<std::chrono::milliseconds> down_max;
    std::stop_source run_stop;

    LanePlace place() { return {std::make_unique<CountedHold>(held), std::make_unique<SoftwareLock>()}; }
    std::unique_ptr<LaneWorker> worker() {
        LaneWorker::Options options;
        options.open = [this]() -> Result<LanePlace> {
            clock.passed_s += opening_takes;
            const auto next = openings.front();
            openings.pop_front();
            return next ? Result<LanePlace>(fail(*next)) : place();
        };
        options.work = [this](LockLink&, const std::stop_token& stop) {
            const auto next = works.front();
            works.pop_front();
            return next(stop);
        };
        options.no_more_work = [this] { return no_more_work.load(); };
        options.nothing_new = [this] { return nothing_new; };
        options.on_change = [this](LaneCondition condition, const std::optional<Error>& reason) {
            changes.emplace_back(condition, reason ? reason->code : ErrorCode::internal);
            when_changed(condition);
        };
        options.down_max = down_max;
        return std::make_unique<LaneWorker>(std::move(options), clock);
    }
    LaneReport run(LaneWorker& lane) { return lane.run(place(), run_stop.get_token()); }
    void will(const LaneReport& report) {
        works.emplace_back([report](const std::stop_token&) { return report; });
    }
    void will_work_until_stopped(std::latch& begun) {
        works.emplace_back([&begun](const std::stop_token& stop) {
            begun.count_down();
            std::latch stopped(1);
            const std::stop_callback callback(stop, [&] { stopped.count_down(); });
            stopped.wait();
            return LaneReport{LaneEnd::stopped, {}};
        });
    }
};

using Changes = std::vector<std::pair<LaneCondition, ErrorCode>>;

} // namespace

class LaneWorkerTest : public QObject {
    Q_OBJECT

  private slots:
    void a_fixture_that_fails_is_tried_until_it_is_back() {
        ScriptedLane lane;
        lane.will(hung_up);
        lane.openings = {ErrorCode::fixture_port_missing, ErrorCode::fixture_port_busy, std::nullopt};
        lane.will(finished);
        const LaneReport report = lane.run(*lane.worker());
        QCOMPARE(report.end, LaneEnd::finished);
        QCOMPARE(lane.changes, Changes({{LaneCondition::down, ErrorCode::fixture_hung_up},
                                        {LaneCondition::up, ErrorCode::internal}}));
        QCOMPARE(lane.held.load(), 0);
    }

    void the_place_is_given_back_while_it_is_down() {
        ScriptedLane lane;
        lane.will(hung_up);
        lane.openings = {std::nullopt};
        int held_while_down = -1;
        lane.when_changed = [&](LaneCondition condition) {
            if (condition == LaneCondition::down) {
                held_while_down = lane.held;
            }
        };
        lane.will(finished);
        (void)lane.run(*lane.worker());
        QCOMPARE(held_while_down, 0);
    }

    void what_no_fixture_can_mend_ends_the_lane() {
        for (const ErrorCode code :
             {ErrorCode::audit_unavailable, ErrorCode::fixture_no_unit, ErrorCode::order_expired}) {
            ScriptedLane lane;
            lane.will({LaneEnd::down, error_of(code)});
            const LaneReport report = lane.run(*lane.worker());
            QCOMPARE(report.reason->code, code);
            QVERIFY(lane.changes.empty());
        }
    }

    void a_lane_that_is_down_ends_with_the_work() {
        ScriptedLane lane;
        lane.will(hung_up);
        lane.openings = {ErrorCode::fixture_port_missing};
        lane.no_more_work = true;
        const LaneReport report = lane.run(*lane.worker());
        QCOMPARE(report.end, LaneEnd::down);
        QCOMPARE(report.reason->code, ErrorCode::fixture_hung_up); // what began it
    }

    void a_lane_is_waited_for_a_while_for_its_own_unit() {
        ScriptedLane lane;
        lane.nothing_new = true;
        lane.will(hung_up);
        lane.opening_takes = LaneWorker::comeback_s_max / 2;
        lane.openings = std::deque(4, std::optional(ErrorCode::fixture_port_missing));
        QCOMPARE(lane.run(*lane.worker()).end, LaneEnd::down);
        QCOMPARE(lane.openings.size(), std::size_t{1});
    }

    void a_fixture_is_not_waited_for_longer_than_a_unit() {
        ScriptedLane lane;
        lane.down_max = std::chrono::seconds(1); // each opening takes one
        lane.will(hung_up);
        lane.openings = {ErrorCode::fixture_port_missing, ErrorCode::fixture_port_missing};
        QCOMPARE(lane.run(*lane.worker()).end, LaneEnd::down);
        QVERIFY(lane.openings.empty());
    }

    void a_fixture_may_come_after_the_start() {
        ScriptedLane lane;
        lane.openings = {ErrorCode::fixture_port_missing, std::nullopt};
        lane.will(finished);
        QCOMPARE(lane.worker()->run(std::nullopt, lane.run_stop.get_token()).end, LaneEnd::finished);
        QCOMPARE(lane.changes, Changes({{LaneCondition::down, ErrorCode::fixture_port_missing},
                                        {LaneCondition::up, ErrorCode::internal}}));
    }

    void stopped_while_it_is_down() {
        ScriptedLane lane;
        lane.will(hung_up);
        lane.when_changed = [&](LaneCondition) { lane.run_stop.request_stop(); };
        QCOMPARE(lane.run(*lane.worker()).end, LaneEnd::stopped);
    }

    void a_person_stops_it_and_resumes_it() {
        ScriptedLane lane;
        std::latch begun(1);
        std::latch stopped(1);
        int held_while_stopped = -1;
        lane.will_work_until_stopped(begun);
        lane.when_changed = [&](LaneCondition condition) {
            if (condition == LaneCondition::stopped) {
                held_while_stopped = lane.held;
                stopped.count_down();
            }
        };
        // Another process has the lane when it is resumed, and then it has not.
        lane.openings = {ErrorCode::lane_busy, std::nullopt};
        lane.will(finished);
        const auto worker = lane.worker();
        auto report = std::async(std::launch::async, [&] { return lane.run(*worker); });
        begun.wait();
        worker->stop();
        stopped.wait();
        worker->resume();
        QCOMPARE(report.get().end, LaneEnd::finished);
        QCOMPARE(held_while_stopped, 0);
        QCOMPARE(lane.changes, Changes({{LaneCondition::stopped, ErrorCode::internal},
                                        {LaneCondition::down, ErrorCode::lane_busy},
                                        {LaneCondition::up, ErrorCode::internal}}));
    }

    void a_stopped_lane_ends_with_the_work_of_the_others() {
        ScriptedLane lane;
        const auto worker = lane.worker();
        worker->stop();
        lane.no_more_work = true;
        QCOMPARE(lane.run(*worker).end, LaneEnd::finished);
        QCOMPARE(lane.changes, Changes({{LaneCondition::stopped, ErrorCode::internal}}));
    }

    void a_stop_of_the_run_reaches_the_work() {
        ScriptedLane lane;
        std::latch begun(1);
        lane.will_work_until_stopped(begun);
        const auto worker = lane.worker();
        auto report = std::async(std::launch::async, [&] { return lane.run(*worker); });
        begun.wait();
        lane.run_stop.request_stop();
        QCOMPARE(report.get().end, LaneEnd::stopped);
        QVERIFY(lane.changes.empty());
    }
};

QTEST_GUILESS_MAIN(LaneWorkerTest)
#include "lane_worker_test.moc"
