// 1,000 seeded runs: whatever a lock, a line or a person at the fixture does, no rule of the oracle breaks; every kind
// of fault has struck, and the station gets over what can be got over. Seeds that once found something stand below.
#include "tests/faults/many_runs.h"

#include <QTest>
#include <thread>

using namespace keyline::test;
using keyline::fixtures::simulator::FaultKind;
using keyline::fixtures::simulator::FaultPlan;

namespace {

constexpr std::uint64_t runs = 1'000;
constexpr std::uint64_t struck_min = 15; // of each kind; usual are 30 to 65

// A line that loses or delays something, a lock whose power fails: sending again is enough.
constexpr std::array harmless{FaultKind::drop,      FaultKind::flip,    FaultKind::repeat,     FaultKind::delay,
                              FaultKind::power_cut, FaultKind::unasked, FaultKind::late_answer};

std::uint64_t percent(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100 * part / whole;
}

} // namespace

class SeededFaultsTest : public QObject {
    Q_OBJECT

  private slots:
    void a_seed_repeats_exactly();
    void thousand_runs();
    void kept_seeds_data();
    void kept_seeds();
};

void SeededFaultsTest::a_seed_repeats_exactly() {
    for (std::uint64_t seed = 2'000; seed < 2'010; ++seed) {
        const RunReport first = run_seed(seed, scratch_directory());
        const RunReport again = run_seed(seed, scratch_directory());
        QVERIFY(!first.story.empty());
        QCOMPARE(again.story, first.story);
        QCOMPARE(again.plan.text(), first.plan.text());
        QVERIFY(run_seed(seed + 1, scratch_directory()).story != first.story);
    }
}

void SeededFaultsTest::thousand_runs() {
    const RunTotals totals = run_many(1, runs, std::max(1U, std::thread::hardware_concurrency()), {});
    const std::string text = totals.text();
    qInfo("\n%s", text.c_str());
    QCOMPARE(totals.runs, runs);
    QVERIFY2(totals.failed_runs == 0, "a rule is broken: see the seeds above");
    for (std::size_t kind = 0; kind < totals.kinds.size(); ++kind) {
        const std::string name(text_of(static_cast<FaultKind>(kind)));
        QVERIFY2(totals.kinds[kind].struck >= struck_min, (name + " has hardly struck").c_str());
    }
    for (const FaultKind kind : harmless) {
        const KindTotals& kind_totals = totals.kinds[static_cast<std::size_t>(kind)];
        const std::string name(text_of(kind));
        QVERIFY2(percent(kind_totals.passed, kind_totals.ended) >= 90, (name + " is not got over").c_str());
    }
    QVERIFY(percent(totals.passed, totals.ended) >= 65);
    QVERIFY(percent(totals.settled, totals.runs) >= 98);
    QVERIFY(totals.crashes > runs / 10);
}

void SeededFaultsTest::kept_seeds_data() {
    QTest::addColumn<QString>("plan");
    QTest::newRow("says that it is closed, and is not") << "[[fault]]\n"
                                                           "kind = \"close-does-not-close\"\n"
                                                           "unit = 0\n"
                                                           "lies = true\n";
}

void SeededFaultsTest::kept_seeds() {
    QFETCH(QString, plan);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto parsed = FaultPlan::parse(plan.toStdString(), "plan", nullptr);
        QVERIFY(parsed);
        const RunReport report = run_plan(seed, *parsed, scratch_directory());
        QVERIFY2(report.problems.empty(), report.problems.empty() ? "" : report.problems.front().c_str());
        const FaultKind kind = parsed->faults.front().kind;
        QVERIFY(report.struck[static_cast<std::size_t>(kind)] >= 1);
    }
}

QTEST_GUILESS_MAIN(SeededFaultsTest)
#include "seeded_faults_test.moc"
