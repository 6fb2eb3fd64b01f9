// A station in a directory of its own, with the real programs: keyline, the keyline-keyd that it starts,
// keyline-locksim.
#pragma once

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

namespace keyline::test {

struct Answer {
    int exit_code = -1;
    QList<QJsonObject> lines; // of stdout
    QString stdout_text;
    QString stderr_text;

    QJsonObject last() const { return lines.isEmpty() ? QJsonObject() : lines.last(); }
    QJsonObject first(const QString& event) const {
        for (const QJsonObject& line : lines) {
            if (line["event"] == event) {
                return line;
            }
        }
        return {};
    }
    QList<QJsonObject> units() const { // one for each unit that has ended
        QList<QJsonObject> units;
        for (const QJsonObject& line : lines) {
            if (!line["outcome"].isNull() && line.contains("outcome")) {
                units.append(line);
            }
        }
        return units;
    }
    QString code() const { return first("error")["code"].toString(); }
};

class DemoStation {
  public:
    static constexpr int answer_ms_max = 60'000;
    static constexpr int simulator_look_ms = 20;

    explicit DemoStation(int lanes, const QStringList& simulator_options = {"--fast"})
        : lanes_(lanes), simulator_options_(simulator_options) {
        start_simulator(simulator_options);
    }
    DemoStation(const DemoStation&) = delete;
    DemoStation& operator=(const DemoStation&) = delete;
    ~DemoStation() {
        stop(simulator_);
        // keyd ends by itself some seconds after its last client; a test does not wait for that.
        end_keyd(SIGTERM);
    }

    QString path(const QString& name = {}) const {
        return name.isEmpty() ? directory_.path() : directory_.filePath(name);
    }
    QString station() const { return path("station"); }

    static QString program(const char* name) { return QString(KEYLINE_PROGRAMS_DIR) + "/" + name; }

    QStringList lane_options() const {
        QStringList options;
        for (int lane = 1; lane <= lanes_; ++lane) {
            options << "--lane"
                    << QString("%1=serial://%2?baud=115200").arg(lane).arg(path(QString("sim/lane-%1").arg(lane)));
        }
        return options;
    }
    Answer init() { return keyline(QStringList{"init", "--name", "demo", "--operator", "ann"} + lane_options()); }
    // Its id.
    QString create_order(int quota, const QString& first = "0001-000000000001") {
        const Answer answer =
            keyline({"order", "create", "--profile", "demo", "--first", first, "--quota", QString::number(quota)});
        return answer.last()["order"].toString();
    }
    QJsonObject order(const QString& id) { return keyline({"order", "show", id}).last(); }

    // Runs `keyline --station DIR --json ARGS` to its end.
    Answer keyline(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        return finish(process);
    }
    // The same; a simulator that dies meanwhile is started again at once.
    Answer keyline_while_locks_come_back(const QStringList& arguments) {
        QProcess process;
        start(process, arguments);
        process.closeWriteChannel();
        QElapsedTimer waited;
        waited.start();
        while (!process.waitForFinished(simulator_look_ms) && waited.elapsed() < answer_ms_max) {
            restart_simulator();
        }
        restart_simulator();
        return finish(process);
    }
    void start(QProcess& process, const QStringList& arguments) const {
        process.start(program("keyline"), QStringList{"--station", station(), "--json"} + arguments);
    }
    // Until it has printed that; false: it ended, or took too long.
    static bool wait_for(QProcess& process, const QByteArray& text) {
        QByteArray seen;
        while (!seen.contains(text) && process.waitForReadyRead(answer_ms_max)) {
            seen += process.readAllStandardOutput();
        }
        return seen.contains(text);
    }
    static Answer finish(QProcess& process) {
        if (process.state() != QProcess::NotRunning && !process.waitForFinished(answer_ms_max)) {
            process.kill();
            process.waitForFinished();
        }
        Answer answer;
        answer.exit_code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        answer.stdout_text = process.readAllStandardOutput();
        answer.stderr_text = process.readAllStandardError();
        for (const QString& line : answer.stdout_text.split('\n', Qt::SkipEmptyParts)) {
            const auto json = QJsonDocument::fromJson(line.toUtf8());
            if (!json.isObject()) {
                qWarning("not JSON: %s", qPrintable(line));
                answer.exit_code = -2;
            }
            answer.lines.append(json.object());
        }
        if (answer.exit_code != 0) {
            qInfo("keyline ended with %d: %s", answer.exit_code, qPrintable(answer.stderr_text));
        }
        return answer;
    }

    void start_simulator(const QStringList& options) {
        simulator_.start(program("keyline-locksim"),
                         QStringList{"--lanes", QString::number(lanes_), "--dir", path("sim"), "--unix"} + options);
        if (!simulator_.waitForReadyRead(answer_ms_max)) { // its line says that all lanes are open
            qFatal("the simulator does not start: %s", simulator_.readAllStandardError().constData());
        }
        ready_ = QJsonDocument::fromJson(simulator_.readLine()).object();
    }
    // If it has died. What its locks had in flash is still there.
    void restart_simulator() {
        if (simulator_.state() == QProcess::NotRunning || simulator_.waitForFinished(0)) {
            start_simulator(simulator_options_);
        }
    }
    // What the simulator said when its lanes were open.
    const QJsonObject& ready() const { return ready_; }
    // Another link and framing for lane 1, in station.toml.
    void set_lane(const QString& link, const QString& framing) const {
        QFile file(path("station/station.toml"));
        if (!file.open(QIODevice::ReadWrite)) {
            qFatal("no station.toml");
        }
        QString text = QString::fromUtf8(file.readAll());
        text.replace(QRegularExpression("link +=.*"), "link = \"" + link + '"');
        text.replace(QRegularExpression("framing +=.*"), "framing = \"" + framing + '"');
        file.resize(0);
        file.seek(0);
        file.write(text.toUtf8());
    }
    void stop_simulator() { stop(simulator_); }
    void kill_simulator() {
        simulator_.kill();
        simulator_.waitForFinished();
    }

    // The keyd of this station, and of no other.
    QList<qint64> keyd_pids() const {
        QList<qint64> pids;
        for (const QString& entry : QDir("/proc").entryList(QDir::Dirs)) {
            QFile command("/proc/" + entry + "/cmdline");
            if (entry.toLongLong() > 0 && command.open(QIODevice::ReadOnly)) {
                const QByteArray line = command.readAll();
                if (line.contains("keyline-keyd") && line.contains(station().toUtf8())) {
                    pids.append(entry.toLongLong());
                }
            }
        }
        return pids;
    }
    void end_keyd(int signal) const {
        for (const qint64 pid : keyd_pids()) {
            ::kill(static_cast<pid_t>(pid), signal);
        }
        QElapsedTimer waited;
        waited.start();
        while (!keyd_pids().isEmpty() && waited.elapsed() < answer_ms_max) {
            QThread::msleep(10); // for an event of another process that nobody tells us
        }
    }

  private:
    static void stop(QProcess& process) {
        if (process.state() != QProcess::NotRunning) {
            process.terminate();
            process.waitForFinished(answer_ms_max);
        }
    }

    QTemporaryDir directory_;
    int lanes_;
    QStringList simulator_options_;
    QProcess simulator_;
    QJsonObject ready_;
};

} // namespace keyline::test
