// Sixteen lanes with the real programs: each at its own pace, and none the worse for what happens to another.
#include "app/production_run.h"
#include "tests/support/demo_station.h"

#include <QScopeGuard>
#include <QSet>
#include <cstdlib>
#include <fcntl.h>
#include <future>
#include <unistd.h>

using namespace keyline;
using namespace keyline::test;

namespace {

// A port whose other side is there and never reads: an adapter that hangs.
class HungPort {
  public:
    HungPort() : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) {
            qFatal("no pseudo-terminal");
        }
    }
    HungPort(const HungPort&) = delete;
    HungPort& operator=(const HungPort&) = delete;
    ~HungPort() { ::close(master_); }
    QString path() const { return ::ptsname(master_); }

  private:
    int master_;
};

// One simulated lock in a process of its own, so that its port can be unplugged: the state of the lock stays.
class LockWithPlug {
  public:
    explicit LockWithPlug(QString directory) : directory_(std::move(directory)) { plug_in(); }
    ~LockWithPlug() { unplug(); }
    LockWithPlug(const LockWithPlug&) = delete;
    LockWithPlug& operator=(const LockWithPlug&) = delete;
    QString port() const { return directory_ + "/lane-1"; }
    void plug_in() {
        // At the pace of a line: there is time to unplug it in the middle of a unit.
        simulator_.start(DemoStation::program("keyline-locksim"), {"--lanes", "1", "--dir", directory_});
        if (!simulator_.waitForReadyRead(DemoStation::answer_ms_max)) {
            qFatal("the simulator does not start: %s", simulator_.readAllStandardError().constData());
        }
    }
    void unplug() {
        simulator_.kill();
        simulator_.waitForFinished();
        simulator_.readAll();
    }

  private:
    QString directory_;
    QProcess simulator_;
};

// The lines of a run while it runs.
class RunningCommand {
  public:
    using Matches = std::function<bool(const QJsonObject&)>;

    RunningCommand(const DemoStation& station, const QStringList& arguments) { station.start(process_, arguments); }
    // False: it has ended, or took too long.
    bool wait_for(const Matches& matches) {
        while (true) {
            for (; looked_at_ < lines_.size(); ++looked_at_) {
                if (matches(lines_[looked_at_])) {
                    ++looked_at_;
                    return true;
                }
            }
            if (!process_.waitForReadyRead(DemoStation::answer_ms_max)) {
                return false;
            }
            take_lines();
        }
    }
    int stop() {
        process_.terminate();
        return end();
    }
    int end() {
        process_.waitForFinished(DemoStation::answer_ms_max);
        take_lines();
        return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
    }
    const QList<QJsonObject>& lines() const { return lines_; }

  private:
    void take_lines() {
        process_.setReadChannel(QProcess::StandardOutput);
        while (process_.canReadLine()) {
            lines_.append(QJsonDocument::fromJson(process_.readLine()).object());
        }
    }
    QProcess process_;
    QList<QJsonObject> lines_;
    qsizetype looked_at_ = 0;
};

RunningCommand::Matches lane_event(const char* name, int lane) {
    return [name, lane](const QJsonObject& line) { return line["event"] == name && line["lane"] == lane; };
}
RunningCommand::Matches step(const char* name, int lane) {
    return [name, lane](const QJsonObject& line) { return line["step"] == name && line["lane"] == lane; };
}

QSet<QString> passed_serials(const QList<QJsonObject>& lines) {
    QSet<QString> serials;
    for (const QJsonObject& line : lines) {
        if (line["event"] == "unit.passed") {
            serials.insert(line["serial"].toString());
        }
    }
    return serials;
}

void verify_log(DemoStation& station, qsizetype passed) {
    const Answer verified = station.keyline({"audit", "verify"});
    QCOMPARE(verified.exit_code, 0);
    QCOMPARE(verified.last()["units"].toObject()["unit.passed"].toInt(), passed);
}

// Somebody who watches a run from outside, as a GUI does: everything that is told, and a wait for it.
class Watcher final : public app::RunObserver {
  public:
    void on_started(const WorkOrder&, const std::vector<app::LaneSetup>&) override {}
    void on_interrupted(const Interrupted&) override {}
    void on_waiting(unsigned, LaneWaits) override {}
    void on_unit(unsigned, const LockIdentity&, Resume) override {}
    void on_line(unsigned, Line, const std::optional<SerialNumber>&) override {}
    void on_progress(unsigned, std::size_t, std::size_t) override {}
    void on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds) override {
        add({lane, result.outcome == Outcome::passed ? "passed" : "not passed"});
    }
    void on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>&) override {
        add({lane, condition == app::LaneCondition::up     ? "up"
                   : condition == app::LaneCondition::down ? "down"
                                                           : "stopped"});
    }
    void on_lane_ended(unsigned, const LaneReport&) override {}
    void on_outbox(const std::optional<Error>&) override {}

    using Told = std::pair<unsigned, std::string>;
    // A new one: it is taken off.
    bool wait_for(const Told& told) {
        return QTest::qWaitFor(
            [&] {
                const std::lock_guard lock(mutex_);
                const auto found = std::ranges::find(told_, told);
                if (found == told_.end()) {
                    return false;
                }
                told_.erase(told_.begin(), std::next(found));
                return true;
            },
            DemoStation::answer_ms_max);
    }

  private:
    void add(Told told) {
        const std::lock_guard lock(mutex_);
        told_.push_back(std::move(told));
    }
    std::mutex mutex_;
    std::vector<Told> told_;
};

} // namespace

class ManyLanesTest : public QObject {
    Q_OBJECT

  private slots:
    void sixteen_lanes_each_at_its_own_pace();
    void two_processes_share_sixteen_lanes();
    void one_unplugged_and_one_hung_lane_hold_nobody();
    void a_lane_that_stays_away_ends_with_the_work();
    void one_lane_is_stopped_given_away_and_resumed();
};

void ManyLanesTest::sixteen_lanes_each_at_its_own_pace() {
    DemoStation station(16);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(64);
    const Answer run = station.keyline({"provision", "--order", order});
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(passed_serials(run.lines).size(), 64);
    QSet<int> lanes;
    for (const QJsonObject& unit : run.units()) {
        lanes.insert(unit["lane"].toInt());
    }
    QCOMPARE(lanes.size(), 16);
    QCOMPARE(station.order(order)["outstanding"].toInt(), 0);
    verify_log(station, 64);
}

void ManyLanesTest::two_processes_share_sixteen_lanes() {
    DemoStation station(16);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(32);
    RunningCommand one(station, {"provision", "--order", order, "--lanes", "1,2,3,4,5,6,7,8", "--count", "16"});
    RunningCommand two(station, {"provision", "--order", order, "--lanes", "9,10,11,12,13,14,15,16", "--count", "16"});
    QCOMPARE(one.end(), 0);
    QCOMPARE(two.end(), 0);
    QCOMPARE((passed_serials(one.lines()) + passed_serials(two.lines())).size(), 32);
    QCOMPARE(station.order(order)["passed"].toInt(), 32);
    verify_log(station, 32);
}

void ManyLanesTest::one_unplugged_and_one_hung_lane_hold_nobody() {
    DemoStation station(14);
    const HungPort hung;
    LockWithPlug plug(station.path("plug"));
    QCOMPARE(station
                 .keyline(QStringList{"init", "--name", "demo"} + station.lane_options() +
                          QStringList{"--lane", "15=serial://" + hung.path(), "--lane", "16=serial://" + plug.port()})
                 .exit_code,
             0);
    const QString order = station.create_order(10'000);
    RunningCommand run(station, {"provision", "--order", order});
    QVERIFY(run.wait_for(step("writing", 16)));
    plug.unplug();
    QVERIFY(run.wait_for(lane_event("lane.down", 16)));
    QVERIFY(run.wait_for(lane_event("unit.passed", 14))); // the others go on
    QVERIFY(run.wait_for(lane_event("unit.passed", 1)));
    plug.plug_in();
    QVERIFY(run.wait_for(lane_event("lane.up", 16)));
    QVERIFY(run.wait_for(lane_event("unit.passed", 16))); // the one that was cut off goes on
    QVERIFY(run.wait_for(lane_event("unit.passed", 16)));
    QCOMPARE(run.stop(), 6); // a unit of lane 16 ended because of its fixture
    for (const QJsonObject& line : run.lines()) {
        const int lane = line["lane"].toInt();
        QVERIFY2(lane != 15 || !line.contains("uid"), "a unit in the lane that hangs");
        if (lane != 16 && line["outcome"].isString()) {
            QCOMPARE(line["outcome"].toString(), QString("passed"));
        }
    }
    const QJsonObject counts = station.order(order);
    QCOMPARE(counts["outstanding"].toInt(), 0);
    QCOMPARE(counts["passed"].toInt(), passed_serials(run.lines()).size());
    verify_log(station, passed_serials(run.lines()).size());
}

void ManyLanesTest::a_lane_that_stays_away_ends_with_the_work() {
    DemoStation station(2);
    LockWithPlug plug(station.path("plug"));
    QCOMPARE(station
                 .keyline(QStringList{"init", "--name", "demo"} + station.lane_options() +
                          QStringList{"--lane", "3=serial://" + plug.port()})
                 .exit_code,
             0);
    const QString order = station.create_order(8);
    RunningCommand run(station, {"provision", "--order", order, "--wait", "3"});
    QVERIFY(run.wait_for(step("writing", 3)));
    plug.unplug();
    QCOMPARE(run.end(), 6);
    QCOMPARE(run.lines().last()["passed"].toInt(), 7);
    QCOMPARE(station.order(order)["outstanding"].toInt(), 1); // and its unit goes on when it is there again
    plug.plug_in();
    QCOMPARE(station.keyline({"provision", "--order", order, "--lanes", "3"}).last()["passed"].toInt(), 1);
    verify_log(station, 8);
}

void ManyLanesTest::one_lane_is_stopped_given_away_and_resumed() {
    DemoStation demo(2);
    QCOMPARE(demo.init().exit_code, 0);
    const QString order = demo.create_order(10'000);
    const auto station = app::Station::open(demo.station().toStdString());
    QVERIFY(station);
    Watcher watcher;
    const app::RunOptions options{*OrderId::parse(order.toStdString()), (*station)->setup().lanes, {}};
    auto run = app::ProductionRun::create(**station, options, watcher);
    QVERIFY(run);
    QCOMPARE((*run)->stop_lane(3).error().code, ErrorCode::lane_unknown);
    CountedWork work(10'000);
    std::stop_source stop;
    auto summary = std::async(std::launch::async, [&] { return (*run)->run(work, stop.get_token()); });
    const auto at_the_end = qScopeGuard([&] { stop.request_stop(); });
    QVERIFY(watcher.wait_for({2, "passed"}));
    QVERIFY((*run)->stop_lane(2));
    QVERIFY(watcher.wait_for({2, "stopped"}));
    // While lane 1 works on, another process has lane 2.
    const Answer other = demo.keyline({"provision", "--order", order, "--lanes", "2", "--count", "2"});
    QCOMPARE(other.exit_code, 0);
    QVERIFY(watcher.wait_for({1, "passed"}));
    QVERIFY((*run)->resume_lane(2));
    QVERIFY(watcher.wait_for({2, "up"}));
    QVERIFY(watcher.wait_for({2, "passed"}));
    stop.request_stop();
    const app::RunSummary ended = summary.get();
    QVERIFY(ended.passed >= 3);
    QCOMPARE(ended.failed + ended.errors + ended.quarantined, std::uint64_t{0});
    verify_log(demo, static_cast<qsizetype>(ended.passed + 2));
}

QTEST_GUILESS_MAIN(ManyLanesTest)
#include "many_lanes_test.moc"
