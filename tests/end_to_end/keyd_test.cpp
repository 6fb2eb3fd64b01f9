// keyline-keyd as stations use it: real program, real SoftHSM token, real socket, started and stopped by this test.
#include "app/file_lock.h"
#include "app/system_ports.h"
#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/registry.h"
#include "tests/support/keyd_directory.h"

#include <fcntl.h>
#include <latch>
#include <sys/file.h>
#include <thread>

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {

// Every place where a secret could have been left, as bytes and as hex.
bool holds(const QByteArray& where, ByteView secret) {
    const QByteArray bytes(reinterpret_cast<const char*>(secret.data()), static_cast<qsizetype>(secret.size()));
    return where.contains(bytes) || where.contains(bytes.toHex()) || where.contains(bytes.toHex().toUpper()) ||
           where.contains(bytes.toBase64());
}

} // namespace

class KeydTest : public QObject {
    Q_OBJECT

  private slots:
    void a_lock_is_issued_and_proved_and_no_secret_is_left_behind() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        auto service = connect_key_service(directory.setup);
        QVERIFY(service);
        auto info = (*service)->info();
        QVERIFY(info);
        QCOMPARE(info->environment, std::string("development"));
        QCOMPARE(info->station.text(), std::string("line1"));

        SoftwareLock lock = development_lock();
        QVERIFY(info->kg == lock.identify()->kg);
        auto order = (*service)->create_order(new_order());
        QVERIFY(order);
        const IssueRequest request = request_for(*order);
        lock.chip->uid = request.uid;
        auto issued = (*service)->issue(request);
        QVERIFY(issued);
        auto again = (*service)->issue(request);
        QVERIFY(again && equal(again->token.bytes(), issued->token.bytes()));
        auto table = (*service)->table(order->id);
        QVERIFY(table && table->size() == 256);
        QVERIFY(lock.program(&issued->token, *table, [](std::size_t, std::size_t) {}));
        for (const ProofStage stage : {ProofStage::written, ProofStage::closed}) {
            auto challenge = (*service)->challenge(request.claim, stage);
            QVERIFY(challenge);
            auto answer = lock.answer(*challenge);
            QVERIFY(answer);
            QVERIFY((*service)->prove(request.claim, challenge->id, answer->proof));
            const auto used_up = (*service)->prove(request.claim, challenge->id, answer->proof);
            QVERIFY(!used_up && used_up.error().code == ErrorCode::challenge_unknown);
        }
        QVERIFY((*service)->report(request.claim, ClaimState::passed, "ok"));
        QCOMPARE((*service)->order(order->id)->counts.passed, std::uint64_t(1));

        auto entry = db::format_entry(0, {}, {"line1", "ann"}, {"unit.passed", {}, {}, {}, {}, {}, {}});
        auto note = (*service)->archive(0, {*entry});
        QVERIFY(note);
        auto checkpoint = db::open_checkpoint(*note, *db::VerifierKey::parse(info->log_vkey));
        QVERIFY(checkpoint && checkpoint->size == 1 && checkpoint->origin == info->log_origin);

        const QByteArray pin = read_file(directory.file("pin"));
        service->reset();
        directory.stop();
        QVERIFY(pin.size() >= 16);
        for (const char* name : {"keyd.log", "keyd.db", "archive.db", "keyd.toml", "softhsm2.conf"}) {
            const QByteArray bytes = read_file(directory.file(name));
            QVERIFY2(!bytes.isEmpty(), name);
            QVERIFY2(!bytes.contains(pin), name);
            QVERIFY2(!holds(bytes, lock.chip->kg), name);
            QVERIFY2(!holds(bytes, lock.chip->pek), name);
            QVERIFY2(!holds(bytes, issued->token.wrapped_pek()), name);
            QVERIFY2(!holds(bytes, issued->token.pek_of_serial()), name);
            QVERIFY2(!holds(bytes, table->bytes().first(32)), name);
        }
        QCOMPARE(run({"verify", "--config", directory.config()}).exit_code, 0);
        QCOMPARE(run({"check", "--config", directory.config()}).exit_code, 0);
    }

    void files_are_this_users_alone_and_made_once() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const char* name : {"", "tokens", "pin", "keyd.db", "archive.db", "keyd.toml"}) {
            QVERIFY2(!(QFile::permissions(directory.file(name)) & others), name);
        }
        const QByteArray before = read_file(directory.config());
        const Ended second = run({"init", "--dir", directory.file(""), "--station", "line2"});
        QCOMPARE(second.exit_code, 3);
        QVERIFY2(second.error.contains("station.exists"), second.error);
        QCOMPARE(read_file(directory.config()), before);
        QCOMPARE(
            run({"init", "--dir", directory.file("new"), "--station", "x", "--environment", "production"}).exit_code,
            2);
    }

    void one_keyd_in_a_directory() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        QProcess first;
        QVERIFY(directory.serve(first));
        auto service = connect_key_service(directory.setup);
        QVERIFY(service);
        const Ended second = run(directory.serve_arguments());
        QCOMPARE(second.exit_code, 5);
        QVERIFY2(second.error.contains("key_service.in_use"), second.error);
        const Ended beside = run({"keys", "show", "--config", directory.config()});
        QCOMPARE(beside.exit_code, 5);
        QVERIFY2(beside.error.contains("kill " + QByteArray::number(first.processId())), beside.error);
        QVERIFY((*service)->info());
        directory.stop();
        QVERIFY(first.state() == QProcess::NotRunning || first.waitForFinished());
    }

    void many_launchers_start_one_keyd() {
        constexpr int launchers = 8;
        KeydDirectory directory;
        QVERIFY(directory.init());
        std::latch all_here(launchers);
        std::atomic<int> connected = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < launchers; ++i) {
            threads.emplace_back([&] {
                all_here.arrive_and_wait();
                auto service = connect_key_service(directory.setup);
                connected += service && (*service)->info() ? 1 : 0;
            });
        }
        threads.clear();
        QCOMPARE(connected.load(), launchers);
        QCOMPARE(directory.log().count(": ready, "), 1);
    }

    void a_killed_keyd_is_started_again() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        auto service = connect_key_service(directory.setup);
        QVERIFY(service);
        auto order = (*service)->create_order(new_order());
        QVERIFY(order);
        const IssueRequest request = request_for(*order);
        auto issued = (*service)->issue(request);
        QVERIFY(issued);
        QCOMPARE(kill(read_file(directory.file("keyd.lock")).trimmed().toInt(), SIGKILL), 0);
        auto again = (*service)->issue(request);
        QVERIFY(again && equal(again->token.bytes(), issued->token.bytes()));
        QCOMPARE(directory.log().count(": ready, "), 2);
    }

    void a_slow_keyd_is_waited_for() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        const auto attending = connect_key_service(directory.setup); // else it ends as idle
        QVERIFY(attending);
        const int pid = read_file(directory.file("keyd.lock")).trimmed().toInt();
        QCOMPARE(kill(pid, SIGSTOP), 0);
        std::atomic<bool> connected = false;
        std::jthread waiting([&] { connected = connect_key_service(directory.setup).has_value(); });
        const bool gives_no_answer_up = QTest::qWaitFor(
            [&] {
                auto lock = FileLock::take(directory.file("start.lock").toStdString(), {});
                return lock && !*lock;
            },
            60'000);
        QCOMPARE(kill(pid, SIGCONT), 0);
        waiting.join();
        QVERIFY(gives_no_answer_up && connected);
        QCOMPARE(directory.log().count(": ready, "), 1);
        QVERIFY2(!directory.log().contains("key_service.in_use"), directory.log());
    }

    void what_a_killed_init_has_left_goes() {
        KeydDirectory directory;
        const QString abandoned = directory.file("../.keyd.AbCdEf");
        const QString in_work = directory.file("../.keyd.GhIjKl");
        for (const QString& left : {abandoned, in_work}) {
            QVERIFY(QDir().mkpath(left));
            write_file(left + "/pin", "0000");
        }
        write_file(directory.file("../keyd-init.log"), "killed");
        const int held = open(qPrintable(in_work), O_RDONLY | O_DIRECTORY);
        QCOMPARE(flock(held, LOCK_EX), 0);
        QVERIFY(directory.init());
        close(held);
        QVERIFY(!QFile::exists(abandoned) && !QFile::exists(directory.file("../keyd-init.log")));
        QVERIFY(QFile::exists(in_work + "/pin"));
    }

    void it_ends_after_its_last_client() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        QProcess keyd;
        QVERIFY(directory.serve(keyd, {"--idle-exit", "3"}));
        QVERIFY(connect_key_service(directory.setup)); // comes, and goes again
        QVERIFY(keyd.waitForFinished(30'000));
        QCOMPARE(keyd.exitCode(), 0);
        QVERIFY(keyd.readAll().contains("stopped: idle"));
    }

    void a_wrong_pin_is_tried_once() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        const QByteArray pin = read_file(directory.file("pin"));
        write_file(directory.file("pin"), "123456789012");
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_pin_wrong);
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_pin_refused_before);
        QCOMPARE(run(directory.serve_arguments()).exit_code, 5);
        write_file(directory.file("pin"), pin);
        QVERIFY(connect_key_service(directory.setup));
        QVERIFY(!directory.log().contains("123456789012"));
    }

    void what_is_missing_is_named() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        const QByteArray config = read_file(directory.config());
        directory.replace_in_config("libsofthsm2.so", "libno-such-module.so");
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_module_missing);
        write_file(directory.config(), config);
        directory.replace_in_config("keyline-line1", "another");
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_token_missing);
        write_file(directory.config(), config);
        QVERIFY(QFile::rename(directory.file("pin"), directory.file("pin.away")));
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_pin_missing);
        QVERIFY(QFile::rename(directory.file("pin.away"), directory.file("pin")));
        QVERIFY(QFile::setPermissions(directory.file("pin"), QFile::ReadOwner | QFile::ReadOther));
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_pin_exposed);
        QVERIFY(QFile::setPermissions(directory.file("pin"), QFile::ReadOwner));
        QVERIFY(QFile::rename(directory.file("keyd.db"), directory.file("keyd.db.away")));
        QCOMPARE(directory.connect_error(), ErrorCode::registry_unavailable);
        QVERIFY(QFile::rename(directory.file("keyd.db.away"), directory.file("keyd.db")));
        QVERIFY(connect_key_service(directory.setup));
    }

    void another_key_is_not_worked_with() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        const auto config = read_keyd_config(directory.config().toStdString());
        QVERIFY(config);
        directory.replace_in_config("kg = \"" + QByteArray::fromStdString(config->kgs.front().check_value.text()),
                                    "kg = \"000000");
        QCOMPARE(directory.connect_error(), ErrorCode::hsm_key_check_value);
    }

    void production_takes_no_softhsm() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        SystemClock clock;
        QVERIFY(db::SqlRegistry::create(
            {directory.file("production.db").toStdString(), *Name::parse("production"), clock}));
        directory.replace_in_config("\"development\"", "\"production\"");
        directory.replace_in_config("\"keyd.db\"", "\"production.db\"");
        QCOMPARE(directory.connect_error(), ErrorCode::config_invalid);
        directory.replace_in_config("softhsm_directory = \".\"\n", "");
        QCOMPARE(directory.connect_error(), ErrorCode::config_invalid);
    }

    void bad_configuration_data() {
        QTest::addColumn<QByteArray>("old_text");
        QTest::addColumn<QByteArray>("new_text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* old_text, const char* new_text, const char* expected) {
            QTest::newRow(name) << QByteArray(old_text) << QByteArray(new_text) << QByteArray(expected);
        };
        row("unknown key", "station =", "colour = \"red\"\nstation =", "line 2: colour");
        row("unknown check value", "[check_values]\n", "[check_values]\ntable = \"000000\"\n", "table");
        row("no TOML", "station =", "station", "line 2");
        row("missing key", "token_label", "# token_label", "token_label");
        row("environment", "\"development\"", "\"test\"", "environment");
        row("check value", "kek = \"", "kek = \"0", "kek");
        row("socket too long", "station =", qPrintable("socket = \"" + QString(120, 'x') + "\"\nstation ="), "socket");
        row("two PINs", "station =", "pin_credential = \"pin\"\nstation =", "pin_file");
        row("no credential", "pin_file = \"pin\"", "pin_credential = \"pin\"", "pin_credential");
    }
    void bad_configuration() {
        QFETCH(QByteArray, old_text);
        QFETCH(QByteArray, new_text);
        QFETCH(QByteArray, expected);
        KeydDirectory directory;
        QVERIFY(QDir().mkpath(directory.file("")));
        write_file(directory.config(), "environment = \"development\"\n"
                                       "station = \"line1\"\n"
                                       "module = \"/usr/lib/softhsm/libsofthsm2.so\"\n"
                                       "token_label = \"keyline-line1\"\n"
                                       "pin_file = \"pin\"\n"
                                       "registry = \"keyd.db\"\n"
                                       "archive = \"archive.db\"\n"
                                       "[check_values]\nkg = \"000000\"\nkek = \"000000\"\n");
        QVERIFY(read_keyd_config(directory.config().toStdString()));
        directory.replace_in_config(old_text, new_text);
        const Ended ended = run(directory.serve_arguments());
        QCOMPARE(ended.exit_code, 3);
        QVERIFY2(ended.error.contains("config.invalid") && ended.error.contains(expected), ended.error);
    }

    void no_configuration() {
        QCOMPARE(run({"serve", "--config", "/nonexistent/keyd.toml"}).exit_code, 3);
        QCOMPARE(run({"serve"}).exit_code, 2);
        QCOMPARE(run({}).exit_code, 2);
        QCOMPARE(run({"--help"}).exit_code, 0);
    }

    void long_and_odd_directory_names() {
        KeydDirectory directory(QString(60, 'a') + "/" + QString(60, 'b') + "/key service 100% ü");
        QVERIFY(QDir().mkpath(directory.file("..")));
        QVERIFY(directory.init());
        auto service = connect_key_service(directory.setup);
        QVERIFY(service && (*service)->info());
    }

    void a_socket_directory_of_others_is_not_believed() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        const auto parent = std::filesystem::path(directory.setup.addresses.front().substr(5)).parent_path();
        QVERIFY(std::filesystem::create_directory(parent));
        std::filesystem::permissions(parent, std::filesystem::perms::all);
        QCOMPARE(directory.connect_error(), ErrorCode::file_io);
    }
};

QTEST_GUILESS_MAIN(KeydTest)
#include "keyd_test.moc"
