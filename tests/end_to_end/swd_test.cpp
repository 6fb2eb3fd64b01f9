// Lanes with debug probes, with the real programs: keyline, keyline-keyd, Debian's OpenOCD, and keyline-probesim as a
// Bus Pirate with a lock on its wires.
#include "tests/support/demo_station.h"

#include <QDirIterator>
#include <QTemporaryFile>

using namespace keyline::test;

namespace {

constexpr int units_in_batch = 6;

// A simulated probe, and the operator who changes its chips.
class Probes {
  public:
    explicit Probes(QString directory, const QStringList& options = {}) : directory_(std::move(directory)) {
        process_.start(program(), QStringList{"--dir", directory_} + options);
        if (!process_.waitForReadyRead(DemoStation::answer_ms_max)) {
            qFatal("keyline-probesim does not start: %s", process_.readAllStandardError().constData());
        }
    }
    ~Probes() { kill(); }
    Probes(const Probes&) = delete;
    Probes& operator=(const Probes&) = delete;
    void kill() {
        process_.kill();
        process_.waitForFinished();
    }
    QJsonObject tell(const QString& command) const {
        QProcess process;
        process.start(program(), {"--dir", directory_, "--tell", command});
        process.waitForFinished(DemoStation::answer_ms_max);
        const QByteArray answer = process.readAllStandardOutput();
        return QJsonDocument::fromJson(answer).object();
    }
    QJsonObject chip() const { return tell("status")["probes"][0].toObject(); }
    const QString& directory() const { return directory_; }

  private:
    static QString program() { return DemoStation::program("keyline-probesim"); }
    QString directory_;
    QProcess process_;
};

// A station whose only lane has a debug probe.
class SwdStation {
  public:
    explicit SwdStation(const QStringList& options = {}, const QString& reset = "core")
        : station_(1), probes_(station_.path("probes"), options) {
        if (station_.init().exit_code != 0) {
            qFatal("no station");
        }
        station_.set_lane("swd://1", "mailbox");
        append("profiles/demo.toml", "[swd]\n"
                                     "interface = \"sim.cfg\"\n"
                                     "target = \"" KEYLINE_SOURCE_DIR "/packaging/openocd/mem-ap.cfg\"\n"
                                     "mailbox = \"20000000\"\n"
                                     "uid_register = \"1fff7590\"\n"
                                     "reset = \"" +
                                         reset + "\"\n");
        append("profiles/sim.cfg",
               "adapter driver buspirate\nbuspirate port \"" + probes_.directory() + "/probe-$KEYLINE_PROBE\"\n");
    }
    DemoStation& station() { return station_; }
    Probes& probes() { return probes_; }
    // Until `count` units have passed; the operator changes chips as they pass.
    Answer provision(int count) {
        const QString order = station_.create_order(count);
        QProcess process;
        station_.start(process, {"provision", "--order", order, "--count", QString::number(count), "--wait", "30"});
        process.closeWriteChannel();
        QByteArray all;
        int seen = 0;
        while (process.state() != QProcess::NotRunning && process.waitForReadyRead(DemoStation::answer_ms_max)) {
            all += process.readAllStandardOutput();
            while (seen < all.count("\"event\":\"unit.passed\"")) {
                ++seen;
                if (seen < count) {
                    probes_.tell("swap 1");
                }
            }
        }
        Answer answer = DemoStation::finish(process);
        for (const QByteArray& line : (all + answer.stdout_text.toUtf8()).split('\n')) {
            const auto json = QJsonDocument::fromJson(line).object();
            if (!json.isEmpty() && !answer.lines.contains(json)) {
                answer.lines.append(json);
            }
        }
        return answer;
    }
    Answer provision_one(const QStringList& more = {"--wait", "10"}) {
        const QString order = station_.create_order(1);
        return station_.keyline(QStringList{"provision", "--order", order, "--count", "1"} + more);
    }
    // The OpenOCD that works for this station.
    QList<qint64> openocd_pids() const {
        QList<qint64> pids;
        for (const QString& entry : QDir("/proc").entryList(QDir::Dirs)) {
            QFile command("/proc/" + entry + "/cmdline");
            if (entry.toLongLong() > 0 && command.open(QIODevice::ReadOnly)) {
                const QByteArray line = command.readAll();
                if (line.startsWith("openocd") && line.contains(station_.station().toUtf8())) {
                    pids.append(entry.toLongLong());
                }
            }
        }
        return pids;
    }

  private:
    void append(const QString& name, const QString& text) const {
        QFile file(station_.station() + "/" + name);
        if (!file.open(QIODevice::Append) || file.write(text.toUtf8()) < 0) {
            qFatal("%s", qPrintable(name));
        }
    }
    DemoStation station_;
    Probes probes_;
};

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
