// kill -9 of each real program before every call by which it leaves a trace while a unit is provisioned: a commit, a
// sync, a byte to the lock, a message. So every boundary of the transition table is met, from both sides. A kill of the
// simulator is a power cut of its locks. After each: restart, and nothing is lost, doubled or believed.
#include "tests/support/death_plan.h"
#include "tests/support/production_truth.h"

using namespace keyline::test;

class CrashWalkTest : public QObject {
    Q_OBJECT

  private slots:
    void station_at_every_boundary();
    void station_at_every_boundary_of_its_making();
    void key_service_at_every_boundary();
    void key_service_at_every_boundary_of_its_start();
    void lock_at_every_boundary();
};

namespace {

// A commit is the removal of a rollback journal. KEYLINE_CRASH_ALL=1 adds every write of a file;
// KEYLINE_CRASH_FROM=n begins there.
unsigned boundaries() {
    const unsigned kinds = kl_death_sync | kl_death_name | kl_death_port | kl_death_socket;
    return qEnvironmentVariableIsSet("KEYLINE_CRASH_ALL") ? every_kind : kinds;
}

class Walk {
  public:
    Walk(const char* program, unsigned kinds, unsigned steps_min)
        : program_(program), kinds_(kinds), steps_min_(steps_min) {
        QCOMPARE(station_.init().exit_code, 0);
        order_ = station_.create_order(units_max);
    }

    // `begin` is called before each kill of what `command` needs; then the same command has to do its work.
    void walk(const QStringList& command, const std::function<void(DemoStation&)>& begin) {
        unsigned steps = qEnvironmentVariableIntValue("KEYLINE_CRASH_FROM");
        for (bool died = true; died; ++steps) {
            begin(station_);
            plan_.die(program_, steps + 1, kinds_);
            const Answer killed = station_.keyline_while_locks_come_back(command);
            plan_.live();
            died = plan_.died();
            const Answer rest = station_.keyline(command);
            if (rest.exit_code != 0) {
                qWarning("killed before call %u, %s; then %s%s", steps + 1, plan_.died_before().constData(),
                         qPrintable(rest.stdout_text), qPrintable(rest.stderr_text));
                QCOMPARE(rest.exit_code, 0);
            }
            seen_.insert(last_event_before(rest));
        }
        QVERIFY(steps > steps_min_);
        QCOMPARE(station_.keyline(provision_arguments()).exit_code, 0);
        const QJsonObject counts = station_.order(order_);
        QCOMPARE(counts["outstanding"].toInt(), 0);
        QCOMPARE(counts["issued"].toInt(), counts["passed"].toInt());
        qInfo("%s: %u boundaries, %d units", program_, steps - 1, counts["passed"].toInt());
        const ProductionTruth truth(station_);
        QCOMPARE(truth.contradictions(), QStringList());
        QCOMPARE(truth.passed(), qsizetype(counts["passed"].toInt()));
    }
    void provision() {
        walk(provision_arguments(), [](DemoStation&) {});
    }
    QStringList provision_arguments() const { return {"provision", "--order", order_, "--count", "1"}; }
    // The newest record of the units that were interrupted.
    const QSet<QString>& seen() const { return seen_; }

  private:
    static QString last_event_before(const Answer& answer) {
        const QJsonObject interrupted = answer.first("unit.outstanding");
        return interrupted.isEmpty() ? answer.first("unit.recovered")["last"].toString()
                                     : interrupted["last"].toString();
    }

    static constexpr int units_max = 100'000;
    DeathPlan plan_;
    DemoStation station_{1, {"--fast", "--swap-ms", "1", "--reset-ms", "1"}};
    const char* program_;
    unsigned kinds_;
    unsigned steps_min_;
    QString order_;
    QSet<QString> seen_;
};

} // namespace

void CrashWalkTest::station_at_every_boundary() {
    Walk walk("keyline", boundaries(), 60);
    walk.provision();
    for (const char* event : {"unit.claiming", "unit.issued", "unit.writing", "unit.written", "unit.proved",
                              "unit.closing", "unit.closed"}) {
        QVERIFY2(walk.seen().contains(event), event);
    }
}

// There is none, and `init` makes it; or there is one, whose log begins as it has to.
void CrashWalkTest::station_at_every_boundary_of_its_making() {
    DemoStation demo(1);
    DeathPlan plan;
    unsigned steps = 0;
    for (bool died = true; died; ++steps) {
        const QString directory = demo.path(QString("station-%1").arg(steps));
        const auto ask = [&](const QStringList& arguments) {
            QProcess process;
            process.start(DemoStation::program("keyline"), QStringList{"--station", directory, "--json"} + arguments);
            return DemoStation::finish(process);
        };
        const QStringList init{"init", "--name", "made"};
        plan.die("keyline", steps + 1, boundaries());
        ask(init);
        plan.live();
        died = plan.died();
        const Answer again = ask(init);
        QVERIFY2(again.exit_code == 0 || again.code() == "station.exists", plan.died_before().constData());
        QVERIFY(QDir(directory).entryList({"audit.db.new*"}).isEmpty());
        QCOMPARE(ask({"audit", "export", "--to", directory + "/export"}).exit_code, 0);
        QFile entries(directory + "/export/entries.jsonl");
        QVERIFY(entries.open(QIODevice::ReadOnly));
        const QJsonObject first = QJsonDocument::fromJson(entries.readLine()).object();
        QCOMPARE(first["event"].toString(), QString("station.created"));
        QCOMPARE(first["details"].toObject()["environment"].toString(), QString("development"));
    }
    QVERIFY(steps > 5);
}

void CrashWalkTest::key_service_at_every_boundary() {
    Walk walk("keyline-keyd", boundaries(), 30);
    walk.provision();
}

void CrashWalkTest::key_service_at_every_boundary_of_its_start() {
    Walk walk("keyline-keyd", boundaries(), 10);
    walk.walk({"order", "list"}, [](DemoStation& station) { station.end_keyd(SIGTERM); });
}

void CrashWalkTest::lock_at_every_boundary() {
    Walk walk("keyline-locksim", kl_death_file_write | kl_death_port, 20);
    walk.provision();
}

QTEST_GUILESS_MAIN(CrashWalkTest)
#include "crash_walk_test.moc"
