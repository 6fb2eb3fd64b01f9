// A real cupsd with one raw printer, "zebra", in a directory of its own, over a Unix socket. What a job's document was
// is read from its spool, as cupsd keeps it. cupsd refuses to serve as root: there it runs as nobody.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <unistd.h>

namespace keyline::test {

class CupsServer {
  public:
    static constexpr int start_ms_max = 20'000;

    // `directory`: with a short path (a socket's has 108 bytes), to be made.
    explicit CupsServer(const QString& directory) : directory_(directory) {
        for (const char* part : {"etc/ppd", "spool/tmp", "cache", "state", "log", "out"}) {
            QDir().mkpath(directory + "/" + part);
        }
        const bool root = geteuid() == 0;
        QByteArray files =
            "ServerRoot @/etc\nRequestRoot @/spool\nTempDir @/spool/tmp\nCacheDir @/cache\n"
            "StateDir @/state\nDataDir /usr/share/cups\nServerBin /usr/lib/cups\nAccessLog @/log/access\n"
            "ErrorLog @/log/error\nPageLog @/log/page\nFileDevice Yes\nSystemGroup root\n";
        files += root ? "User nobody\nGroup nogroup\n" : "";
        write("etc/cups-files.conf", files);
        write("etc/cupsd.conf",
              "Listen @/s\nBrowsing Off\nDefaultAuthType None\nWebInterface No\nPreserveJobFiles Yes\n"
              "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
              "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n");
        write("etc/printers.conf", "<Printer zebra>\nInfo test\nDeviceURI file:@/out/zebra\nState Idle\nAccepting Yes\n"
                                   "</Printer>\n");
        QStringList command{
            "/usr/sbin/cupsd", "-f", "-c", directory + "/etc/cupsd.conf", "-s", directory + "/etc/cups-files.conf"};
        if (root) {
            QProcess::execute("chown", {"-R", "nobody:nogroup", directory});
            command = QStringList{"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"} + command;
        }
        server_.start(command.takeFirst(), command);
        if (!QTest::qWaitFor([&] { return QFile::exists(socket()); }, start_ms_max)) {
            qFatal("cupsd does not start: %s", server_.readAllStandardError().constData());
        }
    }
    CupsServer(const CupsServer&) = delete;
    CupsServer& operator=(const CupsServer&) = delete;
    ~CupsServer() {
        server_.terminate();
        server_.waitForFinished();
    }

    QString socket() const { return directory_ + "/s"; } // for CUPS_SERVER
    // Of this job, counted from 1; empty: there is none.
    QByteArray document(int job) const {
        QFile file(QString("%1/spool/d%2-001").arg(directory_).arg(job, 5, 10, QChar('0')));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private:
    void write(const QString& name, QByteArray text) const {
        QFile file(directory_ + "/" + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.replace('@', directory_.toUtf8())) < 0) {
            qFatal("cannot write %s", qPrintable(name));
        }
    }

    QString directory_;
    QProcess server_;
};

} // namespace keyline::test
