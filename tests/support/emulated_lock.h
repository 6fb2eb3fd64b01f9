// The reference lock firmware under QEMU: a lock whose memory is a file, so that it can lose its power at any moment
// (kill -9) and a debug probe can see the same memory.
#pragma once

#include "provisioning/bytes.h"

#include <QFile>
#include <QProcess>
#include <QTest>
#include <csignal>

namespace keyline::test {

class EmulatedLock {
  public:
    static constexpr int start_ms_max = 20'000;
    static constexpr std::int64_t ram_at = 0x2100'0000; // fixtures/lock/firmware/mps2_an385.c
    static constexpr std::int64_t ram_file_bytes = 16 * 1024 * 1024;
    static constexpr std::int64_t ram_bytes = 64 * 1024;
    static constexpr std::int64_t flash_at = 0x10'0000;
    static constexpr std::int64_t flash_bytes = 256 * 1024;
    static constexpr std::int64_t uid_at = 0x20'0000;
    static constexpr std::int64_t uid_bytes = 12;

    // A new chip with this number as its UID; `elf`: in the directory that fixtures/lock/firmware/build has filled.
    EmulatedLock(QString directory, unsigned number, const QString& elf = "keyline-lock.elf")
        : directory_(std::move(directory)), elf_(QString(KEYLINE_FIRMWARE_DIR) + "/" + elf) {
        new_chip(number);
    }
    ~EmulatedLock() { power_off(); }
    EmulatedLock(const EmulatedLock&) = delete;
    EmulatedLock& operator=(const EmulatedLock&) = delete;

    QString line() const { return directory_ + "/uart"; } // a Unix socket
    QString ram() const { return directory_ + "/ram"; }

    // Power must be off.
    void new_chip(unsigned number) {
        QFile file(ram());
        QByteArray uid(uid_bytes, 'k');
        for (int i = 0; i < 4; ++i) {
            uid[i] = static_cast<char>(number >> (8 * i));
        }
        if (!file.open(QIODevice::ReadWrite) || !file.resize(ram_file_bytes) || !file.seek(flash_at) ||
            file.write(QByteArray(flash_bytes, '\xff')) != flash_bytes || !file.seek(uid_at) ||
            file.write(uid) != uid_bytes) {
            qFatal("no chip: %s", qPrintable(file.errorString()));
        }
    }
    // RAM has lost what it held; flash has not.
    void power_on() {
        QFile file(ram());
        if (!file.open(QIODevice::ReadWrite) || file.write(QByteArray(ram_bytes, '\xa7')) != ram_bytes) {
            qFatal("no RAM: %s", qPrintable(file.errorString()));
        }
        file.close();
        QFile::remove(line());
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start("qemu-system-arm",
                       {"-M", "mps2-an385,memory-backend=ram", "-object",
                        "memory-backend-file,id=ram,size=16M,share=on,mem-path=" + ram(), "-display", "none",
                        "-monitor", "none", "-serial", "unix:" + line() + ",server=on,wait=off", "-kernel", elf_});
        if (!process_.waitForStarted(start_ms_max) ||
            !QTest::qWaitFor([this] { return QFile::exists(line()) && magic(); }, start_ms_max)) {
            qFatal("the emulated lock does not start: %s", qPrintable(process_.errorString()));
        }
    }
    void power_off() {
        process_.kill();
        process_.waitForFinished();
    }
    bool is_on() const { return process_.state() == QProcess::Running; }
    qint64 pid() const { return process_.processId(); }
    // A power cut, from any thread; power_off() before power_on() all the same.
    void cut() const { ::kill(static_cast<pid_t>(pid()), SIGKILL); }

    QByteArray memory(std::int64_t at, std::int64_t size) const {
        QFile file(ram());
        return file.open(QIODevice::ReadOnly) && file.seek(at) ? file.read(size) : QByteArray();
    }
    // While it runs, as a stray pointer does.
    void write_memory(std::int64_t at, const QByteArray& bytes) const {
        QFile file(ram());
        if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size()) {
            qFatal("RAM cannot be written: %s", qPrintable(file.errorString()));
        }
    }
    // Where the firmware's linker has put it in RAM; negative: it has not.
    std::int64_t offset_of(const QByteArray& symbol) const {
        QProcess nm;
        nm.start("arm-none-eabi-nm", {elf_});
        nm.waitForFinished();
        for (const QByteArray& line : nm.readAllStandardOutput().split('\n')) {
            if (line.endsWith(' ' + symbol)) {
                return line.left(8).toLongLong(nullptr, 16) - ram_at;
            }
        }
        return -1;
    }
    // Bytes of the stack that were used at most since power-on; the firmware paints it.
    std::int64_t stack_bytes() const {
        const QByteArray all = memory(0, ram_bytes);
        const QByteArray paint = QByteArray::fromHex("3cc3a55a");
        const qsizetype painted = all.lastIndexOf(paint + paint);
        return painted < 0 ? ram_bytes : ram_bytes - painted - 2 * paint.size();
    }

  private:
    bool magic() const { return memory(0, 4) == QByteArray("KLMB"); }

    QString directory_;
    QString elf_;
    QProcess process_;
};

} // namespace keyline::test
