// The record in the hands of outsiders, with the real programs: what is exported verifies with tools that are not ours,
// and what is done to the station's own log shows against what others keep of it.
#include "tests/support/demo_station.h"
#include "tests/support/openssl_program.h"

#include <QFileInfo>
#include <sqlite3.h>
#include <sys/resource.h>

using namespace keyline::test;

class AuditTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<DemoStation> demo_;
    QTemporaryDir go_;
    QString order_;

    QString at(const QString& name) const { return demo_->path(name); }
    QByteArray contents(const QString& name) const {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& name, const QByteArray& bytes) const {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
    }
    Answer provision(int count) const {
        return demo_->keyline({"provision", "--order", order_, "--count", QString::number(count)});
    }
    // Debian's golang-golang-x-mod-dev, and nothing of ours.
    QString verify_with_go(const QString& name, const QString& key) const {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(go_.filePath("verify_export"), {"-key", at(key), at(name)});
        program.waitForFinished();
        const QString told = QString::fromUtf8(program.readAll()).trimmed();
        return program.exitStatus() == QProcess::NormalExit && program.exitCode() == (told.startsWith("ok:") ? 0 : 1)
                   ? told
                   : "did not end well: " + told;
    }
    Answer verify_export(const QString& name, const QStringList& more = {}) const {
        return demo_->keyline(QStringList{"audit", "verify", "--export", at(name)} + more);
    }
    QString copy_of(const QString& name) const {
        static int number = 0;
        const QString copy = QString("copy-%1").arg(++number);
        QDir().mkpath(at(copy));
        for (const QString& file : QDir(at(name)).entryList(QDir::Files)) {
            QFile::copy(at(name) + "/" + file, at(copy) + "/" + file);
        }
        return copy;
    }
    // As a careful forger would: the rule that is in the way is put back.
    void change_log(const QByteArray& sql) const {
        sqlite3* handle = nullptr;
        QCOMPARE(sqlite3_open(at("station/audit.db").toUtf8(), &handle), SQLITE_OK);
        sqlite3_stmt* rule = nullptr;
        sqlite3_prepare_v2(handle, "SELECT sql FROM sqlite_master WHERE name = 'logs_grow'", -1, &rule, nullptr);
        QCOMPARE(sqlite3_step(rule), SQLITE_ROW);
        const QByteArray text = reinterpret_cast<const char*>(sqlite3_column_text(rule, 0));
        sqlite3_finalize(rule);
        QCOMPARE(
            sqlite3_exec(handle, ("DROP TRIGGER logs_grow;" + sql + ";" + text).constData(), nullptr, nullptr, nullptr),
            SQLITE_OK);
        sqlite3_close(handle);
    }
    void change(const QString& name, const QByteArray& sql) const {
        sqlite3* handle = nullptr;
        QCOMPARE(sqlite3_open(at(name).toUtf8(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
    }
    void refuse(const Answer& answer, const QString& reason) const {
        QCOMPARE(answer.exit_code, 7);
        QCOMPARE(answer.code(), QString("audit.unsound"));
        QVERIFY2(answer.stdout_text.contains(reason), qPrintable(answer.stdout_text));
    }

  private slots:
    // The program that the tests check exports with; then a station, some units, an export, more units, an export.
    void initTestCase() {
        QProcess go;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("GO111MODULE", "off");
        environment.insert("GOPATH", "/usr/share/gocode");
        environment.insert("GOCACHE", go_.filePath("cache"));
        environment.insert("GOFLAGS", "");
        go.setProcessEnvironment(environment);
        go.setProcessChannelMode(QProcess::MergedChannels);
        go.start("go", {"build", "-o", go_.filePath("verify_export"),
                        QString(KEYLINE_SOURCE_DIR) + "/packaging/audit/verify_export.go"});
        QVERIFY2(go.waitForFinished(120'000) && go.exitCode() == 0, go.readAll().constData());

        demo_ = std::make_unique<DemoStation>(2);
        QCOMPARE(demo_->init().exit_code, 0);
        order_ = demo_->create_order(12);
        QCOMPARE(provision(3).exit_code, 0);
        QCOMPARE(demo_->keyline({"audit", "export", "--to", at("early")}).exit_code, 0);
        QCOMPARE(provision(3).exit_code, 0);
        QCOMPARE(demo_->keyline({"audit", "export", "--to", at("whole")}).exit_code, 0);
    }
    void cleanupTestCase() { demo_.reset(); }

    void others_find_an_export_sound() {
        QVERIFY2(verify_with_go("whole", "whole/log.vkey").startsWith("ok: "),
                 qPrintable(verify_with_go("whole", "whole/log.vkey")));
        QVERIFY(verify_with_go("early", "whole/log.vkey").startsWith("ok: "));
        const Answer ours =
            verify_export("whole", {"--key", at("early/log.vkey"), "--checkpoint", at("early/checkpoint")});
        QCOMPARE(ours.exit_code, 0);
        QCOMPARE(ours.last()["held"].toInt(), contents("early/entries.jsonl").count('\n'));
        QCOMPARE(ours.last()["entries"].toInt(), contents("whole/entries.jsonl").count('\n'));

        QCOMPARE(demo_
                     ->keyline({"audit", "export", "--to", at("lane"), "--lane", "2", "--order", order_, "--since",
                                "2020-01-01", "--csv"})
                     .exit_code,
                 0);
        const QString told = verify_with_go("lane", "whole/log.vkey");
        QVERIFY2(told.startsWith("ok: "), qPrintable(told));
        const QByteArray lane = contents("lane/entries.jsonl");
        QCOMPARE(lane.count('\n'), lane.count("\"lane\":2,"));
        QCOMPARE(contents("lane/entries.csv").count('\n'), lane.count('\n') + 1);
        QCOMPARE(verify_export("lane").exit_code, 0);

        const Answer life = demo_->keyline({"audit", "show", "0001-000000000001"});
        QCOMPARE(life.exit_code, 0);
        QCOMPARE(demo_->keyline({"audit", "prove", "0001-000000000001", "--to", at("proof")}).exit_code, 0);
        QVERIFY(verify_with_go("proof", "whole/log.vkey").startsWith("ok: "));
    }

    // The signature alone, by openssl.
    void openssl_finds_the_checkpoint_signed() {
        const QByteArray note = contents("whole/checkpoint");
        const auto blank = note.indexOf("\n\n");
        const QByteArray signature = QByteArray::fromBase64(note.mid(note.lastIndexOf(' ') + 1).trimmed()).mid(4);
        const QByteArray vkey = contents("whole/log.vkey").trimmed();
        const QByteArray key = QByteArray::fromBase64(vkey.mid(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1)).mid(1);
        write("body", note.left(blank + 1));
        write("signature", signature);
        write("key.der", key);
        const QStringList verify{"dgst", "-sha256",    "-verify",       at("key.der"), "-keyform",
                                 "DER",  "-signature", at("signature"), at("body")};
        QVERIFY(run_openssl(verify).ok);
        write("body", note.left(blank));
        QVERIFY(!run_openssl(verify).ok);
    }

    void what_is_done_to_an_export_is_found_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("reason");
        const QByteArray row = contents("whole/entries.jsonl").split('\n')[4] + '\n';
        const QByteArray next = contents("whole/entries.jsonl").split('\n')[5] + '\n';
        QTest::newRow("flipped") << "entries.jsonl" << QByteArray("unit.passed") << QByteArray("unit.failed")
                                 << "its bytes are not those whose hash was exported";
        QTest::newRow("removed") << "entries.jsonl" << row << QByteArray() << "removed: entries.jsonl lacks it";
        QTest::newRow("repeated") << "entries.jsonl" << row << row + row << "stands in the wrong place, twice";
        QTest::newRow("reordered") << "entries.jsonl" << row + next << next + row << "removed: entries.jsonl lacks it";
        QTest::newRow("inserted") << "entries.jsonl" << row << row + "{\"seq\":4,\"event\":\"unit.passed\"}\n"
                                  << "stands in the wrong place, twice, or was inserted";
        QTest::newRow("checkpoint") << "checkpoint" << QByteArray("/demo\n") << QByteArray("/demi\n")
                                    << "audit.unsound";
    }
    void what_is_done_to_an_export_is_found() {
        QFETCH(QString, file);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, reason);
        const QString copy = copy_of("whole");
        QByteArray bytes = contents(copy + "/" + file);
        const auto where = bytes.indexOf(before);
        QVERIFY(where >= 0);
        write(copy + "/" + file, bytes.replace(where, before.size(), after));
        refuse(verify_export(copy), reason);
        const QString told = verify_with_go(copy, "whole/log.vkey");
        QVERIFY2(told.startsWith("not sound: "), qPrintable(told));
    }

    void an_older_or_foreign_export_is_found() {
        refuse(verify_export("early", {"--checkpoint", at("whole/checkpoint")}), "the log was cut off");
        DemoStation other(1);
        QCOMPARE(
            other.keyline({"init", "--name", "demo", "--operator", "eve", "--lane", "1=unix:///nowhere"}).exit_code,
            0); // the same name, another key
        QCOMPARE(other.create_order(1), QString("WO-0001"));
        QCOMPARE(other.keyline({"audit", "export", "--to", at("other")}).exit_code, 0);
        QCOMPARE(verify_export("other").exit_code, 0);
        refuse(verify_export("other", {"--key", at("whole/log.vkey")}), "the key was replaced, or it is another log's");
        refuse(verify_export("other", {"--checkpoint", at("early/checkpoint")}), "the given checkpoint");
        QVERIFY(verify_with_go("other", "whole/log.vkey").startsWith("not sound: "));
        const Answer own = demo_->keyline({"audit", "verify", "--key", at("other/log.vkey")});
        refuse(own, "the key was replaced, or it is another log's");
    }

    // The log is whole by itself; what others keep of it tells.
    void a_log_that_was_set_back_or_signed_anew_is_found() {
        QCOMPARE(demo_->keyline({"audit", "verify", "--archive", "--checkpoint", at("early/checkpoint")}).exit_code, 0);
        const QByteArray log = contents("station/audit.db");
        QCOMPARE(provision(1).exit_code, 0);
        const Answer now = demo_->keyline({"audit", "verify", "--archive"});
        QCOMPARE(now.exit_code, 0);
        QCOMPARE(now.last()["held"].toInt(), now.last()["entries"].toInt());
        const QByteArray whole_log = contents("station/audit.db");
        write("newest", now.last()["checkpoint"].toString().toUtf8());

        write("station/audit.db", log);
        QCOMPARE(demo_->keyline({"audit", "verify"}).exit_code, 0);
        refuse(demo_->keyline({"audit", "verify", "--archive"}), "the log was cut off");
        refuse(demo_->keyline({"audit", "verify", "--checkpoint", at("newest")}), "the log was cut off");

        write("station/audit.db", whole_log);
        const QByteArray foreign = contents("other/log.vkey").trimmed();
        change_log("UPDATE logs SET vkey = '" + foreign + "', checkpoint = NULL, checkpoint_size = 0");
        QCOMPARE(demo_->keyline({"audit", "verify"}).exit_code, 0);
        refuse(demo_->keyline({"audit", "verify", "--key", at("whole/log.vkey")}), "the key was replaced");
        const Answer against = demo_->keyline({"audit", "verify", "--archive"});
        QCOMPARE(against.exit_code, 7);
        QVERIFY2(against.stdout_text.contains("another key is pinned"), qPrintable(against.stdout_text));
        write("station/audit.db", whole_log);
        QCOMPARE(demo_->keyline({"audit", "verify", "--archive"}).exit_code, 0);
    }

    // Decided by people, edited behind the service's back: told apart, and named.
    void an_order_is_reconciled_unit_by_unit() {
        const auto differences = [&](const QStringList& arguments, int exit_code) {
            const Answer answer = demo_->keyline(arguments);
            QStringList told;
            for (const QJsonObject& line : answer.lines) {
                if (line["event"] == "audit.difference") {
                    told << line["code"].toString() + " " + line["serial"].toString();
                }
            }
            return answer.exit_code == exit_code ? told : QStringList{answer.stderr_text};
        };
        const QStringList reconcile{"audit", "reconcile", order_};
        const QStringList verify{"audit", "verify", "--registry"};
        QCOMPARE(differences(reconcile, 0), QStringList());
        QCOMPARE(differences(verify, 0), QStringList());
        const Answer account = demo_->keyline(reconcile);
        QCOMPARE(account.first("audit.account")["registry"].toObject()["passed"].toInt(), 7);
        QCOMPARE(account.first("audit.account")["archive"].toObject()["passed"].toInt(), 7);
        QCOMPARE(account.first("audit.account")["log"].toObject()["issued"].toInt(), 7);

        QCOMPARE(demo_->keyline({"unit", "quarantine", "0001-000000000002", "--reason", "came back"}).exit_code, 0);
        const QStringList held{"decided_since 0001-000000000002"};
        QCOMPARE(differences(reconcile, 0), held);

        const auto edited = [&](const char* sql) {
            demo_->end_keyd(SIGTERM);
            change("station/keyd/keyd.db", sql);
            const QStringList told = differences(reconcile, 7);
            return told == differences(verify, 7) ? told : QStringList{"not the same of both"};
        };
        QCOMPARE(edited("UPDATE claims SET state = 'failed' WHERE serial = x'00000000000000000001000000000001'"),
                 (QStringList{"passed_only_in_log 0001-000000000001"} + held));
        QCOMPARE(edited("UPDATE orders SET passed = passed + 1, failed = failed - 1"),
                 (QStringList{"counts_differ ", "passed_only_in_log 0001-000000000001"} + held));
        QCOMPARE(edited("UPDATE orders SET passed = passed - 1, failed = failed + 1, quota = 3;"
                        "UPDATE claims SET state = 'passed' WHERE serial = x'00000000000000000001000000000001'"),
                 (QStringList{"quota_exceeded "} + held));
        demo_->end_keyd(SIGTERM);
        QCOMPARE(demo_->keyline({"audit", "reconcile", "WO-0099"}).exit_code, 8);
    }

    void statistics_are_plotted() {
        const QString svg = at("stats.svg");
        const QString png = at("stats.png");
        QCOMPARE(demo_->keyline({"audit", "stats", "--plot", svg, "--plot", png}).exit_code, 0);
        QVERIFY(contents("stats.svg").contains("<svg") && contents("stats.svg").contains("First-pass yield"));
        QVERIFY(contents("stats.png").startsWith("\x89PNG"));
        QCOMPARE(demo_->keyline({"audit", "stats", "--plot", svg}).exit_code, 3); // none is replaced
        QCOMPARE(demo_->keyline({"audit", "stats", "--plot", at("stats.gif")}).exit_code, 3);
        QVERIFY(!QFileInfo::exists(at("stats.gif")));
        QCOMPARE(demo_->keyline({"audit", "stats", "--since", "2099-01-01"}).last()["passed"].toInt(), 0);
    }

    void a_full_disk_leaves_nothing() {
        QProcess process;
        process.setChildProcessModifier([] {
            const rlimit limit{2'000, 2'000};
            setrlimit(RLIMIT_FSIZE, &limit);
        });
        demo_->start(process, {"audit", "export", "--to", at("full")});
        const Answer answer = DemoStation::finish(process);
        QCOMPARE(answer.exit_code, 7); // the export has to be on record first
        QCOMPARE(answer.code(), QString("audit.unavailable"));
        QVERIFY(!QFileInfo::exists(at("full")));
    }

    void bad_input() {
        const auto ends_with = [&](const QStringList& arguments, int exit_code) {
            const Answer answer = demo_->keyline(QStringList{"audit"} + arguments);
            QVERIFY2(answer.exit_code == exit_code, qPrintable(arguments.join(' ') + answer.stderr_text));
        };
        ends_with({"verify", "--export", at("nowhere")}, 3);
        ends_with({"verify", "--key", at("nowhere")}, 3);
        ends_with({"verify", "--checkpoint", at("sim")}, 3);
        ends_with({"verify", "--checkpoint", at("station/audit.db")}, 3);
        ends_with({"verify", "--checkpoint", at("whole/log.vkey")}, 7);
        ends_with({"verify", "--export", at("whole"), "--archive"}, 2);
        ends_with({"export", "--to", at("whole")}, 3);
        ends_with({"export", "--to", at("new"), "--since", "yesterday"}, 3);
        ends_with({"export", "--to", at("new"), "--order", "no such/order"}, 3);
        QVERIFY(!QFileInfo::exists(at("new")));
    }
};

QTEST_GUILESS_MAIN(AuditTest)
#include "audit_test.moc"
