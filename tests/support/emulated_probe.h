// A simulated debug probe on the memory of an emulated lock: serial number 1.
#pragma once

#include "tests/support/emulated_lock.h"

#include <QDir>

namespace keyline::test {

class EmulatedProbe {
  public:
    // Writes the file that OpenOCD reaches it by (`interface`), DIRECTORY/sim.cfg.
    EmulatedProbe(const QString& directory, const EmulatedLock& lock) {
        QFile config(directory + "/sim.cfg");
        const QString text =
            "adapter driver buspirate\nbuspirate port \"" + directory + "/probes/probe-$KEYLINE_PROBE\"\n";
        if (!config.open(QIODevice::WriteOnly) || config.write(text.toUtf8()) < 0) {
            qFatal("sim.cfg");
        }
        config.close();
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(KEYLINE_PROGRAMS_DIR "/keyline-probesim", {"--dir", directory + "/probes", "--ram", lock.ram()});
        if (!process_.waitForReadyRead(EmulatedLock::start_ms_max)) {
            qFatal("keyline-probesim does not start");
        }
    }
    ~EmulatedProbe() {
        process_.kill();
        process_.waitForFinished();
    }
    EmulatedProbe(const EmulatedProbe&) = delete;
    EmulatedProbe& operator=(const EmulatedProbe&) = delete;

    // The fixture loses its power too. From any thread.
    void cut() const { ::kill(static_cast<pid_t>(process_.processId()), SIGKILL); }

  private:
    QProcess process_;
};

} // namespace keyline::test
