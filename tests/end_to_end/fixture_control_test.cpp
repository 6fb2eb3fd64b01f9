// Fixtures that feed, see and lock up their units, with the real programs: on the modem lines of a (simulated) serial
// port, and by commands of Debian's OpenOCD, whose GPIOs are files here as they are in sysfs.
#include "tests/support/demo_station.h"
#include "tests/support/production_truth.h"
#include "tests/support/swd_station.h"

using namespace keyline::test;

namespace {

constexpr const char* serial_wiring =
    "[lane.fixture]\npower = \"dtr\"\nreset = \"rts\"\nunit = \"cts\"\nlid = \"dsr\"\n";

void append(const QString& path, const QString& text) {
    QFile file(path);
    if (!file.open(QIODevice::Append) || file.write(text.toUtf8()) < 0) {
        qFatal("%s", qPrintable(path));
    }
}

QJsonObject tell(const DemoStation& station, const QString& command) {
    QProcess process;
    process.start(DemoStation::program("keyline-locksim"), {"--dir", station.path("sim"), "--tell", command});
    process.waitForFinished(DemoStation::answer_ms_max);
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

QJsonObject lane(const DemoStation& station) {
    return tell(station, "status")["lanes"][0].toObject();
}

} // namespace

class FixtureControlEndToEndTest : public QObject {
    Q_OBJECT

  private slots:
    void serial_lines_feed_and_see_the_units();
    void lid_that_opens_stops_the_lane_safely_data();
    void lid_that_opens_stops_the_lane_safely();
    void open_lid_is_waited_for_no_longer_than_asked();
    void openocd_feeds_and_sees_the_unit();
    void wiring_is_checked_data();
    void wiring_is_checked();
    void units_may_start_by_scan_only();
};

void FixtureControlEndToEndTest::serial_lines_feed_and_see_the_units() {
    DemoStation station(1, {"--fast", "--fixture"});
    QCOMPARE(station.init().exit_code, 0);
    append(station.path("station/station.toml"), serial_wiring);
    QCOMPARE(lane(station)["phase"].toString(), QString("unfed"));
    const QString order = station.create_order(4);
    const Answer run = station.keyline({"provision", "--order", order, "--wait", "20"});
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(run.units().size(), 4);
    QVERIFY(lane(station)["phase"].toString() != "running"); // no power when nobody works there
    const ProductionTruth truth(station);
    QVERIFY2(truth.contradictions().isEmpty(), qPrintable(truth.contradictions().join("\n")));
    QCOMPARE(truth.passed(), 4);
}

void FixtureControlEndToEndTest::lid_that_opens_stops_the_lane_safely_data() {
    QTest::addColumn<QString>("step"); // when the person acts
    QTest::addColumn<QString>("act");
    QTest::addColumn<QString>("code");
    QTest::newRow("lid, while it is written") << "writing"
                                              << "lid 1 open"
                                              << "fixture.lid_open";
    QTest::newRow("lid, while it is closed") << "closing"
                                             << "lid 1 open"
                                             << "fixture.lid_open";
    QTest::newRow("taken out while it is written") << "writing"
                                                   << "take 1"
                                                   << "fixture.unit_gone";
}

void FixtureControlEndToEndTest::lid_that_opens_stops_the_lane_safely() {
    QFETCH(QString, step);
    QFETCH(QString, act);
    QFETCH(QString, code);
    // At its real speed, with a lock whose flash takes its time after closing: the person is in time.
    DemoStation station(1, {"--fixture", "--keep", "--reset-ms", "400", "--baud", "19200"});
    QCOMPARE(station.init().exit_code, 0);
    station.set_lane("serial://" + station.path("sim/lane-1") + "?baud=19200", "cobs");
    append(station.path("station/station.toml"), serial_wiring);
    const QString order = station.create_order(1);
    const QString unit = lane(station)["unit"].toString();
    QProcess process;
    station.start(process, {"provision", "--order", order, "--count", "1", "--wait", "30"});
    process.closeWriteChannel();
    QVERIFY(DemoStation::wait_for(process, "\"step\":\"" + step.toUtf8() + "\""));
    tell(station, act);
    QVERIFY(DemoStation::wait_for(process, "\"event\":\"lane.down\""));
    QVERIFY(lane(station)["phase"].toString() != "running");
    tell(station, act.startsWith("lid") ? QString("lid 1 shut") : "insert 1 " + unit);
    const Answer rest = DemoStation::finish(process);
    QCOMPARE(rest.exit_code, 6); // it was stopped in between
    QCOMPARE(rest.first("summary")["passed"].toInt(), 1);
    const QString life = station.keyline({"audit", "show", "0001-000000000001"}).stdout_text;
    QVERIFY2(life.contains("unit.interrupted") && life.contains(code), qPrintable(life));
    QVERIFY(!life.contains("unit.failed"));
    const ProductionTruth truth(station);
    QVERIFY2(truth.contradictions().isEmpty(), qPrintable(truth.contradictions().join("\n")));
    QCOMPARE(truth.passed(), 1);
}

void FixtureControlEndToEndTest::openocd_feeds_and_sees_the_unit() {
    SwdStation swd;
    const QString pins = swd.station().path("pins");
    QVERIFY(QDir().mkpath(pins));
    const auto pin = [&](const char* name) {
        QFile file(pins + "/" + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    };
    const auto set_pin = [&](const char* name, const char* value) {
        QFile file(pins + "/" + name);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(value) > 0);
    };
    set_pin("unit", "0\n");
    set_pin("lid", "1\n");
    append(swd.station().path("station/profiles/sim.cfg"),
           "proc pin {name value} { set file [open " + pins + "/$name w]; puts $file $value; close $file }\n" +
               "proc read_pin {name} { set file [open " + pins + "/$name]; set value [gets $file]; close $file; " +
               "return $value }\n");
    append(swd.station().path("station/station.toml"),
           "[lane.fixture]\npower = \"pin power\"\nclamp = \"pin clamp\"\nunit = \"read_pin unit\"\n"
           "lid = \"read_pin lid\"\n");
    const QString order = swd.station().create_order(2);
    QProcess process;
    swd.station().start(process, {"provision", "--order", order, "--count", "2", "--wait", "30"});
    process.closeWriteChannel();
    QVERIFY(DemoStation::wait_for(process, "\"for\":\"unit\""));
    QCOMPARE(pin("power"), QByteArray("0"));
    set_pin("unit", "1\n");
    QVERIFY(DemoStation::wait_for(process, "\"step\":\"writing\""));
    QCOMPARE(pin("power"), QByteArray("1"));
    QCOMPARE(pin("clamp"), QByteArray("1"));
    set_pin("lid", "0\n");
    QVERIFY(DemoStation::wait_for(process, "\"event\":\"lane.down\""));
    QVERIFY(QTest::qWaitFor([&] { return pin("power") == "0"; }, DemoStation::answer_ms_max));
    set_pin("lid", "1\n");
    QVERIFY(DemoStation::wait_for(process, "\"outcome\":\"passed\""));
    // A closed chip does not answer any more, and its result stays all the same: it is seen.
    QVERIFY(DemoStation::wait_for(process, "\"for\":\"removal\""));
    QCOMPARE(pin("power"), QByteArray("0"));
    set_pin("unit", "0\n");
    QVERIFY(DemoStation::wait_for(process, "\"for\":\"unit\""));
    swd.probes().tell("swap 1");
    set_pin("unit", "1\n");
    const Answer rest = DemoStation::finish(process);
    QCOMPARE(rest.exit_code, 6); // it was stopped in between
    QCOMPARE(rest.first("summary")["passed"].toInt(), 2);
    QCOMPARE(pin("clamp"), QByteArray("0"));
}

void FixtureControlEndToEndTest::wiring_is_checked_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QString>("wiring");
    const QString serial = "serial:///dev/ttyUSB7?baud=115200";
    QTest::newRow("an input as an output") << serial << "cobs"
                                           << "power = \"cts\"\n";
    QTest::newRow("an output as an input") << serial << "cobs"
                                           << "unit = \"rts\"\n";
    QTest::newRow("a line for two") << serial << "cobs"
                                    << "power = \"dtr\"\nreset = \"!dtr\"\n";
    QTest::newRow("no such wire") << serial << "cobs"
                                  << "light = \"rts\"\n";
    QTest::newRow("a socket has no lines") << "unix:///run/lane.sock"
                                           << "cobs"
                                           << "power = \"dtr\"\n";
    QTest::newRow("no command of OpenOCD's") << "swd://1"
                                             << "mailbox"
                                             << "power = \"pin [exec reboot]\"\n";
}

void FixtureControlEndToEndTest::wiring_is_checked() {
    QFETCH(QString, link);
    QFETCH(QString, framing);
    QFETCH(QString, wiring);
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    station.set_lane(link, framing);
    append(station.path("station/station.toml"), "[lane.fixture]\n" + wiring);
    const Answer answer = station.keyline({"fixtures", "list"});
    QCOMPARE(answer.exit_code, 3);
    QCOMPARE(answer.code(), QString("config.invalid"));
}

void FixtureControlEndToEndTest::open_lid_is_waited_for_no_longer_than_asked() {
    DemoStation station(1, {"--fast", "--fixture"});
    QCOMPARE(station.init().exit_code, 0);
    append(station.path("station/station.toml"), serial_wiring);
    const QString order = station.create_order(1);
    tell(station, "lid 1 open");
    const Answer run = station.keyline({"provision", "--order", order, "--wait", "1"});
    QCOMPARE(run.exit_code, 6);
    QVERIFY(run.units().isEmpty());
}

void FixtureControlEndToEndTest::units_may_start_by_scan_only() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(2);
    append(station.path("station/profiles/demo.toml"), "auto_start = false\n");
    const Answer refused = station.keyline({"provision", "--order", order, "--count", "1"});
    QCOMPARE(refused.exit_code, 2);
    QCOMPARE(refused.code(), QString("scan.needed"));
    const Answer scanned =
        station.keyline({"provision", "--order", order, "--serials", "-", "--wait", "20"}, "0001-000000000002\n");
    QCOMPARE(scanned.exit_code, 0);
    QCOMPARE(scanned.units().size(), 1);
}

QTEST_GUILESS_MAIN(FixtureControlEndToEndTest)
#include "fixture_control_test.moc"
