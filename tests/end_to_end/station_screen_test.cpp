// The operator's screen with the real core, keyd and simulated locks: whole shifts by scanner keys, in a window; what
// goes wrong on a line; who logs in and out. On the offscreen platform and, the same, in a real window under Xvfb.
#include "tests/support/clipped_texts.h"
#include "tests/support/screen.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>

using namespace keyline;
using namespace keyline::station;
using namespace keyline::test;
using namespace std::chrono_literals;

class StationScreenTest : public QObject {
    Q_OBJECT

  private slots:
    void window_is_there_before_the_key_service();
    void shift_by_scanner_keys();
    void profile_that_asks_for_labels();
    void no_pass_without_its_durable_record();
    void key_service_down_and_back();
    void fixture_unplugged_and_back();
    void failed_unit_is_tried_again_and_quarantined();
    void order_made_elsewhere_appears();
    void unit_that_a_crash_left_open_is_named();
    void closing_finishes_units_in_work();
    void log_in_by_badge_and_pin_and_out_in_the_middle();
};

void StationScreenTest::window_is_there_before_the_key_service() {
    Bench bench(1, {"--fast"});
    bench.end_keyd(SIGKILL);
    Screen screen(bench.station());
    QVERIFY(screen.window.isVisible()); // before the event loop has turned once
    QVERIFY(screen.is(StationControl::State::opening));
    WAIT_FOR(screen.is(StationControl::State::ready));
    WAIT_FOR(screen.desk.strip().item(StripPart::key_service).mark == Mark::good);
    QCOMPARE(screen.desk.strip().item(StripPart::hsm).mark, Mark::good);
    // A station that is not there is told of, and can be tried again.
    Screen none(bench.path("nothing"));
    WAIT_FOR(none.is(StationControl::State::broken));
    QVERIFY(none.button("Try again") != nullptr);
}

void StationScreenTest::shift_by_scanner_keys() {
    Bench bench(2, {"--fast", "--keep"});
    const QString order = bench.create_order(4);
    Screen screen(bench.station());
    screen.desk.preferences().set_numbers_are_scanned(true);
    WAIT_FOR(!screen.desk.orders().empty());
    screen.scan("0001-000000000001");
    QVERIFY(screen.window.notices().text().contains("start an order"));
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.lane(1).phase == LanePhase::waits_serial && screen.lane(2).phase == LanePhase::waits_serial);

    // One scan, one lane; the same label again, another order's and no label at all are refused, and heard.
    screen.scan("0001-000000000001");
    const int heard = screen.window.sounds().played();
    screen.scan("0001-000000000001");
    WAIT_FOR(screen.window.notices().text().contains("0001-000000000001") && screen.window.sounds().played() > heard);
    WAIT_FOR(screen.shows(1, Outcome::passed) || screen.shows(2, Outcome::passed));
    const unsigned first = screen.shows(1, Outcome::passed) ? 1 : 2;
    const unsigned other = 3 - first;
    for (const auto& [label, code] : {std::pair{"0001-000000000099", "serial.out_of_range"},
                                      {"0002-000000000001", "serial.wrong_type"},
                                      {"hello-world", "serial.malformed"},
                                      {"0001-000000000001", "serial.already_passed"}}) {
        screen.scan(label);
        WAIT_FOR(screen.window.notices().text().contains(code));
    }
    QVERIFY(!screen.shows(other, Outcome::passed));
    screen.scan("0001-000000000002");
    WAIT_FOR(screen.shows(other, Outcome::passed));
    QCOMPARE(screen.desk.shift().passed(), std::uint64_t{2});

    // Scan first, place then: the number waits at the lane that the operator has chosen.
    screen.window.run_page().grid().choose(other);
    screen.scan("0001-000000000004");
    WAIT_FOR(screen.lane(other).armed.has_value());
    QVERIFY(screen.shows(other, Outcome::passed)); // until its unit is taken away
    QVERIFY(bench.hand(QString("take %1").arg(other)));
    WAIT_FOR(screen.lane(other).phase == LanePhase::waits_unit);
    QVERIFY(bench.hand(QString("insert %1").arg(other)));
    WAIT_FOR(screen.shows(other, Outcome::passed));
    QCOMPARE(screen.lane(other).serial->text(), std::string("0001-000000000004"));
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
    QCOMPARE(bench.order(order)["passed"].toInt(), 3);
    QCOMPARE(bench.order(order)["outstanding"].toInt(), 0);
}

// A lock lies in the fixture and the order's next number is free: nothing begins before its label is scanned.
void StationScreenTest::profile_that_asks_for_labels() {
    Bench bench(1, {"--fast"});
    QFile profile(bench.station() + "/profiles/demo.toml");
    QVERIFY(profile.open(QIODevice::Append) && profile.write("auto_start = false\n") > 0);
    profile.close();
    bench.create_order(1);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(!screen.desk.preferences().numbers_are_scanned());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.lane(1).phase == LanePhase::waits_serial);
    QCOMPARE(screen.desk.shift().passed(), std::uint64_t{0});
    screen.scan("0001-000000000001");
    WAIT_FOR(screen.shows(1, Outcome::passed));
}

// Each PASS, at the moment it is shown, stands in the log as another process reads it.
void StationScreenTest::no_pass_without_its_durable_record() {
    Bench bench(2, {"--fast"});
    bench.create_order(6);
    Screen screen(bench.station());
    const auto read = app::Station::open_to_read(bench.station().toStdString());
    QVERIFY(read);
    int passes = 0;
    QStringList unrecorded;
    QObject::connect(&screen.desk, &Desk::unit_ended, &screen.window, [&](unsigned lane, Outcome outcome) {
        if (outcome == Outcome::passed) {
            ++passes;
            const auto record = (*read)->log().unit_with(*screen.lane(lane).serial);
            if (!record || !*record || (*record)->last != UnitEventKind::passed) {
                unrecorded << QString::fromStdString(screen.lane(lane).serial->text());
            }
        }
    });
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.run().is_active());
    WAIT_FOR(!screen.desk.run().is_active());
    QCOMPARE(passes, 6);
    QCOMPARE(unrecorded, QStringList());
}

void StationScreenTest::key_service_down_and_back() {
    Bench bench(2, {"--fast"});
    const QString order = bench.create_order(200);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.shift().passed() >= 2);
    bench.end_keyd(SIGKILL);
    const std::uint64_t before = screen.desk.shift().passed();
    WAIT_FOR(screen.desk.shift().passed() >= before + 4); // it was started again
    screen.desk.station().look();
    WAIT_FOR(screen.desk.strip().item(StripPart::key_service).mark == Mark::good);
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
    QCOMPARE(bench.order(order)["outstanding"].toInt(), 0);
    QCOMPARE(bench.keyline({"audit", "verify"}).exit_code, 0);
}

void StationScreenTest::fixture_unplugged_and_back() {
    Bench bench(2, {"--fast"});
    bench.create_order(200);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.shift().passed() >= 2);
    bench.kill_simulator();
    WAIT_FOR(screen.lane(1).phase == LanePhase::down && screen.lane(2).phase == LanePhase::down);
    QVERIFY(!Words::to_do(screen.lane(1)).isEmpty());
    const std::uint64_t before = screen.desk.shift().passed();
    bench.restart_simulator();
    WAIT_FOR(screen.desk.shift().passed() >= before + 2);
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
}

void StationScreenTest::failed_unit_is_tried_again_and_quarantined() {
    Bench bench(1, {"--fast", "--keep", "--preset", "1=other-kg"});
    bench.create_order(4);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.shows(1, Outcome::failed)); // its Kg is another: refused, nothing written
    QCOMPARE(screen.lane(1).result->reason->code, ErrorCode::lock_wrong_kg);
    screen.window.run_page().grid().choose(1);
    for (const Language& language : Languages::all()) {
        screen.languages.choose(language.code);
        (void)QTest::qWaitFor([&] { return faults_of(screen.window).isEmpty(); }); // a layout takes some turns
        const QStringList faults = faults_of(screen.window);
        QVERIFY2(faults.isEmpty(), qPrintable(language.code + ": " + faults.join("; ")));
    }
    screen.languages.choose("en");
    QSignalSpy ended(&screen.desk, &Desk::unit_ended);
    QVERIFY(screen.hold("Hold: try again"));
    WAIT_FOR(ended.size() == 1);
    WAIT_FOR(screen.shows(1, Outcome::failed));        // refused again: it is still the same unit
    QVERIFY(screen.button("Quarantine …") == nullptr); // it has no number that could be held
    QVERIFY(bench.hand("take 1"));
    WAIT_FOR(screen.lane(1).phase == LanePhase::waits_unit);
    QVERIFY(bench.hand("insert 1"));
    WAIT_FOR(screen.shows(1, Outcome::passed));
    QVERIFY(screen.button("Hold: try again") == nullptr);
    QVERIFY(screen.press("Quarantine …"));
    QVERIFY(screen.give_cause("contact"));
    QVERIFY(screen.hold("Hold: quarantine"));
    WAIT_FOR(screen.window.notices().text().contains("on record"));
    QVERIFY(screen.shows(1, Outcome::quarantined)); // and no PASS any more
    const QString serial = QString::fromStdString(screen.lane(1).serial->text());
    QVERIFY(screen.press("Back"));
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
    const QJsonObject entry = bench.last_about(serial);
    QCOMPARE(entry["event"].toString(), QString("action.done"));
    QCOMPARE(entry["details"].toObject()["cause"].toString(), QString("contact"));
}

void StationScreenTest::order_made_elsewhere_appears() {
    Bench bench(1, {"--fast"});
    Screen screen(bench.station());
    WAIT_FOR(screen.is(StationControl::State::ready) && screen.button("Start") != nullptr);
    QVERIFY(!screen.press("Start")); // there is none
    bench.create_order(1);
    WAIT_FOR(screen.button("Start")->isEnabled());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.shows(1, Outcome::passed));
    WAIT_FOR(!screen.desk.run().is_active());
    WAIT_FOR(!screen.press("Start")); // none of it is left
}

void StationScreenTest::unit_that_a_crash_left_open_is_named() {
    Bench bench(1, {"--keep"});
    const QString order = bench.create_order(2);
    QProcess crashed;
    bench.start(crashed, {"provision", "--order", order});
    QVERIFY(DemoStation::wait_for(crashed, "\"writing\""));
    crashed.kill();
    QVERIFY(crashed.waitForFinished());
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.window.notices().text().contains("0001-000000000001") &&
             screen.window.notices().text().contains("lane 1"));
    WAIT_FOR(screen.shows(1, Outcome::passed));
    QCOMPARE(screen.lane(1).serial->text(), std::string("0001-000000000001"));
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
}

void StationScreenTest::closing_finishes_units_in_work() {
    Bench bench(2, {});
    const QString order = bench.create_order(50);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.lanes().units_in_work() == 2);
    screen.window.close();
    QVERIFY(screen.window.isVisible()); // it asks
    QVERIFY(screen.press("Keep working"));
    QVERIFY(screen.desk.run().state() == RunControl::State::running);
    screen.window.close();
    QVERIFY(screen.press("Finish and close"));
    WAIT_FOR(!screen.window.isVisible());
    QVERIFY(!screen.desk.run().is_active());
    QCOMPARE(bench.order(order)["outstanding"].toInt(), 0);
    QVERIFY(bench.order(order)["passed"].toInt() >= 2);
}

void StationScreenTest::log_in_by_badge_and_pin_and_out_in_the_middle() {
    PeopleStation people;
    QCOMPARE(people.add_on_host("ann", "supervisor").exit_code, 0);
    QCOMPARE(people.add_on_host("bob", "operator").exit_code, 0);
    QVERIFY(people.add_and_enrol("cid", "qa"));
    QCOMPARE(people.log_in("ann").exit_code, 0);
    const Answer made =
        people.as("ann", {"order", "create", "--profile", "demo", "--first", "0001-000000000001", "--quota", "50"});
    QCOMPARE(made.exit_code, 0);
    const QString order = made.first("order.created")["order"].toString();
    QCOMPARE(people.as("cid", {"order", "release", order, "--reason", "for the line"}, people.code("cid")).exit_code,
             0);

    Screen screen(people.station());
    WAIT_FOR(screen.is(StationControl::State::logged_out));
    QCOMPARE(screen.desk.strip().item(StripPart::person).mark, Mark::notice);
    QVERIFY(screen.button("Start") == nullptr);
    PinPad& pad = screen.window.run_page().login().pad();
    const auto log_in = [&](const QByteArray& pin) {
        screen.scan(people.member("bob").badge);
        for (const char digit : pin) {
            pad.setFocus();
            const std::size_t before = pad.size();
            QTest::keyClick(&pad, digit);
            QTRY_COMPARE(pad.size(), before + 1); // as fast as a hand
        }
        QTest::keyClick(&pad, Qt::Key_Return);
    };
    QSignalSpy refused(&screen.desk.station(), &StationControl::log_in_refused);
    log_in("123456");
    WAIT_FOR(refused.size() == 1);
    QVERIFY(screen.is(StationControl::State::logged_out));
    // Whoever mistypes waits a moment; the key service says so.
    QElapsedTimer waited;
    waited.start();
    while (!screen.is(StationControl::State::ready) && waited.elapsed() < wait_ms_max) {
        const auto before = refused.size();
        log_in(people.member("bob").pin);
        WAIT_FOR(screen.is(StationControl::State::ready) || refused.size() > before);
    }
    WAIT_FOR(screen.is(StationControl::State::ready));
    QCOMPARE(screen.desk.station().person(), QString("bob"));
    QVERIFY(!people.session("bob").isEmpty());

    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.lanes().units_in_work() == 1);
    QVERIFY(screen.press("Log out"));
    QVERIFY(screen.is(StationControl::State::logged_out)); // at once
    QVERIFY(screen.button("Stop") == nullptr);
    WAIT_FOR(!screen.desk.run().is_active());
    QVERIFY(screen.shows(1, Outcome::passed)); // the unit in work was finished, and recorded under bob's name
    const QString serial = QString::fromStdString(screen.lane(1).serial->text());
    const QJsonObject entry = people.keyline({"audit", "show", serial}).lines.last()["entry"].toObject();
    QCOMPARE(entry["event"].toString(), QString("unit.passed"));
    QCOMPARE(entry["operator"].toString(), QString("bob"));
    WAIT_FOR(people.session("bob").isEmpty());
    const QJsonObject status = people.keyline({"status"}).first("status");
    QVERIFY(status.contains("outstanding") && status["outstanding"].toArray().isEmpty());
}

QTEST_MAIN(StationScreenTest)
#include "station_screen_test.moc"
