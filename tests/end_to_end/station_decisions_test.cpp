// What people decide at the operator's screen, with the real core: abort in the middle, a second person who approves
// from a session of their own, a full disk, two windows on one station.
#include "tests/support/clipped_texts.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/screen.h"

#include <QFileInfo>

using namespace keyline;
using namespace keyline::station;
using namespace keyline::test;

class StationDecisionsTest : public QObject {
    Q_OBJECT

  private slots:
    void abort_in_the_middle_and_try_again();
    void second_person_approves_from_their_own_session();
    void no_pass_on_a_full_disk();
    void two_windows_on_one_station();
    void returned_unit_is_seen_check_by_check();
};

void StationDecisionsTest::abort_in_the_middle_and_try_again() {
    Bench bench(1, {"--keep"}); // as slow as a real line
    bench.create_order(2);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.lanes().units_in_work() == 1 && screen.lane(1).serial);
    const QString serial = QString::fromStdString(screen.lane(1).serial->text());
    screen.desk.run().abort(1, *ChipUid::parse("000000000000000000000000")); // another's: nothing happens
    screen.window.run_page().grid().choose(1);
    QVERIFY(screen.button("Hold: abort this unit") != nullptr);
    screen.desk.run().abort(1, *screen.lane(1).uid); // a unit may take less than the button is held
    WAIT_FOR(screen.shows(1, Outcome::aborted));
    QCOMPARE(screen.lane(1).result->reason->code, ErrorCode::stopped);
    const QJsonObject entry = bench.last_about(serial);
    QCOMPARE(entry["event"].toString(), QString("unit.interrupted"));
    QCOMPARE(entry["details"].toObject()["code"].toString(), QString("stopped"));
    QVERIFY(screen.button("Hold: abort this unit") == nullptr);
    // Lock and log know how far it was: the same number goes on.
    QVERIFY(screen.hold("Hold: try again"));
    WAIT_FOR(screen.shows(1, Outcome::passed));
    QCOMPARE(QString::fromStdString(screen.lane(1).serial->text()), serial);
    screen.window.run_page().grid().choose({});
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
    QCOMPARE(bench.keyline({"audit", "verify"}).exit_code, 0);
}

void StationDecisionsTest::second_person_approves_from_their_own_session() {
    PeopleStation people;
    QVERIFY(people.add_and_enrol("ann", "supervisor"));
    QVERIFY(people.add_and_enrol("cid", "qa"));
    const Answer made =
        people.as("ann", {"order", "create", "--profile", "demo", "--first", "0001-000000000001", "--quota", "2"});
    const QString order = made.first("order.created")["order"].toString();
    QCOMPARE(people.as("cid", {"order", "release", order, "--reason", "for the line"}, people.code("cid")).exit_code,
             0);
    QCOMPARE(people.as("ann", {"provision", "--order", order, "--count", "1"}).exit_code, 0);
    const QString serial = "0001-000000000001";

    Screen screen(people.station());
    WAIT_FOR(screen.is(StationControl::State::logged_out));
    QVERIFY(screen.log_in(people.member("ann"), "ann"));
    screen.window.open_page(MainWindow::Page::history);
    screen.window.history_page().scanned(serial);
    WAIT_FOR(!screen.window.history_page().model().is_reading());
    QVERIFY(screen.press("Scrap …"));
    DecisionPanel& decision = screen.window.history_page().unit().decision();
    QVERIFY(screen.give_cause("board"));
    QVERIFY(screen.hold("Hold: scrap")); // without a code nothing is asked
    QVERIFY(screen.window.notices().text().contains("code.missing"));
    QCOMPARE(screen.window.size(), QSize(1280, 800)); // whatever it has to say
    QCOMPARE(screen.window.focusWidget(), &decision.pad());
    for (const Language& language : Languages::all()) {
        screen.languages.choose(language.code);
        (void)QTest::qWaitFor([&] { return faults_of(screen.window).isEmpty(); }, 1'000);
        QCOMPARE(language.code + ": " + faults_of(screen.window).join("; "), language.code + ": ");
    }
    screen.languages.choose("en");
    QVERIFY(Screen::type(decision.pad(), people.code("ann")));
    QVERIFY(screen.hold("Hold: scrap"));
    WAIT_FOR(screen.window.notices().text().contains("second person"));
    WAIT_FOR(screen.desk.requests().pending().size() == 1);

    // Who asked sees it, and can only take it back.
    screen.window.open_page(MainWindow::Page::approvals);
    screen.window.approvals_page().table().setCurrentCell(0, 0);
    WAIT_FOR(screen.button("Hold: withdraw") != nullptr);
    QVERIFY(screen.button("Hold: approve") == nullptr);
    QVERIFY(screen.press("Log out"));
    WAIT_FOR(screen.is(StationControl::State::logged_out));
    QVERIFY(screen.desk.requests().pending().empty()); // nobody's screen shows nothing

    QVERIFY(screen.log_in(people.member("cid"), "cid"));
    WAIT_FOR(screen.desk.requests().pending().size() == 1);
    screen.window.open_page(MainWindow::Page::approvals);
    screen.window.approvals_page().table().setCurrentCell(0, 0);
    WAIT_FOR(screen.button("Hold: approve") != nullptr);
    QCOMPARE(screen.desk.requests().shown()->action.arg("serial"), std::string_view("0001-000000000001"));
    for (const Language& language : Languages::all()) {
        screen.languages.choose(language.code);
        (void)QTest::qWaitFor([&] { return faults_of(screen.window).isEmpty(); }, 1'000);
        QCOMPARE(language.code + ": " + faults_of(screen.window).join("; "), language.code + ": ");
    }
    screen.languages.choose("en");
    PinPad& pad = screen.window.approvals_page().pad();
    QVERIFY(Screen::type(pad, people.code("cid")));
    QVERIFY(screen.hold("Hold: approve"));
    WAIT_FOR(screen.window.notices().text().contains("is approved"));
    WAIT_FOR(screen.desk.requests().pending().empty());
    QStringList events;
    for (const QJsonObject& line : people.keyline({"audit", "show", serial}).lines) {
        const QJsonObject entry = line["entry"].toObject();
        events << entry["event"].toString() + " " + entry["operator"].toString();
    }
    QVERIFY2(events.contains("approval.asked ann"), qPrintable(events.join(", ")));
    QVERIFY2(events.contains("approval.given cid"), qPrintable(events.join(", ")));
    const Answer scrapped = people.as("cid", {"unit", "list", order, "--state", "scrapped"});
    QVERIFY2(scrapped.stdout_text.contains(serial), qPrintable(scrapped.stdout_text));
}

// While the log cannot grow no PASS is shown, and the strip says why.
void StationDecisionsTest::no_pass_on_a_full_disk() {
    Bench bench(1, {"--fast"});
    bench.create_order(50);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QVERIFY(screen.press("Start"));
    WAIT_FOR(screen.desk.shift().passed() >= 1);
    std::uint64_t passed = 0;
    {
        const FileSizeLimit full(4'096);
        WAIT_FOR(!screen.desk.run().is_active());
        passed = screen.desk.shift().passed();
        WAIT_FOR(screen.desk.strip().item(StripPart::audit_log).mark == Mark::bad);
        QVERIFY(screen.desk.strip().item(StripPart::audit_log).advice.contains("no unit without a record"));
    }
    // It is opened anew, or can be.
    WAIT_FOR(screen.is(StationControl::State::ready) || screen.is(StationControl::State::broken));
    if (screen.is(StationControl::State::broken)) {
        QVERIFY(screen.press("Try again"));
    }
    WAIT_FOR(screen.is(StationControl::State::ready));
    QCOMPARE(static_cast<std::uint64_t>(bench.keyline({"audit", "stats"}).last()["passed"].toInt()), passed);
    QVERIFY(screen.press("Start")); // the disk has room again
    WAIT_FOR(screen.desk.shift().passed() > passed);
    WAIT_FOR(screen.desk.strip().item(StripPart::audit_log).mark == Mark::good);
    QVERIFY(screen.press("Stop"));
    WAIT_FOR(!screen.desk.run().is_active());
    QCOMPARE(bench.keyline({"audit", "verify"}).exit_code, 0);
}

void StationDecisionsTest::two_windows_on_one_station() {
    Bench bench(1, {"--fast"});
    const QString order = bench.create_order(200);
    Screen first(bench.station());
    Screen second(bench.station());
    WAIT_FOR(!first.desk.orders().empty() && !second.desk.orders().empty());
    QVERIFY(first.press("Start"));
    WAIT_FOR(first.desk.shift().passed() >= 1);
    QVERIFY(second.press("Start"));
    WAIT_FOR(second.window.notices().text().contains("lane.busy"));
    QVERIFY(!second.desk.run().is_active());
    const std::uint64_t before = first.desk.shift().passed();
    WAIT_FOR(first.desk.shift().passed() > before); // nobody has disturbed it
    QVERIFY(first.press("Stop"));
    WAIT_FOR(!first.desk.run().is_active());
    QVERIFY(second.press("Start"));
    WAIT_FOR(second.desk.shift().passed() >= 1);
    QVERIFY(second.press("Stop"));
    WAIT_FOR(!second.desk.run().is_active());
    QCOMPARE(bench.order(order)["outstanding"].toInt(), 0);
    QCOMPARE(bench.keyline({"audit", "verify"}).exit_code, 0);
}

void StationDecisionsTest::returned_unit_is_seen_check_by_check() {
    Bench bench(1, {"--fast", "--keep"});
    const QString order = bench.create_order(2);
    QCOMPARE(bench.keyline({"provision", "--order", order, "--count", "1"}).exit_code, 0);
    Screen screen(bench.station());
    WAIT_FOR(!screen.desk.orders().empty());
    QaControl& control = screen.window.qa_page().control();
    QStringList seen;
    std::size_t most = 0;
    QObject::connect(&control, &QaControl::changed, &screen.window, [&] {
        if (control.is_busy() && control.seen().size() > most) {
            most = control.seen().size();
            seen << control.seen().back().name + " " + control.seen().back().result;
        }
    });
    control.verify_at(screen.desk.station().station(), 1, *SerialNumber::parse("0001-000000000001"));
    WAIT_FOR(control.report().has_value());
    QCOMPARE(control.report()->verdict, Verdict::genuine);
    QCOMPARE(seen, QStringList({"chip read", "label and lock read", "self-check right", "capture challenge answered",
                                "table proof answered", "entry in the signed log read"}));
    QVERIFY(control.report()->checks.size() > most);
}

QTEST_MAIN(StationDecisionsTest)
#include "station_decisions_test.moc"
