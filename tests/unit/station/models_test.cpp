// What tiles and strip will say, without a window: the bridge between threads, lanes, the shift's figures, the strip.
#include "app/station/models/lanes_model.h"
#include "app/station/models/run_bridge.h"
#include "app/station/models/shift_figures.h"
#include "app/station/models/strip_model.h"
#include "app/station/models/words.h"
#include "provisioning/line/armed_work.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace keyline;
using namespace keyline::station;
using namespace std::chrono_literals;

namespace {

const SerialNumber serial = *SerialNumber::parse("0001-00000000000a");
const CheckValue check_value = *CheckValue::parse("a1b2c3");
const ChipUid uid = *ChipUid::parse("0011223344556677");

WorkOrder order() {
    const ProductProfile product{*ProfileName::parse("demo"), DeviceType(1), 4'096, {}};
    return {*OrderId::parse("WO-0001"), product, serial, serial, 1, 2, {}, {}, check_value, {}};
}

LockIdentity blank() {
    return {uid, "test", "1", DeviceType(1), LockState::blank, check_value, 4'096, {}};
}

std::vector<app::LaneSetup> lanes(std::initializer_list<unsigned> numbers) {
    std::vector<app::LaneSetup> setups;
    for (const unsigned number : numbers) {
        setups.push_back({number, {}, {}});
    }
    return setups;
}

// Tells what it is told, and in which thread.
class Listener final : public app::RunObserver {
  public:
    QStringList told;
    std::set<std::thread::id> threads;

    void note(const QString& text) {
        told << text;
        threads.insert(std::this_thread::get_id());
    }
    void on_started(const WorkOrder&, const std::vector<app::LaneSetup>&) override { note("started"); }
    void on_interrupted(const Interrupted&) override {}
    void on_waiting(unsigned lane, LaneWaits) override { note(QString("waits %1").arg(lane)); }
    void on_unit(unsigned, const LockIdentity&, Resume) override {}
    void on_line(unsigned lane, Line, const std::optional<SerialNumber>&) override {
        note(QString("line %1").arg(lane));
    }
    void on_progress(unsigned lane, std::size_t done, std::size_t) override {
        note(QString("progress %1 %2").arg(lane).arg(done));
    }
    void on_result(unsigned lane, const UnitResult&, std::chrono::milliseconds) override {
        note(QString("result %1").arg(lane));
    }
    void on_lane_condition(unsigned, app::LaneCondition, const std::optional<Error>&) override {}
    void on_lane_ended(unsigned, const LaneReport&) override {}
    void on_outbox(const std::optional<Error>&) override {}
};

UnitResult result(Outcome outcome, std::optional<Error> reason = {}) {
    return {outcome, serial, uid, std::move(reason)};
}

app::StationHealth healthy() {
    KeyServiceInfo info{*StationId::parse("demo"), "development", "1", check_value, check_value, {}, {}};
    return {info, app::ClockOffset{0ms, 1ms}, std::uint64_t{100}, std::uint64_t{100}};
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT

  private slots:
    void bridge_tells_in_its_own_thread_and_in_order();
    void bridge_keeps_the_newest_progress_only();
    void bridge_that_is_closed_holds_nobody();
    void lane_from_empty_to_pass_and_away();
    void result_stays_until_the_unit_is_gone();
    void lane_that_is_away_says_so();
    void scan_arms_and_shows_whose_turn_it_is();
    void model_keeps_the_rules_of_models();
    void shift_counts_what_units_decided();
    void rate_is_of_the_newest_stretch();
    void what_stops_issuing_is_told_to_nobody_too();
    void disk_that_fills_up_is_told();
    void strip_is_quiet_while_all_is_well();
    void strip_says_what_is_bad_and_what_to_do();
    void serial_numbers_are_isolated();
    void every_phase_and_outcome_has_its_word();
    void errors_name_what_they_are_about();
};

void ModelsTest::bridge_tells_in_its_own_thread_and_in_order() {
    Listener listener;
    RunBridge bridge(listener);
    std::thread run([&] {
        for (unsigned i = 0; i < 1'000; ++i) {
            bridge.on_waiting(i, LaneWaits::for_unit);
        }
        bridge.then([&] { listener.note("end"); });
    });
    QTRY_COMPARE(listener.told.size(), 1'001);
    run.join();
    for (int i = 0; i < 1'000; ++i) {
        QCOMPARE(listener.told[i], QString("waits %1").arg(i));
    }
    QCOMPARE(listener.told.last(), QString("end"));
    QCOMPARE(listener.threads, std::set{std::this_thread::get_id()});
}

void ModelsTest::bridge_keeps_the_newest_progress_only() {
    Listener listener;
    RunBridge bridge(listener);
    std::thread run([&] {
        for (std::size_t i = 1; i <= 10'000; ++i) {
            bridge.on_progress(1, i, 10'000);
        }
    });
    run.join(); // nobody was told yet: this thread has not turned its loop
    QTRY_VERIFY(!listener.told.isEmpty());
    QCOMPARE(listener.told, QStringList("progress 1 10000"));
    // What is of a step that is over is not told after it.
    bridge.on_progress(1, 5, 10);
    bridge.on_result(1, result(Outcome::passed), 1s);
    QTRY_COMPARE(listener.told.size(), 2);
    QCoreApplication::processEvents();
    QCOMPARE(listener.told.last(), QString("result 1"));
    QCOMPARE(listener.told.size(), 2);
}

void ModelsTest::bridge_that_is_closed_holds_nobody() {
    Listener listener;
    RunBridge bridge(listener);
    std::thread run([&] {
        for (std::size_t i = 0; i < 2 * RunBridge::waiting_max; ++i) {
            bridge.on_waiting(1, LaneWaits::for_unit);
        }
    });
    bridge.close(); // this thread never takes anything
    run.join();
    QCoreApplication::processEvents();
    QVERIFY(listener.told.isEmpty());
}

void ModelsTest::lane_from_empty_to_pass_and_away() {
    LanesModel model;
    model.set_lanes(lanes({3}));
    model.on_started(order(), lanes({3}));
    model.on_waiting(3, LaneWaits::for_unit);
    QCOMPARE(model.find(3)->phase, LanePhase::waits_unit);
    model.on_unit(3, blank(), Resume::claim);
    model.on_line(3, Line::issue, {});
    QCOMPARE(model.find(3)->step, Step::issuing);
    model.on_line(3, Line::program, serial);
    model.on_progress(3, 2'048, 4'096);
    QCOMPARE(model.find(3)->serial, std::optional(serial));
    QCOMPARE(model.find(3)->progress(), 2.5 / step_count);
    QCOMPARE(model.units_in_work(), 1U);
    model.on_line(3, Line::draw_challenge, serial);
    QCOMPARE(model.find(3)->bytes_total, std::size_t{0});
    QVERIFY(!model.find(3)->shows_result());
    model.on_result(3, result(Outcome::passed), 12'300ms);
    QVERIFY(model.find(3)->shows_result());
    QVERIFY(model.data(model.index(0), Qt::AccessibleTextRole).toString().contains("PASS"));
    model.on_progress(3, 1, 2); // late
    QCOMPARE(model.find(3)->phase, LanePhase::waits_removal);
    model.on_waiting(3, LaneWaits::for_unit);
    QVERIFY(!model.find(3)->shows_result());
    QVERIFY(!model.find(3)->serial);
}

void ModelsTest::result_stays_until_the_unit_is_gone() {
    LanesModel model;
    model.set_lanes(lanes({1}));
    model.on_unit(1, blank(), Resume::claim);
    model.on_result(1, result(Outcome::failed, Error{ErrorCode::lock_silent, {}, {}, {}}), 1s);
    model.on_waiting(1, LaneWaits::for_removal);
    QVERIFY(model.find(1)->shows_result());
    model.on_lane_condition(1, app::LaneCondition::stopped, {});
    QVERIFY(model.find(1)->shows_result());
    model.run_ended();
    QVERIFY(model.find(1)->shows_result());
}

void ModelsTest::lane_that_is_away_says_so() {
    LanesModel model;
    model.set_lanes(lanes({1}));
    model.on_lane_condition(1, app::LaneCondition::down, Error{ErrorCode::fixture_io, {}, {}, {}});
    QCOMPARE(model.find(1)->phase, LanePhase::down);
    QVERIFY(!Words::to_do(*model.find(1)).isEmpty());
    model.on_lane_condition(1, app::LaneCondition::up, {});
    QCOMPARE(model.find(1)->phase, LanePhase::waits_unit);
    QVERIFY(!model.find(1)->trouble);
}

void ModelsTest::scan_arms_and_shows_whose_turn_it_is() {
    LanesModel model;
    model.set_lanes(lanes({1, 2}));
    model.on_started(order(), lanes({1, 2}));
    ArmedWork work({1, 2});
    model.show_arming(&work);
    QVERIFY(model.find(1)->takes_next_scan);
    QVERIFY(work.arm(serial));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.show_arming(&work);
    QCOMPARE(model.find(1)->armed, std::optional(serial));
    QVERIFY(!model.find(1)->takes_next_scan);
    QVERIFY(model.find(2)->takes_next_scan);
    QCOMPARE(changes.size(), 2);
    model.show_arming(&work);
    QCOMPARE(changes.size(), 2); // nothing is new
    model.show_arming(nullptr);
    QVERIFY(!model.find(1)->armed);
}

void ModelsTest::model_keeps_the_rules_of_models() {
    LanesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.set_lanes(lanes({1, 2, 16}));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.lane(2).number, 16U); // by the fixture's number, at its place
    model.on_unit(16, blank(), Resume::claim);
    model.on_unit(9, blank(), Resume::claim); // no lane of ours
    QCOMPARE(model.units_in_work(), 1U);
}

void ModelsTest::shift_counts_what_units_decided() {
    const ShiftFigures::Time begin;
    ShiftFigures shift;
    QVERIFY(!shift.yield());
    for (int i = 0; i < 3; ++i) {
        shift.count(Outcome::passed, begin + 1min);
    }
    shift.count(Outcome::failed, begin + 1min);
    shift.count(Outcome::error, begin + 1min); // the station's fault is not the units' yield
    QCOMPARE(shift.yield(), std::optional(0.75));
    QCOMPARE(shift.others(), std::uint64_t{1});
}

void ModelsTest::rate_is_of_the_newest_stretch() {
    const ShiftFigures::Time begin;
    ShiftFigures shift;
    QVERIFY(!shift.per_hour(begin + 1h)); // nothing was made yet: that is no rate
    const ShiftFigures::Time first = begin + 1h;
    shift.count(Outcome::passed, first);
    QVERIFY(!shift.per_hour(first + 10s)); // too early to say
    for (int i = 0; i < 9; ++i) {
        shift.count(Outcome::passed, first + 1min);
    }
    QCOMPARE(shift.per_hour(first + 6min), std::optional(100.0));
    QCOMPARE(shift.per_hour(first + 2h), std::optional(0.0));
}

void ModelsTest::what_stops_issuing_is_told_to_nobody_too() {
    StripModel strip;
    strip.show_person({}, true);
    app::StationHealth health = healthy();
    health.service->issues_nothing = Error{ErrorCode::session_ended, {}, {}, {}};
    strip.show_health(health);
    QCOMPARE(strip.item(StripPart::key_service).mark, Mark::good); // somebody only has to log in
    health.service->issues_nothing = Error{ErrorCode::escrow_unavailable, {}, {}, {}};
    strip.show_health(health);
    QCOMPARE(strip.item(StripPart::key_service).mark, Mark::bad);
}

void ModelsTest::disk_that_fills_up_is_told() {
    StripModel strip;
    app::StationHealth health = healthy();
    health.disk = fail(ErrorCode::disk_low, {{"path", "/"}, {"free_mib", "5"}, {"min_mib", "512"}});
    strip.show_health(health);
    QCOMPARE(strip.item(StripPart::audit_log).mark, Mark::notice);
    QVERIFY(!strip.item(StripPart::audit_log).advice.isEmpty());
}

void ModelsTest::strip_is_quiet_while_all_is_well() {
    StripModel strip;
    strip.translate();
    QCOMPARE(strip.item(StripPart::key_service).mark, Mark::unknown);
    QCOMPARE(strip.item(StripPart::key_service).word, QString("Connecting"));
    strip.show_station(false); // nobody connects while it cannot be opened
    QCOMPARE(strip.item(StripPart::key_service).word, QString("Not known"));
    strip.show_station(true);
    strip.show_health(healthy());
    strip.show_person("ann", false);
    strip.show_order("WO-0001", 3, 20);
    for (int part = 0; part < strip_part_count; ++part) {
        const StripItem& item = strip.item(static_cast<StripPart>(part));
        QCOMPARE(item.mark, Mark::good);
        QVERIFY(!item.name.isEmpty() && !item.word.isEmpty());
        QVERIFY(item.advice.isEmpty());
    }
}

void ModelsTest::strip_says_what_is_bad_and_what_to_do() {
    StripModel strip;
    app::StationHealth health = healthy();
    const auto bad = [&](StripPart part) {
        strip.show_health(health);
        const StripItem& item = strip.item(part);
        return item.mark == Mark::bad && !item.advice.isEmpty();
    };
    health.service = tl::unexpected<Error>(Error{ErrorCode::key_service_unavailable, {}, {}, {}});
    health.clock = tl::unexpected<Error>(Error{ErrorCode::key_service_unavailable, {}, {}, {}});
    QVERIFY(bad(StripPart::key_service));
    QCOMPARE(strip.item(StripPart::hsm).mark, Mark::unknown);
    QCOMPARE(strip.item(StripPart::clock).mark, Mark::unknown);
    health.service = tl::unexpected<Error>(Error{ErrorCode::hsm_token_missing, {}, {}, {}});
    QVERIFY(bad(StripPart::hsm));
    health = healthy();
    health.clock = tl::unexpected<Error>(Error{ErrorCode::clock_apart, {}, {}, {}});
    QVERIFY(bad(StripPart::clock));
    health = healthy();
    health.entries = std::uint64_t{10'100};
    QVERIFY(bad(StripPart::archive));
    health.entries = std::uint64_t{5'100};
    strip.show_health(health);
    QCOMPARE(strip.item(StripPart::archive).mark, Mark::notice);
    health.entries = tl::unexpected<Error>(Error{ErrorCode::audit_unavailable, {}, {}, {}});
    QVERIFY(bad(StripPart::audit_log));
    strip.show_health(healthy());
    strip.show_log_failure({ErrorCode::audit_unavailable, {}, {}, {}}); // at once, as the run tells it
    QCOMPARE(strip.item(StripPart::audit_log).mark, Mark::bad);
    app::StationHealth later = healthy(); // a full disk can be read: that is no proof
    strip.show_health(later);
    strip.show_health(later);
    QCOMPARE(strip.item(StripPart::audit_log).mark, Mark::bad);
    later.entries = *later.entries + 1; // it is written again
    strip.show_health(later);
    QCOMPARE(strip.item(StripPart::audit_log).mark, Mark::good);
}

void ModelsTest::serial_numbers_are_isolated() {
    const QString text = Words::serial(serial);
    QCOMPARE(text.front(), QChar(0x2066));
    QCOMPARE(text.back(), QChar(0x2069));
    QCOMPARE(text.mid(1, text.size() - 2), QString("0001-00000000000a"));
}

void ModelsTest::every_phase_and_outcome_has_its_word() {
    QSet<QString> words;
    for (const Outcome outcome :
         {Outcome::passed, Outcome::failed, Outcome::error, Outcome::aborted, Outcome::quarantined}) {
        words.insert(Words::outcome(outcome));
    }
    for (int phase = 0; phase <= static_cast<int>(LanePhase::ended); ++phase) {
        LaneState lane{1, static_cast<LanePhase>(phase)};
        words.insert(Words::doing(lane));
        QVERIFY(Words::spoken(lane).contains('1'));
    }
    QVERIFY(!words.contains(QString()));
    QCOMPARE(words.size(), 5 + static_cast<int>(LanePhase::ended) + 1);
}

void ModelsTest::errors_name_what_they_are_about() {
    const Told refused =
        Words::error({ErrorCode::serial_out_of_range, {{"serial", "0001-000000000099"}, {"order", "WO-0007"}}, {}, {}});
    QVERIFY(refused.what.contains("0001-000000000099") && refused.what.contains("WO-0007"));
    QVERIFY(!refused.hint.isEmpty());
    QCOMPARE(refused.code, QString("serial.out_of_range"));
    // One that is not the line's is told as the command line tells it.
    const Told other = Words::error({ErrorCode::config_missing, {{"path", "/x/station.toml"}}, {}, {}});
    QVERIFY(other.what.contains("/x/station.toml"));
    QCOMPARE(other.code, QString("config.missing"));
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
