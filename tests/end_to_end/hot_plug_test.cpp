// Adapters and probes are pulled out and put back while `keyline provision` works: the lane comes back by itself, in
// the same run, and its unit goes on from lock and log.
#include "tests/support/production_truth.h"
#include "tests/support/swd_station.h"

using namespace keyline::test;

class HotPlugTest : public QObject {
    Q_OBJECT

  private slots:
    void adapter_data();
    void adapter();
    void probe_data();
    void probe();
    void adapter_of_an_empty_place();
    void adapter_that_comes_late();

  private:
    static void steps() {
        QTest::addColumn<QString>("step"); // when it is pulled out
        for (const char* step : {"writing", "closing"}) {
            QTest::newRow(step) << step;
        }
    }
    template <class Tell>
    Answer provision(const DemoStation& station, const QString& order, const Tell& tell) {
        QFETCH(QString, step);
        QProcess process;
        station.start(process, {"provision", "--order", order, "--count", "1", "--wait", "30"});
        process.closeWriteChannel();
        if (DemoStation::wait_for(process, "\"step\":\"" + step.toUtf8() + "\"")) {
            tell("unplug 1");
            (void)DemoStation::wait_for(process, "\"event\":\"lane.down\"");
            tell("plug 1");
        }
        return DemoStation::finish(process);
    }
};

void HotPlugTest::adapter_data() {
    steps();
    QTest::newRow("confirming") << "confirming";
}

void HotPlugTest::adapter() {
    DemoStation station(1, {"--keep", "--baud", "38400", "--reset-ms", "200"}); // slow enough to be in time
    QCOMPARE(station.init().exit_code, 0);
    station.set_lane("serial://" + station.path("sim/lane-1") + "?baud=38400", "cobs");
    const QString order = station.create_order(1);
    const Answer run = provision(station, order, [&](const QString& command) {
        QProcess::execute(DemoStation::program("keyline-locksim"), {"--dir", station.path("sim"), "--tell", command});
    });
    QCOMPARE(run.exit_code, 6); // it was lost in between
    QCOMPARE(run.first("summary")["passed"].toInt(), 1);
    const ProductionTruth truth(station);
    QVERIFY2(truth.contradictions().isEmpty(), qPrintable(truth.contradictions().join("\n")));
    QCOMPARE(truth.passed(), 1);
}

void HotPlugTest::probe_data() {
    steps();
}

void HotPlugTest::probe() {
    SwdStation swd;
    const QString order = swd.station().create_order(1);
    const Answer run =
        provision(swd.station(), order, [&](const QString& command) { (void)swd.probes().tell(command); });
    QCOMPARE(run.exit_code, 6);
    QCOMPARE(run.first("summary")["passed"].toInt(), 1);
    QCOMPARE(swd.probes().chip()["state"].toInt(), 3);
    QVERIFY(swd.probes().chip()["shut"].toBool());
}

void HotPlugTest::adapter_of_an_empty_place() {
    DemoStation station(1, {"--keep", "--fast"});
    QCOMPARE(station.init().exit_code, 0);
    const auto tell = [&](const QString& command) {
        QProcess::execute(DemoStation::program("keyline-locksim"), {"--dir", station.path("sim"), "--tell", command});
    };
    tell("take 1");
    const QString order = station.create_order(1);
    QProcess process;
    station.start(process, {"provision", "--order", order, "--count", "1", "--wait", "30"});
    process.closeWriteChannel();
    QVERIFY(DemoStation::wait_for(process, "\"for\":\"unit\""));
    for (int again = 0; again < 2; ++again) {
        tell("unplug 1");
        QVERIFY(DemoStation::wait_for(process, "\"event\":\"lane.down\""));
        tell("plug 1");
        QVERIFY(DemoStation::wait_for(process, "\"event\":\"lane.up\""));
    }
    tell("insert 1");
    QCOMPARE(DemoStation::finish(process).exit_code, 0);
}

// The lanes that are there begin; the other one joins in.
void HotPlugTest::adapter_that_comes_late() {
    DemoStation station(2, {"--keep", "--fast"});
    QCOMPARE(station.init().exit_code, 0);
    const auto tell = [&](const QString& command) {
        QProcess::execute(DemoStation::program("keyline-locksim"), {"--dir", station.path("sim"), "--tell", command});
    };
    tell("unplug 2");
    const QString order = station.create_order(2);
    QProcess process;
    station.start(process, {"provision", "--order", order, "--wait", "30"});
    process.closeWriteChannel();
    QVERIFY(DemoStation::wait_for(process, "\"event\":\"unit.passed\""));
    tell("plug 2");
    const Answer run = DemoStation::finish(process);
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(run.first("lane.up")["lane"].toInt(), 2);
    QCOMPARE(run.first("summary")["passed"].toInt(), 2);
    QCOMPARE(station.order(order)["passed"].toInt(), 2);
}

QTEST_GUILESS_MAIN(HotPlugTest)
#include "hot_plug_test.moc"
