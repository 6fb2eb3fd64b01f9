// A station whose only lane has a debug probe: keyline-probesim as a Bus Pirate with a lock on its wires.
#pragma once

#include "tests/support/demo_station.h"

namespace keyline::test {

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

} // namespace keyline::test
