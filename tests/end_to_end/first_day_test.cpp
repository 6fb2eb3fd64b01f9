// What a person meets on the first day: each mistake has its own error, its exit code, and leaves nothing behind.
#include "tests/support/demo_station.h"

#include <QDirIterator>

#include <sys/stat.h>

using namespace keyline::test;

class FirstDayTest : public QObject {
    Q_OBJECT

  private slots:
    void usage();
    void stations();
    void orders();
    void ports();
    void locks();
    void hsm();
    void damaged_log();
    void a_disk_that_fills();
};

void FirstDayTest::usage() {
    DemoStation station(1);
    QCOMPARE(station.keyline({}).exit_code, 2);
    const Answer unknown = station.keyline({"provison"});
    QCOMPARE(unknown.exit_code, 2);
    QVERIFY(unknown.stderr_text.contains("provison"));
    QCOMPARE(station.keyline({"order", "list", "--frob"}).exit_code, 2);
    QCOMPARE(station.init().exit_code, 0);
    QProcess full;
    full.setStandardOutputFile("/dev/full");
    full.start(DemoStation::program("keyline"), {"--station", station.station(), "fixtures", "list"});
    QVERIFY(full.waitForFinished());
    QCOMPARE(full.exitCode(), 3);
    QCOMPARE(station.keyline({"provision"}).exit_code, 2);
    QCOMPARE(station.keyline({"provision", "--order", "WO-0001", "--count", "many"}).exit_code, 2);
    for (const char* count : {"0", "-1", "99999999999999999999"}) {
        QCOMPARE(station.keyline({"provision", "--order", "WO-0001", "--count", count}).exit_code, 2);
    }
    for (const QStringList& help :
         QList<QStringList>{{"--help"}, {"provision", "--help"}, {"order", "create", "--help"}}) {
        QProcess process;
        process.start(DemoStation::program("keyline"), help);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().contains("Example"));
    }
}

void FirstDayTest::stations() {
    DemoStation station(1);
    const Answer missing = station.keyline({"order", "list"});
    QCOMPARE(missing.exit_code, 3);
    QCOMPARE(missing.code(), QString("station.missing"));
    const Answer none = station.keyline({"provision", "--order", "WO-0001"});
    QCOMPARE(none.exit_code, 3);
    QCOMPARE(none.last()["event"].toString(), QString("summary"));

    QCOMPARE(station.init().exit_code, 0);
    const Answer twice = station.init();
    QCOMPARE(twice.exit_code, 3);
    QCOMPARE(twice.code(), QString("station.exists"));

    QFile config(station.path("station/station.toml"));
    QVERIFY(config.open(QIODevice::Append));
    config.write("colour = \"red\"\n");
    config.close();
    const Answer unknown_key = station.keyline({"status"});
    QCOMPARE(unknown_key.exit_code, 3);
    QCOMPARE(unknown_key.code(), QString("config.invalid"));
}

void FirstDayTest::orders() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    const auto create = [&](const QString& profile, const QString& first, const QString& quota) {
        return station.keyline({"order", "create", "--profile", profile, "--first", first, "--quota", quota});
    };
    QCOMPARE(create("nosuch", "0001-000000000001", "1").code(), QString("profile.missing"));
    QCOMPARE(create("demo", "0001-00000000001", "1").code(), QString("serial.malformed"));
    QCOMPARE(create("demo", "0002-000000000001", "1").code(), QString("serial.wrong_type"));
    QCOMPARE(create("demo", "0001-000000000001", "0").code(), QString("order.invalid"));
    QCOMPARE(create("demo", "0001-000000000001", "5").exit_code, 0);
    QCOMPARE(create("demo", "0001-000000000003", "5").code(), QString("order.overlaps"));
    const Answer unknown = station.keyline({"provision", "--order", "WO-9999"});
    QCOMPARE(unknown.exit_code, 8);
    QCOMPARE(unknown.code(), QString("order.unknown"));
    QCOMPARE(station.keyline({"provision", "--order", "../x"}).exit_code, 3);
    QCOMPARE(station.keyline({"audit", "show", "0001-000000000001"}).code(), QString("unit.unknown"));
    const auto until = [&](const QString& date) {
        return station.keyline({"order", "create", "--profile", "demo", "--first", "0001-000000000200", "--quota", "1",
                                "--expires", date});
    };
    QCOMPARE(until("2020-12-31").code(), QString("order.invalid"));
    QCOMPARE(until("2126-02-31").code(), QString("order.invalid"));
    QCOMPARE(until("2126-02-28").exit_code, 0);
}

void FirstDayTest::ports() {
    DemoStation station(2);
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(4);
    QCOMPARE(station.keyline({"provision", "--order", order, "--lanes", "7"}).code(), QString("lane.unknown"));

    QProcess busy; // holds lane 1 while it waits for scans
    station.start(busy, {"provision", "--order", order, "--lanes", "1", "--serials", "-"});
    QVERIFY(busy.waitForReadyRead(DemoStation::answer_ms_max));
    const Answer second = station.keyline({"provision", "--order", order, "--lanes", "1"});
    QCOMPARE(second.exit_code, 6);
    QCOMPARE(second.code(), QString("lane.busy"));
    busy.closeWriteChannel();
    QCOMPARE(DemoStation::finish(busy).exit_code, 0);

    station.stop_simulator();
    const Answer missing = station.keyline({"provision", "--order", order});
    QCOMPARE(missing.exit_code, 6);
    QCOMPARE(missing.code(), QString("fixture.port_missing"));
    QCOMPARE(station.order(order)["issued"].toInt(), 0);
}

void FirstDayTest::locks() {
    DemoStation station(
        3, {"--fast", "--keep", "--preset", "1=other-kg", "--preset", "2=passed", "--preset", "3=wrong-type"});
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(3);
    const char* codes[] = {"lock.wrong_kg", "lock.already_provisioned", "lock.wrong_type"};
    for (int lane = 1; lane <= 3; ++lane) {
        const Answer run =
            station.keyline({"provision", "--order", order, "--lanes", QString::number(lane), "--count", "1"});
        QCOMPARE(run.exit_code, 1);
        QCOMPARE(run.units().size(), 1);
        QCOMPARE(run.units().first()["outcome"].toString(), QString("failed"));
        QCOMPARE(run.units().first()["code"].toString(), QString(codes[lane - 1]));
        QCOMPARE(run.last()["failed"].toInt(), 1);
    }
    QCOMPARE(station.order(order)["issued"].toInt(), 0); // no number was used
    QCOMPARE(station.keyline({"audit", "verify"}).exit_code, 0);
}

void FirstDayTest::hsm() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    station.end_keyd(SIGTERM);
    const auto status_after = [&](const std::function<void()>& damage) {
        damage();
        return station.keyline({"order", "list"});
    };
    const QString pin = station.path("station/keyd/pin");
    QFile pin_file(pin);
    QVERIFY(pin_file.open(QIODevice::ReadOnly));
    const QByteArray right_pin = pin_file.readAll();
    pin_file.close();
    const auto write_pin = [&](const QByteArray& text) {
        QFile file(pin);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    };

    const Answer exposed = status_after([&] { chmod(qPrintable(pin), 0644); });
    QCOMPARE(exposed.exit_code, 5);
    QCOMPARE(exposed.code(), QString("hsm.pin_exposed"));
    const Answer wrong = status_after([&] {
        chmod(qPrintable(pin), 0600);
        write_pin("00000000");
    });
    QCOMPARE(wrong.exit_code, 5);
    QCOMPARE(wrong.code(), QString("hsm.pin_wrong"));
    QCOMPARE(station.keyline({"order", "list"}).code(), QString("hsm.pin_refused_before")); // never again by itself
    QCOMPARE(status_after([&] { write_pin(right_pin); }).exit_code, 0);
    station.end_keyd(SIGTERM);

    const QString tokens = station.path("station/keyd/tokens");
    QDirIterator objects(tokens, {"*.object"}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(QFile::resize(objects.next(), 0)); // as a kill can leave it
    const Answer restored = station.keyline({"status"});
    QCOMPARE(restored.exit_code, 0);
    const QString copy = restored.last()["key_service"].toObject()["token_restored_from"].toString();
    QVERIFY2(copy.contains("/token-copies/"), qPrintable(restored.stdout_text));
    station.end_keyd(SIGTERM);
    const Answer no_token = status_after([&] { QVERIFY(QDir().rename(tokens, tokens + ".away")); });
    QCOMPARE(no_token.exit_code, 5);
    QVERIFY(no_token.code() == "hsm.token_missing" || no_token.code() == "hsm.token_damaged");
    QDir(tokens).removeRecursively();
    QVERIFY(QDir().rename(tokens + ".away", tokens));

    QFile config(station.path("station/keyd/keyd.toml"));
    QVERIFY(config.open(QIODevice::ReadOnly));
    const QByteArray good = config.readAll();
    config.close();
    const auto write_config = [&](const QByteArray& text) {
        QFile file(config.fileName());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    };
    QVERIFY(good.contains("libsofthsm2.so"));
    const Answer no_module =
        status_after([&] { write_config(QByteArray(good).replace("libsofthsm2.so", "nosuch.so")); });
    QCOMPARE(no_module.exit_code, 5);
    QCOMPARE(no_module.code(), QString("hsm.module_missing"));
    write_config(good);
    QCOMPARE(station.keyline({"order", "list"}).exit_code, 0);
}

void FirstDayTest::damaged_log() {
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    QCOMPARE(station.keyline({"provision", "--order", station.create_order(1)}).exit_code, 0);
    QFile log(station.path("station/audit.db"));
    QVERIFY(log.open(QIODevice::ReadWrite));
    const QByteArray bytes = log.readAll();
    const auto at = bytes.indexOf("unit.proved");
    QVERIFY(at > 0);
    log.seek(at + 5);
    log.write("m");
    log.close();
    const Answer verified = station.keyline({"audit", "verify"});
    QCOMPARE(verified.exit_code, 7);
    QCOMPARE(verified.code(), QString("audit.unsound"));
    QVERIFY(QFile::remove(log.fileName()));
    QCOMPARE(station.keyline({"audit", "verify"}).exit_code, 7);
}

// Somebody is told while there is still room, at the station and at the key service; and production goes on.
void FirstDayTest::a_disk_that_fills() {
    DemoStation station(1, {"--fast"});
    QCOMPARE(station.init().exit_code, 0);
    QCOMPARE(station.keyline({"status"}).exit_code, 0);
    QVERIFY(station.keyline({"status"}).first("status")["disk"].toObject()["free_mib"].toInteger() > 0);
    const QString order = station.create_order(1);
    for (const char* name : {"station/station.toml", "station/keyd/keyd.toml"}) {
        QFile file(station.path(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray text = file.readAll();
        file.seek(0);
        file.write("disk_free_mib_min = 16777216\n" + text); // more than any disk has
    }
    station.end_keyd(SIGTERM);
    const Answer status = station.keyline({"status"});
    QCOMPARE(status.exit_code, 7);
    QCOMPARE(status.code(), QString("disk.low"));
    const Answer run = station.keyline({"provision", "--order", order});
    QCOMPARE(run.exit_code, 0);
    QCOMPARE(run.first("outbox")["code"].toString(), QString("disk.low"));
    QProcess log;
    log.start(DemoStation::program("keyline-keyd"), {"log", "--config", station.path("station/keyd/keyd.toml")});
    QVERIFY(log.waitForFinished());
    QVERIFY(log.readAllStandardOutput().contains("\"event\":\"keyd.disk_low\""));
}

QTEST_GUILESS_MAIN(FirstDayTest)
#include "first_day_test.moc"
