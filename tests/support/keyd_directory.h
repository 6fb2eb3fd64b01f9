// A key service's directory, with what tests of keyline-keyd do there and send to it.
#pragma once

#include "app/key_service_start.h"
#include "app/keyd_config.h"
#include "tests/support/software_lock.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

namespace keyline::test {

using namespace keyline::app;

struct Ended {
    int exit_code = -1;
    QByteArray error;
};

inline QString keyd_program() {
    return QStringLiteral(KEYLINE_PROGRAMS_DIR "/keyline-keyd");
}

inline Ended run(const QStringList& arguments) {
    QProcess process;
    process.start(keyd_program(), arguments);
    if (!process.waitForFinished(60'000)) {
        return {};
    }
    return {process.exitCode(), process.readAllStandardError()};
}

inline QByteArray read_file(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write_file(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

// A keyd's directory; whatever serves there is ended with it.
class KeydDirectory {
  public:
    explicit KeydDirectory(const QString& name = QStringLiteral("keyd")) : path_(temporary_.filePath(name)) {}
    ~KeydDirectory() { stop(); }
    KeydDirectory(const KeydDirectory&) = delete;
    KeydDirectory& operator=(const KeydDirectory&) = delete;

    bool init() {
        auto made =
            init_embedded_key_service(path_.toStdString(), *StationId::parse("line1"), *Name::parse("development"), {});
        if (made) {
            setup = *made;
        }
        return made.has_value();
    }
    QString file(const QString& name) const { return path_ + QLatin1Char('/') + name; }
    QString config() const { return file(QStringLiteral("keyd.toml")); }
    QStringList serve_arguments() const { return {QStringLiteral("serve"), QStringLiteral("--config"), config()}; }
    void replace_in_config(const QByteArray& old_text, const QByteArray& new_text) const {
        QByteArray text = read_file(config());
        QVERIFY(text.contains(old_text));
        write_file(config(), text.replace(old_text, new_text));
    }
    ErrorCode connect_error() const {
        auto service = connect_key_service(setup);
        return service ? ErrorCode::internal : service.error().code;
    }
    // As a supervisor starts it; true when it is ready.
    bool serve(QProcess& process, const QStringList& more = {}) const {
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(keyd_program(), serve_arguments() << more);
        QByteArray said;
        return QTest::qWaitFor([&] { return (said += process.readAll()).contains(": ready, "); }, 60'000);
    }
    QByteArray log() const { return read_file(file(QStringLiteral("keyd.log"))); }

    // Ends the keyd that a launcher started here, and waits for it: its lock is free then.
    void stop() const {
        const auto pid = read_file(file(QStringLiteral("keyd.lock"))).trimmed().toInt();
        if (pid > 0 && kill(pid, SIGTERM) == 0) {
            const bool ended = QTest::qWaitFor([pid] { return kill(pid, 0) != 0 || is_zombie(pid); }, 20'000);
            QVERIFY(ended);
        }
        QDir(QString::fromStdString(std::filesystem::path(setup.addresses.front().substr(5)).parent_path()))
            .removeRecursively();
    }

    KeyServiceSetup setup{KeyServiceSetup::Mode::embedded, {"unix:/nonexistent/socket"}, {}};

  private:
    static bool is_zombie(int pid) { return read_file(QStringLiteral("/proc/%1/stat").arg(pid)).contains(") Z "); }

    QTemporaryDir temporary_;
    QString path_;
};

inline NewOrder new_order(std::uint64_t first = 1) {
    const ProductProfile profile{*ProfileName::parse("demo"), DeviceType(1), 256, {}};
    return {profile, *SerialNumber::from_parts(DeviceType(1), first), {}, 20, {}, {}};
}

// One of several units: claim and chip follow from its number.
inline IssueRequest request_for(const WorkOrder& order, std::uint8_t unit = 0) {
    Bytes claim(ClaimId::size_bytes, unit);
    claim[0] = 0xc1;
    Bytes uid(ChipUid::size_bytes_min, unit);
    uid[0] = 0xd1;
    return {*ClaimId::from_bytes(claim), order.id, std::nullopt, *ChipUid::from_bytes(uid)};
}

inline SoftwareLock development_lock() {
    SoftwareLock lock;
    lock.chip.emplace();
    const auto kg = from_hex(
        read_file(QStringLiteral(KEYLINE_SOURCE_DIR "/packaging/demo/development-kg.hex")).trimmed().toStdString());
    lock.chip->kg = *to_array<32>(*kg);
    return lock;
}

// VmHWM; -1 when there is no such process.
inline qint64 peak_memory_kib(qint64 pid) {
    for (const QByteArray& line : read_file(QStringLiteral("/proc/%1/status").arg(pid)).split('\n')) {
        if (line.startsWith("VmHWM:")) {
            return line.simplified().split(' ').at(1).toLongLong();
        }
    }
    return -1;
}

} // namespace keyline::test
