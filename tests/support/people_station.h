// A station whose keyd has operators, with the real programs: keyline-keyd operator add, keyline login, one-time codes
// as an authenticator app would show them. Registry in SQLite, or in PostgreSQL. Everything that a program printed is
// kept, for the search of secrets.
#pragma once

#include "provisioning/people/one_time_code.h"
#include "provisioning/ports/administration.h"
#include "tests/support/demo_station.h"
#include "tests/support/postgres_server.h"

#include <QSet>
#include <cstdlib>
#include <liboath/oath.h>
#include <memory>
#include <sqlite3.h>

namespace keyline::test {

// What somebody has with them.
struct Member {
    QByteArray badge;
    QByteArray pin;
    QByteArray uri{};          // otpauth://
    qint64 last_step = 0;      // of the codes that were used
    QList<QByteArray> codes{}; // all that were used
};

class PeopleStation : public DemoStation {
  public:
    explicit PeopleStation(PostgresServer* postgres = nullptr) : DemoStation(1), postgres_(postgres) {
        if (postgres_ != nullptr) {
            const QString uri = QString::fromStdString(postgres_->new_database());
            const Answer made = keyd({"init", "--dir", path("station/keyd"), "--station", "demo", "--store", uri});
            if (made.exit_code != 0) {
                qFatal("keyline-keyd init: %s", qPrintable(made.stderr_text));
            }
        }
        if (init().exit_code != 0) {
            qFatal("no station");
        }
    }

    Member& member(const QString& name) {
        if (!members_.contains(name)) { // long enough not to stand in a time or a digest by chance
            const QByteArray number = QByteArray::number(31 + 2 * members_.size());
            members_.insert(name, {"badge:" + name.toUtf8() + ":" + number, "8051946273" + number});
        }
        return members_[name];
    }
    const QMap<QString, Member>& members() const { return members_; }
    const QByteArray& printed() const { return printed_; }

    Answer keyd(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        process.start(program("keyline-keyd"), arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(answer_ms_max);
        Answer answer;
        answer.exit_code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        answer.stdout_text = process.readAllStandardOutput();
        answer.stderr_text = process.readAllStandardError();
        printed_ += (answer.stdout_text + answer.stderr_text).toUtf8();
        return answer;
    }
    QString config() const { return path("station/keyd/keyd.toml"); }

    Answer add_on_host(const QString& name, const QString& roles, const QStringList& more = {}) {
        end_keyd(SIGTERM); // only when nobody serves there
        return keyd(QStringList{"operator", "add", name, "--roles", roles, "--config", config(), "--secrets", "-"} +
                        more,
                    credential(name));
    }
    QByteArray credential(const QString& name) { return member(name).badge + '\n' + member(name).pin + '\n'; }

    // `secrets`: what is asked for, a line each.
    Answer ask(const QStringList& arguments, const QByteArray& secrets = {}) {
        const Answer answer = keyline(arguments, secrets);
        printed_ += (answer.stdout_text + answer.stderr_text).toUtf8();
        return answer;
    }
    Answer as(const QString& name, const QStringList& arguments, const QByteArray& secrets = {}) {
        QStringList all = QStringList{"--as", name} + arguments;
        if (!secrets.isEmpty()) {
            all += QStringList{"--secrets", "-"};
        }
        return ask(all, secrets);
    }
    Answer log_in(const QString& name) { return ask({"login", "--secrets", "-"}, credential(name)); }

    // A code that was not used: of this step or the next, which is taken too; when both were, it waits for a new one.
    QByteArray code(const QString& name) {
        Member& who = member(name);
        const qint64 step = std::max(who.last_step + 1, now_step());
        while (now_step() + code_steps_around < step) {
            QThread::msleep(50); // for the clock alone
        }
        who.last_step = step;
        who.codes.append(code_of_step(who.uri, step));
        return who.codes.last() + '\n';
    }
    static QByteArray code_of_step(const QByteArray& uri, qint64 step) {
        const QByteArray base32 = base32_of(uri);
        char* secret = nullptr;
        std::size_t bytes = 0;
        std::array<char, one_time_code_digits + 1> text{};
        if (oath_base32_decode(base32.constData(), static_cast<std::size_t>(base32.size()), &secret, &bytes) ==
            OATH_OK) {
            oath_totp_generate(secret, bytes, static_cast<time_t>(step * code_step_s), code_step_s, 0,
                               one_time_code_digits, text.data());
            std::free(secret);
        }
        return text.data();
    }
    static QByteArray base32_of(const QByteArray& uri) {
        const auto begin = uri.indexOf("secret=") + 7;
        return uri.mid(begin, uri.indexOf('&', begin) - begin);
    }

    // Logged in, with one-time codes. False: something was refused.
    bool enrol(const QString& name) {
        if (log_in(name).exit_code != 0) {
            return false;
        }
        const QString uri_file = path(name + ".uri");
        const Answer enrolled = as(name, {"operator", "enrol-code", "--uri-file", uri_file}, member(name).pin + '\n');
        QFile file(uri_file);
        if (enrolled.exit_code != 0 || !file.open(QIODevice::ReadOnly)) {
            return false;
        }
        member(name).uri = file.readAll();
        return as(name, {"operator", "confirm-code"}, code(name)).exit_code == 0;
    }
    bool add_and_enrol(const QString& name, const QString& roles, const QStringList& more = {}) {
        return add_on_host(name, roles, more).exit_code == 0 && enrol(name);
    }

    QByteArray session(const QString& name) const {
        QFile file(path("station/sessions/" + name));
        return file.open(QIODevice::ReadOnly) ? file.read(static_cast<qint64>(session_token_size_bytes)) : QByteArray();
    }

    // In keyd's registry, while no keyd works there. What it answers, a row a line.
    QString sql(const QString& text) {
        if (postgres_ != nullptr) {
            return postgres_->sql("SET search_path TO keyline_registry; " + text);
        }
        end_keyd(SIGKILL);
        sqlite3* database = nullptr;
        QString rows;
        char* problem = nullptr;
        const auto row = [](void* to, int columns, char** values, char**) {
            for (int i = 0; i < columns; ++i) {
                *static_cast<QString*>(to) += QString(i == 0 ? "" : "|") + values[i];
            }
            *static_cast<QString*>(to) += '\n';
            return 0;
        };
        if (sqlite3_open(qPrintable(path("station/keyd/keyd.db")), &database) != SQLITE_OK ||
            sqlite3_exec(database, qPrintable(text), row, &rows, &problem) != SQLITE_OK) {
            qFatal("%s: %s", qPrintable(text), problem);
        }
        sqlite3_close(database);
        return rows.trimmed();
    }
    // keyd's log, an entry a line.
    QStringList keyd_log() {
        return sql(postgres_ != nullptr ? "SELECT convert_from(leaf, 'UTF8') FROM entries ORDER BY id"
                                        : "SELECT CAST(leaf AS TEXT) FROM entries ORDER BY id")
            .split('\n');
    }
    // Whether an entry has all of these.
    bool on_record(const QStringList& texts) {
        for (const QString& entry : keyd_log()) {
            if (std::all_of(texts.begin(), texts.end(), [&](const QString& text) { return entry.contains(text); })) {
                return true;
            }
        }
        qWarning("not on record: %s", qPrintable(texts.join(' ')));
        return false;
    }

  private:
    static qint64 now_step() { return QDateTime::currentSecsSinceEpoch() / code_step_s; }

    PostgresServer* postgres_;
    QMap<QString, Member> members_;
    QByteArray printed_;
};

} // namespace keyline::test
