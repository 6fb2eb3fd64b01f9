// A lane over many units: waiting, holding results, scans, stops.
#include "provisioning/line/recovery.h"
#include "tests/unit/provisioning/lane_bench.h"

#include <QTest>
#include <thread>

using namespace keyline;
using namespace keyline::test;

namespace {

// What a person has decided at the key service.
void decide(Bench& bench, ClaimState state) {
    Claim& claim = bench.registry.committed.claims.back().claim;
    claim.state = state;
    claim.reissues = 0;
    if (state == ClaimState::superseded) {
        claim.rekey_uid = claim.uid;
    }
}

// The unit that was worked on last, as on its first day.
void make_blank(Bench& bench) {
    const ChipUid uid = bench.lock.chip->uid;
    bench.lock.chip = SoftwareLock::Chip();
    bench.lock.chip->kg = bench.vault.kg;
    bench.lock.chip->uid = uid;
}

// Ends when the result of the one unit is held.
LaneReport run_one(Bench& bench) {
    bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            bench.stop.request_stop();
        }
    };
    bench.stop = std::stop_source();
    CountedWork work(10);
    return bench.run(work);
}

// The unit in the fixture did not pass but ended so, and is blank.
void end_otherwise(Bench& bench, const char* event, ClaimState state) {
    run_one(bench);
    AuditEvent end = bench.log.events.back();
    end.event = event;
    QVERIFY(bench.log.append(end));
    decide(bench, state);
    make_blank(bench);
}

bool has_event(const Bench& bench, const char* event, const char* detail = nullptr) {
    return std::any_of(bench.log.events.begin(), bench.log.events.end(), [&](const AuditEvent& one) {
        return one.event == event && (detail == nullptr || std::any_of(one.details.begin(), one.details.end(),
                                                                       [&](auto& arg) { return arg.first == detail; }));
    });
}

} // namespace

class LaneTest : public QObject {
    Q_OBJECT

  private slots:
    void units_come_and_go_until_the_count();
    void order_that_is_used_up_ends_the_lane();
    void result_is_held_until_the_unit_is_gone();
    void result_is_held_when_the_lane_is_run_again();
    void unit_that_waited_for_a_scan_is_not_held();
    void scans_arm_the_lane();
    void bad_scan_leaves_the_unit_for_the_next();
    void wrong_kg_is_refused_and_nothing_written();
    void unit_of_another_lane_is_refused();
    void audit_failure_takes_the_lane_down();
    void stop_ends_a_waiting_lane();
    void no_more_work_ends_the_lane_with_its_unit_still_there();
    void interrupted_unit_goes_on_without_new_work();
    void unit_released_from_quarantine_is_tried_again();
    void scrapped_chip_gets_another_number();
    void rekeyed_unit_gets_its_number_again();
    void unit_of_another_station_goes_on_here();
    void unit_given_away_is_not_outstanding();
};

void LaneTest::units_come_and_go_until_the_count() {
    Bench bench;
    bench.work_the_line();
    CountedWork work(3);
    const auto report = bench.run(work);
    QCOMPARE(report.end, LaneEnd::finished);
    QCOMPARE(bench.observer.results.size(), std::size_t(3));
    for (const UnitResult& result : bench.observer.results) {
        QCOMPARE(result.outcome, Outcome::passed);
    }
    QCOMPARE(bench.observer.results[2].serial->text(), std::string("0001-000000000003"));
    QVERIFY(bench.holds.held.empty());
}

void LaneTest::order_that_is_used_up_ends_the_lane() {
    Bench bench;
    bench.work_the_line();
    CountedWork work(100);
    QCOMPARE(bench.run(work).end, LaneEnd::finished);
    QCOMPARE(bench.observer.results.size(), std::size_t(5));
}

void LaneTest::result_is_held_until_the_unit_is_gone() {
    Bench bench;
    bench.insert_unit();
    bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            bench.lock.chip->state = LockState::blank; // even if it looked new: the same chip never starts by itself
            bench.stop.request_stop();
        }
    };
    CountedWork work(2);
    QCOMPARE(bench.run(work).end, LaneEnd::stopped);
    QCOMPARE(bench.observer.results.size(), std::size_t(1));
}

void LaneTest::result_is_held_when_the_lane_is_run_again() {
    Bench bench;
    bench.insert_unit();
    bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            bench.stop.request_stop();
        }
    };
    CountedWork work(2);
    const LaneReport report = bench.run(work);
    QCOMPARE(report.held, std::optional(bench.lock.chip->uid));
    bench.lock.chip->state = LockState::blank;
    bench.stop = std::stop_source();
    Lane again({1, {}, report.held},
               {bench.lock, bench.keys, bench.log, bench.random, bench.clock, bench.holds, bench.observer}, bench.order,
               bench.table, work);
    QCOMPARE(again.run(bench.stop.get_token()).end, LaneEnd::stopped);
    QCOMPARE(bench.observer.results.size(), std::size_t(1));
}

void LaneTest::unit_that_waited_for_a_scan_is_not_held() {
    Bench bench;
    bench.insert_unit();
    bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_work) {
            bench.stop.request_stop();
        }
    };
    ScannedWork work;
    const LaneReport report = bench.run(work);
    QCOMPARE(report.end, LaneEnd::stopped);
    QVERIFY(!report.held);
}

void LaneTest::scans_arm_the_lane() {
    Bench bench;
    bench.work_the_line();
    ScannedWork work;
    for (const char* scan : {"0001-000000000004", "0001-000000000002"}) {
        QVERIFY(work.push(*SerialNumber::parse(scan), {}));
    }
    work.close();
    QCOMPARE(bench.run(work).end, LaneEnd::finished);
    QCOMPARE(bench.observer.results.size(), std::size_t(2));
    QCOMPARE(bench.observer.results[0].serial->text(), std::string("0001-000000000004"));
    QCOMPARE(bench.observer.results[1].serial->text(), std::string("0001-000000000002"));
}

void LaneTest::bad_scan_leaves_the_unit_for_the_next() {
    Bench bench;
    bench.insert_unit();
    ScannedWork work;
    QVERIFY(work.push(*SerialNumber::parse("0001-000000000077"), {}));
    QVERIFY(work.push(*SerialNumber::parse("0001-000000000003"), {}));
    work.close();
    bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            bench.stop.request_stop();
        }
    };
    (void)bench.run(work);
    QCOMPARE(bench.observer.results.size(), std::size_t(2));
    QCOMPARE(bench.observer.results[0].reason->code, ErrorCode::serial_out_of_range);
    QCOMPARE(bench.observer.results[0].outcome, Outcome::error);
    QCOMPARE(bench.observer.results[1].outcome, Outcome::passed);
}

void LaneTest::wrong_kg_is_refused_and_nothing_written() {
    Bench bench;
    bench.insert_unit();
    bench.lock.chip->kg[0] ^= 1;
    bench.observer.when_done = [&](const UnitResult&) { bench.stop.request_stop(); };
    CountedWork work(1);
    (void)bench.run(work);
    QCOMPARE(bench.observer.results[0].outcome, Outcome::failed);
    QCOMPARE(bench.observer.results[0].reason->code, ErrorCode::lock_wrong_kg);
    QCOMPARE(bench.vault.minted, 0U);
    QCOMPARE(bench.log.events.back().event, std::string("unit.refused"));
}

void LaneTest::unit_of_another_lane_is_refused() {
    Bench bench;
    bench.insert_unit();
    const auto other_lane = *bench.holds.hold(bench.lock.chip->uid);
    bench.observer.when_done = [&](const UnitResult&) { bench.stop.request_stop(); };
    CountedWork work(1);
    (void)bench.run(work);
    QCOMPARE(bench.observer.results[0].outcome, Outcome::error);
    QCOMPARE(bench.observer.results[0].reason->code, ErrorCode::unit_on_other_lane);
    QCOMPARE(bench.lock.chip->state, LockState::blank);
}

void LaneTest::audit_failure_takes_the_lane_down() {
    Bench bench;
    bench.insert_unit();
    bench.log.fails_with = Error{ErrorCode::audit_unavailable, {}, "SQLITE_FULL", {}};
    CountedWork work(2);
    const auto report = bench.run(work);
    QCOMPARE(report.end, LaneEnd::down);
    QCOMPARE(report.reason->code, ErrorCode::audit_unavailable);
    QCOMPARE(bench.lock.chip->state, LockState::blank);
}

void LaneTest::stop_ends_a_waiting_lane() {
    Bench bench;
    ScannedWork work; // nothing will be scanned
    bench.insert_unit();
    bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_work) {
            bench.stop.request_stop();
        }
    };
    QCOMPARE(bench.run(work).end, LaneEnd::stopped);
    QVERIFY(bench.observer.results.empty());
    QCOMPARE(bench.run(work, std::chrono::milliseconds(1)).end, LaneEnd::stopped);
}

void LaneTest::no_more_work_ends_the_lane_with_its_unit_still_there() {
    Bench bench;
    bench.insert_unit();
    CountedWork work(1);
    QCOMPARE(bench.run(work).end, LaneEnd::finished);
    QCOMPARE(bench.observer.results.size(), std::size_t(1));
    CountedWork none(0);
    QCOMPARE(bench.run(none).end, LaneEnd::finished);
}

void LaneTest::interrupted_unit_goes_on_without_new_work() {
    Bench bench;
    bench.insert_unit();
    bench.lock.close_does_not_close = true;
    struct Cut {};
    class CuttingObserver final : public UnitObserver {
      public:
        void on_line(Line line, const std::optional<SerialNumber>& /*serial*/) override {
            if (line == Line::close) {
                throw Cut();
            }
        }
        void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}
    } cut;
    QVERIFY_EXCEPTION_THROWN((void)provision_unit({bench.lock, bench.keys, bench.log, bench.random, cut},
                                                  {1, bench.order, bench.table, {}}, *bench.lock.identify(), {},
                                                  {Resume::claim}),
                             Cut);
    bench.lock.close_does_not_close = false;
    CountedWork none(0);
    QCOMPARE(bench.run(none).end, LaneEnd::finished);
    QCOMPARE(bench.observer.results.size(), std::size_t(1));
    QCOMPARE(bench.observer.results[0].outcome, Outcome::passed);
}

void LaneTest::unit_released_from_quarantine_is_tried_again() {
    Bench bench;
    bench.insert_unit();
    end_otherwise(bench, "unit.quarantined", ClaimState::quarantined);
    run_one(bench);
    QCOMPARE(bench.observer.results.back().reason->code, ErrorCode::lock_state_unknown);
    decide(bench, ClaimState::rework);
    run_one(bench);
    QCOMPARE(bench.observer.results.back().outcome, Outcome::passed);
    QVERIFY(has_event(bench, "unit.released"));
    QVERIFY(bench.observer.results.back().serial == bench.observer.results.front().serial);
}

void LaneTest::scrapped_chip_gets_another_number() {
    Bench bench;
    bench.insert_unit();
    end_otherwise(bench, "unit.failed", ClaimState::scrapped);
    run_one(bench);
    QCOMPARE(bench.observer.results.back().outcome, Outcome::passed);
    QVERIFY(has_event(bench, "unit.withdrawn"));
    QCOMPARE(bench.observer.results.back().serial->text(), std::string("0001-000000000002"));
}

void LaneTest::rekeyed_unit_gets_its_number_again() {
    Bench bench;
    bench.insert_unit();
    run_one(bench);
    QCOMPARE(bench.observer.results.back().outcome, Outcome::passed);
    make_blank(bench);
    run_one(bench);
    QCOMPARE(bench.observer.results.back().reason->code, ErrorCode::lock_state_unknown); // nobody has allowed it
    decide(bench, ClaimState::superseded);
    run_one(bench);
    QCOMPARE(bench.observer.results.back().outcome, Outcome::passed);
    QCOMPARE(bench.observer.results.back().serial->text(), std::string("0001-000000000001"));
    QVERIFY(has_event(bench, "unit.issued", "supersedes"));
    QCOMPARE(bench.registry.committed.claims.size(), std::size_t(2));
}

void LaneTest::unit_of_another_station_goes_on_here() {
    for (const bool written : {false, true}) {
        Bench bench;
        bench.insert_unit();
        run_one(bench);
        decide(bench, ClaimState::failed); // over there; here its log is unknown
        bench.log = MemoryAuditLog();
        if (written) {
            bench.lock.chip->state = LockState::table_stored;
        } else {
            make_blank(bench);
        }
        run_one(bench);
        QCOMPARE(bench.observer.results.back().outcome, Outcome::passed);
        QVERIFY(has_event(bench, "unit.claiming", "adopted"));
        QCOMPARE(bench.registry.committed.claims.size(), std::size_t(1));
    }
}

void LaneTest::unit_given_away_is_not_outstanding() {
    Bench bench;
    bench.insert_unit();
    run_one(bench);
    AuditEvent interrupted = bench.log.events.back();
    bench.log = MemoryAuditLog();
    interrupted.event = "unit.issued";
    interrupted.lane = 1;
    QVERIFY(bench.log.append(interrupted));
    decide(bench, ClaimState::open);
    QCOMPARE(resolve_interrupted(bench.keys, bench.log, bench.holds)->outstanding.size(), std::size_t(1));
    bench.registry.committed.claims.back().claim.station = *StationId::parse("line2");
    const auto interruption = resolve_interrupted(bench.keys, bench.log, bench.holds);
    QVERIFY(interruption->outstanding.empty());
    QCOMPARE(interruption->aborted.front().last, UnitEventKind::withdrawn);
}

QTEST_GUILESS_MAIN(LaneTest)
#include "lane_test.moc"
