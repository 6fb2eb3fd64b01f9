// A real PostgreSQL for one test program: initdb and a server in a directory of its own, on a Unix socket alone, as the
// user `postgres` when the tests run as root (the server refuses root). It ends with the test, however that ends.
// Threads: those of one test; start and stop in the one that made it.
#pragma once

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <filesystem>
#include <pwd.h>
#include <string>
#include <unistd.h>

namespace keyline::test {

class PostgresServer {
  public:
    PostgresServer() : directory_(root() + "/keyline-pg-XXXXXX") {
        if (geteuid() == 0) {
            const passwd* user = getpwnam("postgres");
            if (user == nullptr || chown(qPrintable(directory_.path()), user->pw_uid, user->pw_gid) != 0) {
                qFatal("PostgreSQL refuses to run as root, and there is no user postgres");
            }
            as_user_ = {"--reuid", QString::number(user->pw_uid), "--regid", QString::number(user->pw_gid),
                        "--clear-groups"};
        }
        run({program("initdb"), "--pgdata", data(), "--username", "postgres", "--auth", "trust", "--no-sync",
             "--encoding", "UTF8", "--locale", "C"});
        start();
        sql("CREATE ROLE keyline LOGIN");
    }
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer() {
        if (server_.state() == QProcess::Running) {
            stop(SIGINT);
        }
    }

    void start() {
        server_.setProcessChannelMode(QProcess::MergedChannels);
        server_.start("setpriv",
                      as_user_ + QStringList{"--pdeathsig", "QUIT", program("postgres"), "-D", data(), "-h", "", "-k",
                                             directory_.path(), "-c", "shared_buffers=16MB", "-c", "max_wal_size=256MB",
                                             "-c", "lc_messages=C",
                                             // Nobody reads what it says later: a pipe that is full holds it.
                                             "-c", "log_checkpoints=off", "-c", "checkpoint_warning=0"});
        QByteArray said;
        while (!said.contains("database system is ready to accept connections")) {
            if (!server_.waitForReadyRead(start_ms_max)) {
                qFatal("PostgreSQL does not start: %s", said.constData());
            }
            said += server_.readAll();
        }
    }
    // SIGINT: it ends in order, and cuts all connections; SIGQUIT: as a crash.
    void stop(int signal) {
        ::kill(static_cast<pid_t>(server_.processId()), signal);
        if (!server_.waitForFinished(start_ms_max)) {
            qFatal("PostgreSQL does not end");
        }
    }

    // A new database that the role `keyline` owns; the URI for it.
    std::string new_database() {
        const QString name = "t" + QString::number(++databases_);
        sql("CREATE DATABASE " + name + " OWNER keyline");
        return ("postgresql://keyline@/" + name + "?host=" + directory_.path()).toStdString();
    }
    // What the newest one holds now, in another; nobody may be connected to it.
    std::string copy_newest_database() {
        const QString name = "t" + QString::number(databases_);
        const QString copy = name + "_copy";
        sql("CREATE DATABASE " + copy + " OWNER keyline TEMPLATE " + name);
        return ("postgresql://keyline@/" + copy + "?host=" + directory_.path()).toStdString();
    }
    // As the superuser; what it answers, without a heading. In the newest database where there is one.
    QString sql(const QString& text) {
        return sql_in(databases_ == 0 || text.startsWith("CREATE DATABASE") ? QString("postgres")
                                                                            : "t" + QString::number(databases_),
                      text);
    }
    QString directory() const { return directory_.path(); }

  private:
    static constexpr int start_ms_max = 60'000;
    static constexpr int command_ms_max = 900'000; // a benchmark's ten million rows are analysed in one

    // In memory where there is room: a new database is some hundred files, and syncing those of one for each test takes
    // longer than all the rest. The server syncs all the same, as keyd demands. TMPDIR is heeded: it is what a
    // benchmark measures.
    static QString root() {
        constexpr std::uintmax_t room_bytes_min = std::uintmax_t{1} << 30U;
        const char* memory = "/dev/shm";
        std::error_code error;
        const auto space = std::filesystem::space(memory, error);
        const bool has_room = !error && space.available >= room_bytes_min && access(memory, W_OK) == 0;
        return has_room && !qEnvironmentVariableIsSet("TMPDIR") ? QString(memory) : QDir::tempPath();
    }

    static QString program(const char* name) {
        const QDir versions("/usr/lib/postgresql");
        const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (found.isEmpty()) {
            qFatal("PostgreSQL is not installed: packaging/dependencies/test.txt");
        }
        return versions.filePath(found.last() + "/bin/" + name);
    }
    QString data() const { return directory_.filePath("data"); }
    QString sql_in(const QString& database, const QString& text) {
        return run({program("psql"), "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", directory_.path(), "-U",
                    "postgres", "-d", database, "-c", text});
    }
    QString run(const QStringList& command) {
        QProcess process;
        process.setWorkingDirectory("/");
        process.start("setpriv", as_user_ + command);
        if (!process.waitForFinished(command_ms_max) || process.exitCode() != 0) {
            qFatal("%s: %s", qPrintable(command.join(' ')), process.readAllStandardError().constData());
        }
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    QTemporaryDir directory_;
    QStringList as_user_;
    QProcess server_;
    int databases_ = 0;
};

} // namespace keyline::test
