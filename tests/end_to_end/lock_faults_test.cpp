// The real programs on real pseudo-terminals against locks, lines and people at the fixture that do wrong: what
// `keyline provision` says, its exit code, and the truth in the locks' flash.
#include "tests/support/production_truth.h"

#include <QTemporaryFile>

using namespace keyline::test;

namespace {

class PlanFile {
  public:
    explicit PlanFile(const QString& text) {
        if (!file_.open() || file_.write(text.toUtf8()) != text.toUtf8().size() || !file_.flush()) {
            qFatal("no plan file");
        }
    }
    QString name() const { return file_.fileName(); }

  private:
    QTemporaryFile file_;
};

// One [[fault]] of a line each.
QString plan_of(const QStringList& faults) {
    QString text;
    for (const QString& fault : faults) {
        text += "[[fault]]\n" + QString(fault).replace("; ", "\n") + '\n';
    }
    return text;
}

} // namespace

class LockFaultsTest : public QObject {
    Q_OBJECT

  private slots:
    void units_and_exit_codes_data();
    void units_and_exit_codes();
    void hung_up_in_the_middle_goes_on();
    void a_lane_behind_a_device_server_comes_back_by_itself();
    void plan_that_is_not_understood_data();
    void plan_that_is_not_understood();
    void a_seed_prints_its_plan();
};

void LockFaultsTest::units_and_exit_codes_data() {
    QTest::addColumn<QString>("plan");
    QTest::addColumn<QStringList>("units"); // of each: outcome, and code if it is none that passed
    QTest::addColumn<int>("exit_code");
    const auto row = [](const char* name, const QStringList& faults, const QStringList& units, int exit_code) {
        QTest::newRow(name) << plan_of(faults) << units << exit_code;
    };
    row("another Kg", {"kind = 'wrong-kg'"}, {"failed lock.wrong_kg"}, 1);
    row("another Kg, denied", {"kind = 'wrong-kg'; lies = true"}, {"failed lock.refused"}, 1);
    row("another product", {"kind = 'wrong-type'"}, {"failed lock.wrong_type"}, 1);
    row("one bit of the table", {"kind = 'table-bit'; bit = 1000"}, {"failed lock.self_check"}, 1);
    row("a self-check that lies about the table", {"kind = 'self-check-lies'; hides = 'table'; bit = 1000"},
        {"failed proof.wrong"}, 1);
    row("a self-check that lies about the key", {"kind = 'self-check-lies'; hides = 'key'; bit = 7"},
        {"failed proof.wrong"}, 1);
    row("another serial number", {"kind = 'wrong-serial'; command = 'self-check'; count = 0"},
        {"failed lock.self_check"}, 1);
    row("flash that wears out", {"kind = 'flash-error'; operation = 'program'; occurrence = 5; count = 0"},
        {"failed lock.refused"}, 1);
    row("an old challenge answer", {"kind = 'stale-answer'; command = 'capture'; occurrence = 2; count = 0"},
        {"quarantined proof.wrong"}, 4);
    row("an old table proof", {"kind = 'stale-answer'; command = 'table-proof'; occurrence = 2; count = 0"},
        {"quarantined proof.wrong"}, 4);
    row("a late challenge answer", {"kind = 'late-answer'; command = 'capture'; ms = 9000"}, {"passed"}, 0);
    row("close that does not close", {"kind = 'close-does-not-close'"}, {"quarantined lock.wrong_state"}, 4);
    row("close that does not close, denied", {"kind = 'close-does-not-close'; lies = true"},
        {"quarantined lock.not_closed"}, 4);
    row("another unit in the middle", {"kind = 'swapped'; command = 'capture'"}, {"failed lock.refused"}, 1);
    row("a cloned UID", {"kind = 'cloned-uid'; unit = 2"}, {"passed", "failed lock.state_unknown"}, 1);
    row("power cut in the table", {"kind = 'power-cut'; direction = 'to-lock'; byte = 2000"}, {"passed"}, 0);
    row("power cut while it answers", {"kind = 'power-cut'; direction = 'to-station'; byte = 500"}, {"passed"}, 0);
    row("noise, and lost bytes",
        {"kind = 'drop'; direction = 'to-lock'; byte = 1500; count = 9",
         "kind = 'flip'; direction = 'to-station'; byte = 400; bit = 3",
         "kind = 'repeat'; direction = 'to-lock'; byte = 300; count = 2",
         "kind = 'unasked'; command = 'table'; occurrence = 2", "kind = 'nested'; command = 'token'",
         "kind = 'endless'; command = 'self-check'; frames = true; ms = 300"},
        {"passed"}, 0);
}

void LockFaultsTest::units_and_exit_codes() {
    QFETCH(QString, plan);
    QFETCH(QStringList, units);
    QFETCH(int, exit_code);
    const PlanFile file(plan);
    DemoStation station(1, {"--plan", file.name(), "--swap-ms", "1500"});
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(static_cast<int>(units.size()));
    const Answer run =
        station.keyline({"provision", "--order", order, "--count", QString::number(units.size()), "--wait", "20"});
    QStringList seen;
    for (const QJsonObject& unit : run.units()) {
        const QString outcome = unit["outcome"].toString();
        seen += outcome == "passed" ? outcome : outcome + " " + unit["code"].toString();
    }
    QCOMPARE(seen, units);
    QCOMPARE(run.exit_code, exit_code);
    const ProductionTruth truth(station);
    QVERIFY2(truth.contradictions().isEmpty(), qPrintable(truth.contradictions().join("\n")));
    QCOMPARE(truth.passed(), units.count("passed"));
}

// The adapter is pulled out and put in again: the lane comes back by itself, and so does the unit.
void LockFaultsTest::hung_up_in_the_middle_goes_on() {
    const PlanFile file(plan_of({"kind = 'hang-up'; direction = 'to-station'; byte = 400",
                                 "kind = 'hang-up'; direction = 'to-lock'; byte = 3000"}));
    DemoStation station(1, {"--plan", file.name()});
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(1);
    const Answer run = station.keyline({"provision", "--order", order, "--count", "1", "--wait", "20"});
    QCOMPARE(run.exit_code, 6); // it was lost in between
    for (int again = 0; again < 2 && station.order(order)["passed"].toInt() == 0; ++again) {
        (void)station.keyline({"provision", "--order", order, "--count", "1", "--wait", "20"});
    }
    const ProductionTruth truth(station);
    QVERIFY2(truth.contradictions().isEmpty(), qPrintable(truth.contradictions().join("\n")));
    QCOMPARE(truth.passed(), 1);
}

// smp-console over TCP; the server closes the connection in the middle of both units.
void LockFaultsTest::a_lane_behind_a_device_server_comes_back_by_itself() {
    const PlanFile file(plan_of({"kind = 'hang-up'; direction = 'to-lock'; byte = 3000",
                                 "kind = 'hang-up'; direction = 'to-station'; byte = 600; unit = 2"}));
    DemoStation station(1, {"--fast", "--tcp", "0", "--framing", "smp-console", "--plan", file.name()});
    QCOMPARE(station.init().exit_code, 0);
    station.set_lane("tcp://" + station.ready()["lanes"][0]["tcp"].toString(), "smp-console");
    const QString order = station.create_order(2);
    const Answer run = station.keyline({"provision", "--order", order, "--count", "2", "--wait", "20"});
    QCOMPARE(run.first("lane.down")["code"].toString(), QString("fixture.hung_up"));
    QVERIFY(!run.first("lane.up").isEmpty());
    for (int again = 0; again < 3 && station.order(order)["passed"].toInt() < 2; ++again) {
        (void)station.keyline({"provision", "--order", order, "--count", "1", "--wait", "20"});
    }
    const ProductionTruth truth(station);
    QVERIFY2(truth.contradictions().isEmpty(), qPrintable(truth.contradictions().join("\n")));
    QCOMPARE(truth.passed(), 2);
}

void LockFaultsTest::plan_that_is_not_understood_data() {
    QTest::addColumn<QString>("plan");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown kind") << "[[fault]]\nkind = 'fire'\n" << QStringList{} << "line=1 key=kind";
    QTest::newRow("unknown key") << "[[fault]]\nkind = 'wrong-kg'\nlane = 1\nlier = true\n"
                                 << QStringList{} << "line=4 key=lier";
    QTest::newRow("wrong type") << "[[fault]]\nkind = 'wrong-kg'\nlane = '1'\n" << QStringList{} << "line=3 key=lane";
    QTest::newRow("range without a seed") << "[[fault]]\nkind = 'drop'\ndirection = 'to-lock'\nbyte = [1, 9]\n"
                                          << QStringList{} << "line=4 key=byte";
    QTest::newRow("not TOML") << "[[fault\n" << QStringList{"--seed", "1"} << "key=TOML";
    QTest::newRow("too long") << QString(70'000, '#') << QStringList{} << "key=TOML";
}

void LockFaultsTest::plan_that_is_not_understood() {
    QFETCH(QString, plan);
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    const PlanFile file(plan);
    const QTemporaryDir directory;
    QProcess simulator;
    simulator.start(DemoStation::program("keyline-locksim"),
                    QStringList{"--dir", directory.path(), "--plan", file.name()} + options);
    QVERIFY(simulator.waitForFinished());
    QCOMPARE(simulator.exitCode(), 3);
    const QString text = simulator.readAllStandardError();
    QVERIFY2(text.contains("config.invalid") && text.contains(said), qPrintable(text));
    QVERIFY(simulator.readAllStandardOutput().isEmpty());
}

void LockFaultsTest::a_seed_prints_its_plan() {
    const auto print = [](const QStringList& options) {
        QProcess simulator;
        simulator.start(DemoStation::program("keyline-locksim"), QStringList{"--print-plan"} + options);
        simulator.waitForFinished();
        return simulator.exitCode() == 0 ? simulator.readAllStandardOutput() : QByteArray();
    };
    const QByteArray drawn = print({"--seed", "7", "--lanes", "2"});
    QVERIFY(drawn.startsWith("[[fault]]\n"));
    QCOMPARE(print({"--seed", "7", "--lanes", "2"}), drawn);
    QVERIFY(print({"--seed", "8", "--lanes", "2"}) != drawn);
    const PlanFile file(drawn);
    QCOMPARE(print({"--plan", file.name()}), drawn); // what it prints it reads
    const PlanFile range("[[fault]]\nkind = 'drop'\ndirection = 'to-lock'\nbyte = [1, 1000000]\n");
    QVERIFY(print({"--plan", range.name(), "--seed", "1"}) != print({"--plan", range.name(), "--seed", "2"}));
}

QTEST_GUILESS_MAIN(LockFaultsTest)
#include "lock_faults_test.moc"
