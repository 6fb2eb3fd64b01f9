// Lanes with debug probes, with the real programs: keyline, keyline-keyd, Debian's OpenOCD, and keyline-probesim as a
// Bus Pirate with a lock on its wires.
#include "tests/support/swd_station.h"

#include <QDirIterator>
#include <QTemporaryFile>

using namespace keyline::test;

namespace {

constexpr int units_in_batch = 6;

} // namespace

class SwdTest : public QObject {
    Q_OBJECT

  private slots:
    void identifies();
    void a_batch_passes();
    void every_reset_passes_data();
    void every_reset_passes();
    void a_port_that_stays_open_is_quarantined();
    void a_swapped_chip_is_refused();
    void swallowed_waits_do_no_harm();
    void a_stalled_openocd_is_replaced();
    void a_dead_probe_is_an_error();
    void an_empty_place_is_waited_for();
    void wrong_profiles_are_refused_data();
    void wrong_profiles_are_refused();
};

void SwdTest::identifies() {
    SwdStation swd;
    const Answer answer = swd.station().keyline({"fixtures", "identify"});
    QCOMPARE(answer.exit_code, 0);
    QCOMPARE(answer.first("lock")["uid"].toString(), swd.probes().chip()["uid"].toString());
    swd.probes().tell("unwire 1");
    const Answer empty = swd.station().keyline({"fixtures", "identify"});
    QCOMPARE(empty.exit_code, 6);
    QVERIFY(!empty.first("lane.empty").isEmpty());
    QVERIFY(swd.openocd_pids().isEmpty());
}

void SwdTest::a_batch_passes() {
    SwdStation swd;
    const Answer run = swd.provision(units_in_batch);
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(run.first("summary")["passed"].toInt(), units_in_batch);
    QCOMPARE(swd.station().keyline({"audit", "verify"}).exit_code, 0);
    int shut = 0;
    QDirIterator units(swd.probes().directory() + "/state/units", {"*.unit"});
    while (units.hasNext()) {
        units.next();
        ++shut;
    }
    QCOMPARE(shut, units_in_batch);
    const QJsonObject last = swd.probes().chip();
    QCOMPARE(last["state"].toInt(), 3);
    QVERIFY(last["shut"].toBool());
}

void SwdTest::every_reset_passes_data() {
    QTest::addColumn<QString>("reset");
    QTest::newRow("core") << "core";
    QTest::newRow("lock") << "lock";
}

void SwdTest::every_reset_passes() {
    QFETCH(QString, reset);
    SwdStation swd({}, reset);
    QCOMPARE(swd.provision_one().exit_code, 0);
    QVERIFY(swd.probes().chip()["shut"].toBool());
}

void SwdTest::a_port_that_stays_open_is_quarantined() {
    SwdStation swd({"--port-stays-open"});
    const Answer run = swd.provision_one();
    QCOMPARE(run.exit_code, 4);
    QCOMPARE(run.units().first()["code"].toString(), QString("lock.not_closed"));
    QCOMPARE(run.units().first()["outcome"].toString(), QString("quarantined"));
}

void SwdTest::a_swapped_chip_is_refused() {
    SwdStation swd;
    swd.probes().tell("other-uid 1");
    const Answer answer = swd.station().keyline({"fixtures", "identify"});
    QCOMPARE(answer.exit_code, 1);
    QCOMPARE(answer.code(), QString("lock.changed"));
    const Answer run = swd.provision_one({"--wait", "3"});
    QCOMPARE(run.first("summary")["passed"].toInt(), 0);
    QCOMPARE(swd.probes().chip()["state"].toInt(), 0); // nothing was written
}

void SwdTest::swallowed_waits_do_no_harm() {
    SwdStation swd({"--wait-every", "997"});
    QCOMPARE(swd.provision_one().exit_code, 0);
    QCOMPARE(swd.probes().chip()["state"].toInt(), 3);
}

void SwdTest::a_stalled_openocd_is_replaced() {
    SwdStation swd;
    const QString order = swd.station().create_order(1);
    QProcess process;
    swd.station().start(process, {"provision", "--order", order, "--count", "1", "--wait", "30"});
    process.closeWriteChannel();
    QByteArray all;
    bool stalled = false;
    while (process.state() != QProcess::NotRunning && process.waitForReadyRead(DemoStation::answer_ms_max)) {
        all += process.readAllStandardOutput();
        if (!stalled && all.contains("\"unit.started\"")) {
            const auto pids = swd.openocd_pids();
            QCOMPARE(pids.size(), qsizetype{1});
            stalled = ::kill(static_cast<pid_t>(pids.first()), SIGSTOP) == 0;
        }
    }
    DemoStation::finish(process);
    QVERIFY(stalled);
    QVERIFY(all.contains("fixture.hung_up"));
    QVERIFY(all.contains("\"lane.up\""));
    QVERIFY(swd.openocd_pids().isEmpty());
    if (swd.probes().chip()["state"].toInt() != 3) { // it was lost while the unit was being written: it goes on
        QCOMPARE(swd.station().keyline({"provision", "--order", order, "--count", "1", "--wait", "10"}).exit_code, 0);
    }
    QCOMPARE(swd.station().order(order)["passed"].toInt(), 1);
}

void SwdTest::a_dead_probe_is_an_error() {
    SwdStation swd;
    swd.probes().kill();
    const Answer answer = swd.station().keyline({"fixtures", "identify"});
    QCOMPARE(answer.exit_code, 6);
    QCOMPARE(answer.code(), QString("fixture.port_missing"));
}

void SwdTest::an_empty_place_is_waited_for() {
    SwdStation swd;
    swd.probes().tell("take 1");
    const Answer run = swd.provision_one({"--wait", "2"});
    QCOMPARE(run.exit_code, 6);
    QCOMPARE(run.first("lane.ended")["code"].toString(), QString("fixture.no_unit"));
}

void SwdTest::wrong_profiles_are_refused_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("code");
    QTest::newRow("address") << "\"20000000\""
                             << "\"20000002\""
                             << "profile.invalid";
    QTest::newRow("reset") << "\"core\""
                           << "\"button\""
                           << "profile.invalid";
    QTest::newRow("unknown key") << "mailbox ="
                                 << "mailboxes ="
                                 << "profile.invalid";
    QTest::newRow("no [swd]") << "[swd]"
                              << "[swdx]"
                              << "profile.invalid";
    QTest::newRow("no such file for OpenOCD") << "sim.cfg"
                                              << "nosuch.cfg"
                                              << "fixture.port_refused";
}

void SwdTest::wrong_profiles_are_refused() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, code);
    SwdStation swd;
    QFile file(swd.station().station() + "/profiles/demo.toml");
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QString text = QString::fromUtf8(file.readAll()).replace(from, to);
    file.resize(0);
    file.seek(0);
    QVERIFY(file.write(text.toUtf8()) > 0);
    file.close();
    const Answer answer = swd.station().keyline({"fixtures", "identify"});
    QVERIFY(answer.exit_code == 3 || answer.exit_code == 6);
    QCOMPARE(answer.code(), code);
}

QTEST_GUILESS_MAIN(SwdTest)
#include "swd_test.moc"
