// Four lanes at work while one of the programs is killed again and again before a call that chance draws: 200 times, or
// KEYLINE_CRASHES. What chance draws follows from the seed, KEYLINE_CRASH_SEED repeats it.
#include "tests/support/death_plan.h"
#include "tests/support/production_truth.h"

#include <QJsonArray>
#include <QRandomGenerator>

using namespace keyline::test;

class CrashLoopTest : public QObject {
    Q_OBJECT

  private slots:
    void killed_at_random();
};

namespace {

constexpr int crashes_default = 200;
constexpr int lanes = 4;
constexpr quint32 calls_max = 600; // of a program while each lane does a unit; drawn beyond its end, it lives
constexpr int progress_every = 20;

int number_from(const char* variable, int otherwise) {
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : otherwise;
}

// What the operator does with a unit whose token may not be made once more: it was killed too often while it was blank,
// and stays outstanding.
class PutAside {
  public:
    explicit PutAside(DemoStation& station) : station_(station) {}
    // True: there was one.
    bool look_at(const Answer& run) {
        bool found = false;
        for (const QJsonObject& unit : run.units()) {
            if (unit["code"] == "claim.reissue_limit") {
                const QString lane = QString::number(unit["lane"].toInt());
                tell("take " + lane);
                tell("insert " + lane);
                uids_.insert(unit["uid"].toString()); // it may not know its serial number yet
                found = true;
            }
        }
        return found;
    }
    bool holds(const QString& uid) const { return uids_.contains(uid); }
    int count() const { return int(uids_.size()); }

  private:
    void tell(const QString& command) {
        QProcess::execute(DemoStation::program("keyline-locksim"), {"--dir", station_.path("sim"), "--tell", command});
    }
    DemoStation& station_;
    QSet<QString> uids_;
};

} // namespace

void CrashLoopTest::killed_at_random() {
    const int crashes = number_from("KEYLINE_CRASHES", crashes_default);
    const int seed = number_from("KEYLINE_CRASH_SEED", int(QRandomGenerator::global()->bounded(1, 1'000'000)));
    qInfo("%d crashes, KEYLINE_CRASH_SEED=%d", crashes, seed);
    QRandomGenerator chance{quint32(seed)};
    DeathPlan plan;
    DemoStation station(lanes, {"--fast", "--swap-ms", "1", "--reset-ms", "1"});
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(1'000'000);
    const QStringList provision{"provision", "--order", order, "--count", QString::number(lanes)};
    constexpr std::array<const char*, 3> programs{"keyline", "keyline-keyd", "keyline-locksim"};

    PutAside aside(station);
    int died = 0;
    int runs = 0;
    while (died < crashes) {
        QVERIFY2(++runs < 4 * crashes, "the programs are not killed any more");
        plan.die(programs[chance.bounded(quint32(programs.size()))], chance.bounded(1U, calls_max));
        const Answer run = station.keyline_while_locks_come_back(provision);
        died += plan.died() ? 1 : 0;
        plan.live();
        aside.look_at(run);
        if (plan.died() && died % progress_every == 0) {
            qInfo("%d of %d", died, crashes);
            QCOMPARE(station.keyline({"audit", "verify"}).exit_code, 0);
        }
    }
    Answer rest = station.keyline(provision);
    while (aside.look_at(rest)) {
        rest = station.keyline(provision);
    }
    QCOMPARE(rest.exit_code, 0);
    const QJsonObject counts = station.order(order);
    const QJsonArray visible = station.keyline({"status"}).last()["outstanding"].toArray();
    QCOMPARE(counts["outstanding"].toInt(), int(visible.size()));
    for (const QJsonValue& unit : visible) { // put aside, and no others
        QVERIFY2(aside.holds(unit["uid"].toString()), QJsonDocument(unit.toObject()).toJson().constData());
    }
    QCOMPARE(counts["failed"].toInt() + counts["quarantined"].toInt(), 0);
    const ProductionTruth truth(station);
    QCOMPARE(truth.contradictions(), QStringList());
    QCOMPARE(truth.passed(), qsizetype(counts["passed"].toInt()));
    qInfo("%d crashes in %d runs, %lld units passed, %d put aside", died, runs, qlonglong(truth.passed()),
          aside.count());
}

QTEST_GUILESS_MAIN(CrashLoopTest)
#include "crash_loop_test.moc"
