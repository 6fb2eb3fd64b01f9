// The openssl program, so that what is checked is checked by something that is not ours.
#pragma once

#include <QProcess>
#include <QStringList>

namespace keyline::test {

struct OpensslAnswer {
    bool ok = false;
    QByteArray output;
};

inline OpensslAnswer run_openssl(const QStringList& arguments) {
    QProcess process;
    process.start("openssl", arguments);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
    return {ended && process.exitCode() == 0, process.readAllStandardOutput()};
}

} // namespace keyline::test
