// What the station needs and is not what it should be: HSM, tables, ports, another init. For each the exit code, the
// error's code, and a text that names what is wrong.
#include "tests/support/bad_input.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace keyline::test;

class BadServicesTest : public QObject {
    Q_OBJECT

    DemoStation station_{1};
    QString keyd_file(const QString& name) const { return station_.path("station/keyd/" + name); }
    QStringList keys_of_the_token() const; // their files; SoftHSM encrypts which is which
    void verify_keyd_refused(const char* code, const QString& text) {
        station_.end_keyd(SIGTERM);
        verify_refused(station_.keyline({"order", "list"}), 5, code, text);
    }

  private slots:
    void initTestCase() { QCOMPARE(station_.init().exit_code, 0); }
    void cleanup() { QCOMPARE(station_.keyline({"order", "list"}).exit_code, 0); } // each leaves it as it was
    void pin_files();
    void a_pin_that_is_right_again();
    void module_token_and_check_values();
    void keys();
    void tables();
    void port_in_use();
    void port_unplugged_in_the_middle();
    void two_inits_at_once();
};

QStringList BadServicesTest::keys_of_the_token() const {
    QStringList paths;
    QDirIterator files(keyd_file("tokens"), {"*.object"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        if (const QString path = files.next(); !path.endsWith("/token.object")) {
            paths.append(path);
        }
    }
    return paths;
}

void BadServicesTest::pin_files() {
    const QString pin = keyd_file("pin");
    const Restored right(pin);
    write_file(pin, "");
    verify_keyd_refused("hsm.pin_missing", "a PIN has 4 to 64 bytes");
    write_file(pin, QByteArray(10'000'000, '1'));
    verify_keyd_refused("hsm.pin_missing", "a PIN has 4 to 64 bytes");
    QVERIFY(QFile::remove(pin));
    verify_keyd_refused("hsm.pin_missing", "ENOENT");
    QCOMPARE(mkfifo(qPrintable(pin), 0600), 0); // nobody will ever write into it
    verify_keyd_refused("hsm.pin_missing", "not a regular file");
    QVERIFY(QFile::remove(pin));
    write_file(pin, right.bytes());
    QCOMPARE(chmod(qPrintable(pin), 0644), 0);
    verify_keyd_refused("hsm.pin_exposed", "chmod 600 " + pin);
    QCOMPARE(chmod(qPrintable(pin), 0600), 0);
}

void BadServicesTest::a_pin_that_is_right_again() {
    const Restored right(keyd_file("pin"));
    write_file(keyd_file("pin"), "00000000");
    verify_keyd_refused("hsm.pin_wrong", "Correct the PIN file");
    verify_keyd_refused("hsm.pin_refused_before", "remove " + keyd_file("pin.refused"));
    // As if the PIN were right after all: what the text says helps. The wrong one is tried again, once.
    QVERIFY(QFile::remove(keyd_file("pin.refused")));
    verify_keyd_refused("hsm.pin_wrong", "Correct the PIN file");
}

void BadServicesTest::module_token_and_check_values() {
    const Restored config(keyd_file("keyd.toml"));
    config.replace("libsofthsm2.so", "nosuch.so");
    verify_keyd_refused("hsm.module_missing", "nosuch.so");
    config.replace("libsofthsm2.so", "../../../etc/passwd");
    verify_keyd_refused("hsm.module_missing", "passwd");
    config.replace("token_label = \"keyline-demo\"", "token_label = \"another\"");
    verify_keyd_refused("hsm.token_missing", "'another'");
    for (const QByteArray key : {"kg", "kek"}) {
        const auto at = config.bytes().indexOf("\n" + key + " = \"") + key.size() + 5;
        config.replace(config.bytes().mid(at, 6), "000000");
        verify_keyd_refused("hsm.key_check_value", "'" + key + "' has check value " + config.bytes().mid(at, 6));
    }
}

void BadServicesTest::keys() {
    QByteArray not_extractable(17, '\0'); // an attribute in SoftHSM's files: type, kind (1: boolean), value
    not_extractable[6] = 0x01;
    not_extractable[7] = 0x62; // CKA_EXTRACTABLE
    not_extractable[15] = 1;
    QByteArray extractable = not_extractable;
    extractable[16] = 1;
    QSet<QString> missing;
    for (const QString& path : keys_of_the_token()) {
        station_.end_keyd(SIGTERM);
        QVERIFY(QFile::rename(path, path + ".away"));
        const Answer without = station_.keyline({"order", "list"});
        QVERIFY(QFile::rename(path + ".away", path));
        const Restored object(path);
        QCOMPARE(without.exit_code, 5);
        if (!object.bytes().contains(not_extractable)) {
            continue; // a public key: it has no such attribute, and OpenSSL's engine says that it is missing
        }
        verify_refused(without, 5, "hsm.key_missing", "keys are made by a key ceremony");
        missing.insert(without.first("error")["details"].toObject()["key"].toString());
        object.replace(not_extractable, extractable);
        verify_keyd_refused("hsm.key_weak", "EXTRACTABLE");
    }
    QVERIFY2(missing.contains("kg") && missing.contains("kek") && missing.size() >= 5,
             qPrintable(missing.values().join(' ')));
    station_.end_keyd(SIGTERM);
}

void BadServicesTest::tables() {
    const QString order = station_.create_order(1);
    const Restored registry(keyd_file("keyd.db"));
    const auto change = [&](const char* sql) {
        station_.end_keyd(SIGTERM);
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(qPrintable(keyd_file("keyd.db")), &database), SQLITE_OK);
        QByteArray rules; // against just this; put back as they were
        const auto collect = [](void* into, int, char** columns, char**) {
            *static_cast<QByteArray*>(into) += QByteArray(columns[0]) + ";";
            return 0;
        };
        sqlite3_exec(database, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'sealed_tables'",
                     collect, &rules, nullptr);
        char* problem = nullptr;
        const QByteArray without = "DROP TRIGGER sealed_tables_unchanged; DROP TRIGGER sealed_tables_stay;";
        sqlite3_exec(database, without + sql + ";" + rules, nullptr, nullptr, &problem);
        QVERIFY2(problem == nullptr, problem);
        QCOMPARE(sqlite3_close(database), SQLITE_OK);
    };
    const auto verify_refused_now = [&](const char* code, int exit_code, const char* text) {
        verify_refused(station_.keyline({"provision", "--order", order}), exit_code, code, text);
        station_.end_keyd(SIGTERM);
        write_file(keyd_file("keyd.db"), registry.bytes());
    };
    change("UPDATE sealed_tables SET sealed = substr(sealed, 1, 20)");
    verify_refused_now("table.damaged", 5, "profile demo");
    change("UPDATE sealed_tables SET sealed = CAST(substr(sealed, 1, 99) || x'55' || substr(sealed, 101) AS BLOB)");
    verify_refused_now("table.damaged", 5, "profile demo");
    change("DELETE FROM sealed_tables");
    verify_refused_now("table.missing", 3, "Profile demo");
}

void BadServicesTest::port_in_use() {
    const QString order = station_.create_order(1, "0001-000000000011");
    const int port = open(qPrintable(station_.path("sim/lane-1")), O_RDWR | O_NOCTTY | O_CLOEXEC);
    QVERIFY(port >= 0);
    QCOMPARE(flock(port, LOCK_EX), 0);
    verify_refused(station_.keyline({"provision", "--order", order}), 6, "fixture.port_busy", "sim/lane-1");
    verify_refused(station_.keyline({"fixtures", "identify"}), 6, "fixture.port_busy", "Stop that program");
    close(port);
}

void BadServicesTest::port_unplugged_in_the_middle() {
    const QString order = station_.create_order(1, "0001-000000000021");
    station_.stop_simulator();
    station_.start_simulator({}); // at a line's own speed there is a middle
    QProcess run;
    station_.start(run, {"provision", "--order", order, "--count", "1", "--wait", "2"});
    QVERIFY(DemoStation::wait_for(run, "writing"));
    station_.kill_simulator();
    const Answer answer = DemoStation::finish(run);
    QCOMPARE(answer.exit_code, 6);
    const QString said = answer.stdout_text + answer.stderr_text;
    QVERIFY2(said.contains("fixture.hung_up") || said.contains("fixture.port_missing"), qPrintable(said));
    QCOMPARE(answer.last()["passed"].toInt(), 0);
    station_.start_simulator({"--fast"});
    const Answer again = station_.keyline({"provision", "--order", order}); // it goes on with the same unit
    QCOMPARE(again.exit_code, 0);
    QCOMPARE(station_.order(order)["issued"].toInt(), 1);
}

void BadServicesTest::two_inits_at_once() {
    QProcess inits[2];
    for (QProcess& init : inits) {
        init.start(DemoStation::program("keyline"), {"--json", "--station", station_.path("new"), "init"});
    }
    const Answer answers[] = {DemoStation::finish(inits[0]), DemoStation::finish(inits[1])};
    const int winner = answers[0].exit_code == 0 ? 0 : 1;
    QCOMPARE(answers[winner].exit_code, 0);
    verify_refused(answers[1 - winner], 3, "station.exists", "Nothing was changed");
    QVERIFY(QDir(station_.path("new")).entryList({".*"}, QDir::Hidden | QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    QProcess status;
    status.start(DemoStation::program("keyline"), {"--json", "--station", station_.path("new"), "status"});
    QCOMPARE(DemoStation::finish(status).exit_code, 0);
    const QByteArray lock = read_file(station_.path("new/keyd/keyd.lock"));
    kill(lock.trimmed().toInt(), SIGTERM);
}

QTEST_GUILESS_MAIN(BadServicesTest)
#include "bad_services_test.moc"
