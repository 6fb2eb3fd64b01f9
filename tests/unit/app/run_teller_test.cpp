// An observer that does not come back holds nobody up, and misses nothing but progress.
#include "app/production_run.h"
#include "app/run_teller.h"

#include <QTest>
#include <latch>

using namespace keyline;
using namespace keyline::app;

namespace {

class SlowObserver final : public RunObserver {
  public:
    std::latch busy{1};
    std::latch go_on{1};
    std::vector<unsigned> lanes;
    std::size_t progress = 0;

    void on_started(const WorkOrder&, const std::vector<LaneSetup>&) override {}
    void on_interrupted(const Interrupted&) override {}
    void on_waiting(unsigned lane, LaneWaits) override {
        if (lanes.empty()) {
            busy.count_down();
            go_on.wait();
        }
        lanes.push_back(lane);
    }
    void on_unit(unsigned, const LockIdentity&, Resume) override {}
    void on_line(unsigned, Line, const std::optional<SerialNumber>&) override {}
    void on_progress(unsigned, std::size_t, std::size_t) override { ++progress; }
    void on_result(unsigned, const UnitResult&, std::chrono::milliseconds) override {}
    void on_lane_condition(unsigned, LaneCondition, const std::optional<Error>&) override {}
    void on_lane_ended(unsigned, const LaneReport&) override {}
    void on_outbox(const std::optional<Error>&) override {}
};

} // namespace

class RunTellerTest : public QObject {
    Q_OBJECT

  private slots:
    void nobody_waits_for_a_slow_observer() {
        constexpr unsigned told = 5'000;
        SlowObserver observer;
        {
            RunTeller teller(observer);
            const auto tell = [&](unsigned lane) {
                teller.tell([lane](RunObserver& o) { o.on_waiting(lane, LaneWaits::for_unit); });
            };
            tell(0);
            observer.busy.wait();
            for (unsigned lane = 1; lane < told; ++lane) { // comes back, though the observer does not
                tell(lane);
                teller.tell_progress([](RunObserver& o) { o.on_progress(1, 1, 2); });
            }
            observer.go_on.count_down();
        }
        QCOMPARE(observer.lanes.size(), std::size_t{told});
        QVERIFY(std::ranges::is_sorted(observer.lanes));
        QVERIFY(observer.progress < RunTeller::waiting_with_progress_max);
    }
};

QTEST_GUILESS_MAIN(RunTellerTest)
#include "run_teller_test.moc"
