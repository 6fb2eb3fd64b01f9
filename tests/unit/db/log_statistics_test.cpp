#include "db/log_statistics.h"

#include "tests/support/log_fixtures.h"

#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using namespace std::chrono_literals;
using Kind = UnitEventKind;

class LogStatisticsTest : public QObject {
    Q_OBJECT

  private slots:
    void counts_units_times_and_causes();
    void a_unit_that_failed_first_is_no_first_pass();
    void pauses_are_not_work();
    void filters_by_order_and_lane();
    void percentiles_of_many();
    void refuses_a_time_that_is_none();
};

namespace {

// A log in the making: each event so many milliseconds after the one before.
class Log {
  public:
    explicit Log(EntryFilter filter = {}) : reader_(std::move(filter)) {}
    void add(AuditEvent event, std::chrono::milliseconds later = 100ms) {
        time_ += later;
        const auto bytes = format_entry(seq_++, time_, {"S1", "ann"}, event);
        QVERIFY(bytes.has_value());
        const auto entry = parse_entry(*bytes);
        QVERIFY(entry.has_value());
        QVERIFY(reader_.add(*entry).has_value());
    }
    void pass(std::uint64_t unit, std::chrono::milliseconds step = 100ms) {
        for (const Kind kind : {Kind::claiming, Kind::issued, Kind::writing, Kind::written, Kind::proved, Kind::closing,
                                Kind::closed, Kind::passed}) {
            add(unit_event(kind, unit), step);
        }
    }
    LogStatistics finish() const { return reader_.finish(); }

  private:
    StatisticsReader reader_;
    std::uint64_t seq_ = 0;
    std::chrono::system_clock::time_point time_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 1h;
};

bool about(std::chrono::milliseconds value, std::chrono::milliseconds expected) {
    return std::abs((value - expected).count()) <= expected.count() / 50;
}

} // namespace

void LogStatisticsTest::counts_units_times_and_causes() {
    Log log;
    log.pass(1);
    log.pass(2);
    for (const Kind kind : {Kind::claiming, Kind::issued, Kind::writing}) {
        log.add(unit_event(kind, 3));
    }
    log.add(unit_event(Kind::failed, 3, {{"code", "lock.self_check"}}));
    log.add({"provision.ended", {}, name_of("WO-0001"), {}, {}, {}, {}});
    const LogStatistics statistics = log.finish();
    QCOMPARE(statistics.passed, 2U);
    QCOMPARE(statistics.passed_at_first, 2U);
    QCOMPARE(statistics.failed, 1U);
    QCOMPARE(statistics.first_pass_yield(), 2.0 / 3.0);
    QCOMPARE(statistics.causes, (std::map<std::string, std::uint64_t>{{"lock.self_check", 1}}));
    QCOMPARE(statistics.times_of(UnitStep::issue).count(), 3U);
    QCOMPARE(statistics.times_of(UnitStep::write).count(), 2U);
    QVERIFY(about(statistics.times_of(UnitStep::write).percentile(0.5), 100ms));
    QVERIFY(about(statistics.times_of(UnitStep::unit).percentile(0.99), 700ms));
    QCOMPARE(statistics.at_work, 1900ms);
    QVERIFY(std::abs(statistics.passed_per_hour() - 2 / (1.9 / 3600)) < 0.01);
}

void LogStatisticsTest::a_unit_that_failed_first_is_no_first_pass() {
    Log log;
    log.add(unit_event(Kind::claiming, 1));
    log.add(unit_event(Kind::issued, 1));
    log.add(unit_event(Kind::failed, 1, {{"code", "lock.refused"}}));
    log.pass(1);
    log.add(unit_event(Kind::claiming, 2));
    log.add(unit_event(Kind::interrupted, 2, {{"code", "key_service.unavailable"}}));
    log.pass(2);
    const LogStatistics statistics = log.finish();
    QCOMPARE(statistics.passed, 2U);
    QCOMPARE(statistics.passed_at_first, 0U);
    QCOMPARE(statistics.lost, 0U);
    QCOMPARE(statistics.interrupted, 1U);
    QCOMPARE(statistics.first_pass_yield(), 0.0);
    QCOMPARE(statistics.times_of(UnitStep::unit).count(), 0U); // whose way was interrupted says nothing of the pace
}

void LogStatisticsTest::pauses_are_not_work() {
    Log log;
    log.pass(1);
    log.add(unit_event(Kind::claiming, 2), 8h);
    log.add(unit_event(Kind::issued, 2), 100ms);
    QCOMPARE(log.finish().at_work, 800ms);
}

void LogStatisticsTest::filters_by_order_and_lane() {
    Log other_order({name_of("WO-0002"), {}});
    other_order.pass(1);
    QCOMPARE(other_order.finish().passed, 0U);
    Log this_lane({name_of("WO-0001"), 1});
    this_lane.pass(1);
    QCOMPARE(this_lane.finish().passed, 1U);
    Log other_lane({{}, 2});
    other_lane.pass(1);
    QCOMPARE(other_lane.finish().passed, 0U);
    QCOMPARE(other_lane.finish().at_work, 0ms);
}

void LogStatisticsTest::percentiles_of_many() {
    TimeHistogram times;
    QCOMPARE(times.percentile(0.5), 0ms);
    for (int ms = 1; ms <= 10'000; ++ms) {
        times.add(std::chrono::milliseconds(ms));
    }
    QVERIFY(about(times.percentile(0.5), 5'000ms));
    QVERIFY(about(times.percentile(0.9), 9'000ms));
    QVERIFY(about(times.percentile(1), 10'000ms));
    TimeHistogram set_back;
    set_back.add(-5s);
    QCOMPARE(set_back.percentile(1), 0ms);
}

void LogStatisticsTest::refuses_a_time_that_is_none() {
    for (const char* time : {"", "2026-13-21T01:10:55.123Z", "2026-11-21 01:10:55.123Z", "2026-11-21T01:10:55Z"}) {
        StatisticsReader reader({});
        Entry entry;
        entry.time = time;
        QVERIFY2(!reader.add(entry), time);
    }
}

QTEST_GUILESS_MAIN(LogStatisticsTest)
#include "log_statistics_test.moc"
