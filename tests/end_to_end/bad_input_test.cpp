// Bad input, from the outside: for each the exit code, the error's code, and a text that names what is wrong. Numbers,
// orders, profiles, configuration, directories. HSM, tables and ports: bad_services_test; calls to keyd:
// keyd_calls_test.
#include "tests/support/bad_input.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace keyline::test;

namespace {
constexpr qint64 garbage_bytes = 1'000'000'000;
constexpr qint64 memory_kib_max = 150 * 1024; // DESIGN.md, "Budgets"
} // namespace

class BadInputTest : public QObject {
    Q_OBJECT

    DemoStation station_{2, {"--fast", "--keep"}};
    QString order_; // 0001-000000000001 to ...03
    QString used_up_, expired_, elsewhere_;

    void restart_keyd() { station_.end_keyd(SIGTERM); }
    QString keyd_file(const QString& name) const { return station_.path("station/keyd/" + name); }
    void run_sql(const char* sql) const;
    static void rows(const char* name, const QStringList& arguments, const QByteArray& input, int exit_code,
                     const char* code, const char* text) {
        QTest::newRow(name) << arguments << input << exit_code << QString(code) << QString(text);
    }

  private slots:
    void initTestCase();
    void commands_data();
    void commands();
    void configuration_data();
    void configuration();
    void profiles_data();
    void profiles();
    void directories();
    void serial_files();
    void one_serial_number_on_two_lanes();
    void a_gigabyte_of_garbage();
};

// Orders that time or another station have made what they are are put into the registry while keyd is down.
void BadInputTest::initTestCase() {
    QCOMPARE(station_.init().exit_code, 0);
    order_ = station_.create_order(3);
    used_up_ = station_.create_order(1, "0001-000000000101");
    expired_ = station_.create_order(1, "0001-000000000201");
    elsewhere_ = station_.create_order(1, "0001-000000000301");
    QCOMPARE(station_.keyline({"provision", "--order", used_up_, "--lanes", "1"}).exit_code, 0);
    QCOMPARE(station_.keyline({"provision", "--order", order_, "--lanes", "2", "--serials", "-"}, "0001-000000000003\n")
                 .exit_code,
             0);
    restart_keyd();
    run_sql(qPrintable("UPDATE orders SET expires_unix_s = 1 WHERE id = '" + expired_ +
                       "';"
                       "UPDATE order_stations SET station = 'line9' WHERE order_id = '" +
                       elsewhere_ + "'"));
    station_.stop_simulator();
    station_.start_simulator({"--fast", "--keep"});
    for (const char* lane : {"1", "2"}) { // units that nobody knows
        QCOMPARE(QProcess::execute(DemoStation::program("keyline-locksim"),
                                   {"--dir", station_.path("sim"), "--tell", QString("take ") + lane}),
                 0);
        QCOMPARE(QProcess::execute(DemoStation::program("keyline-locksim"),
                                   {"--dir", station_.path("sim"), "--tell", QString("insert ") + lane}),
                 0);
    }
}

void BadInputTest::run_sql(const char* sql) const {
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(keyd_file("keyd.db")), &database), SQLITE_OK);
    char* problem = nullptr;
    sqlite3_exec(database, sql, nullptr, nullptr, &problem);
    QVERIFY2(problem == nullptr, problem);
    QCOMPARE(sqlite3_close(database), SQLITE_OK);
}

void BadInputTest::commands_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("exit_code");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    const auto scanned = [&](const char* name, const QByteArray& input, int exit_code, const char* code,
                             const char* text) {
        rows(name, {"provision", "--lanes", "1", "--serials", "-", "--order", order_}, input, exit_code, code, text);
    };
    scanned("wrong length", "0001-00000000001\n", 3, "serial.malformed", "TTTT-DDDDDDDDDDDD");
    scanned("no hex", "0001-00000000000g\n", 3, "serial.malformed", "0001-00000000000g");
    scanned("no text", QByteArray("\0\xff\x1b[2J\n", 7), 3, "serial.malformed", "is not a serial number");
    scanned("padding", "01000000000000000001000000000001\n", 3, "serial.padding", "8 zero bytes");
    scanned("wrong type", "0002-000000000001\n", 3, "serial.wrong_type", "0001 is expected");
    scanned("outside the order", "0001-000000000004\n", 8, "serial.out_of_range", "0001-000000000003");
    scanned("already passed", "0001-000000000003\n", 8, "serial.already_passed", "audit show 0001-000000000003");
    scanned("in another order", "0001-000000000101\n", 8, "serial.out_of_range", "Check label and order");
    rows("nothing on record", {"audit", "show", "0001-00000000ffff"}, {}, 3, "unit.unknown", "has not seen it");
    rows("no number to show", {"audit", "show", "x"}, {}, 3, "serial.malformed", "'x'");

    const auto ordered = [&](const char* name, const QString& order, int exit_code, const char* code,
                             const char* text) {
        rows(name, {"provision", "--lanes", "1", "--order", order}, {}, exit_code, code, text);
    };
    ordered("unknown order", "WO-9999", 8, "order.unknown", "order list");
    ordered("used up", used_up_, 8, "order.used_up", "quota 1, passed 1");
    ordered("expired", expired_, 8, "order.expired", "order create");
    ordered("another station's", elsewhere_, 8, "order.other_station", "another station");
    ordered("no order at all", "../keyd", 3, "value.malformed", "");

    for (const char* lanes : {"1,1", "1,,2", ",", "0", "17", "-1", "1;2"}) {
        rows(lanes, {"fixtures", "identify", "--lanes", lanes}, {}, 2, "usage", "write lanes as 1,3");
        rows(lanes, {"provision", "--order", order_, "--lanes", lanes}, {}, 2, "usage", "write lanes as 1,3");
    }
    rows("unknown lane", {"provision", "--order", order_, "--lanes", "3"}, {}, 3, "lane.unknown", "[[lane]]");
    rows("export where there is something", {"audit", "export", "--to", station_.station()}, {}, 3, "file.io", "");
}

void BadInputTest::commands() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    QFETCH(int, exit_code);
    QFETCH(QString, code);
    QFETCH(QString, text);
    verify_refused(station_.keyline(arguments, input), exit_code, code, {});
    QProcess for_people;
    for_people.start(DemoStation::program("keyline"), QStringList{"--station", station_.station()} + arguments);
    for_people.write(input);
    for_people.closeWriteChannel();
    QVERIFY(for_people.waitForFinished(DemoStation::answer_ms_max));
    QCOMPARE(for_people.exitCode(), exit_code);
    const QString said = for_people.readAllStandardOutput() + for_people.readAllStandardError();
    QVERIFY2(said.contains('[' + code + ']') && said.contains(text), qPrintable(said));
}

void BadInputTest::configuration_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("old_text");
    QTest::addColumn<QByteArray>("new_text");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* file, const QByteArray& old_text, const QByteArray& new_text,
                        const char* text) { QTest::newRow(name) << QString(file) << old_text << new_text << text; };
    const char* station = "station.toml";
    const QByteArray lane_2 = station_.path("sim/lane-2").toUtf8();
    row("unknown key", station, "[key_service]", "colour = 1\n[key_service]", "colour is not a key of this file");
    row("unknown key in a lane", station, "number = 2", "number = 2\ncolor = 1", "color is not a key");
    row("number for a text", station, "\"demo\"", "5", "must be a text in quotes");
    row("text for a number", station, "number = 2", "number = \"2\"", "a whole number from 1 to 16");
    row("lane too high", station, "number = 2", "number = 17", "a whole number from 1 to 16");
    row("lane twice", station, "number = 2", "number = 1", "stands twice");
    row("two lanes on one port", station, lane_2, station_.path("sim/lane-1").toUtf8(), "the port of lane 1 already");
    row("table for an array", station, "[[lane]]", "[lane]", "");
    row("unknown link", station, "serial://", "carrier-pigeon://", "is not supported; allowed: ");
    row("unknown framing", station, "\"cobs\"", "\"morse\"", "framing");
    row("missing key", station, "mode ", "# mode", "mode is missing");
    row("no TOML", station, "name ", "name name", "line 2: TOML");
    row("deeply nested", station, "operator = ", "operator = " + QByteArray(30'000, '['), "TOML");
    row("endless", station, "# A", "#" + QByteArray(70'000, 'x') + "\n# A", "more than 64 KiB");
    row("binary", station, "# A", QByteArray("\0\xff\xfe", 3), "TOML");
    row("keyd: unknown key", "keyd/keyd.toml", "token_label", "colour = 1\ntoken_label", "colour is not a key");
    row("keyd: wrong type", "keyd/keyd.toml", "station = \"demo\"", "station = true", "must be a text in quotes");
    row("keyd: no TOML", "keyd/keyd.toml", "station =", "station", "TOML");
}

void BadInputTest::configuration() {
    QFETCH(QString, file);
    QFETCH(QByteArray, old_text);
    QFETCH(QByteArray, new_text);
    QFETCH(QString, text);
    const Restored config(station_.path("station/" + file));
    config.replace(old_text, new_text);
    verify_refused(station_.keyline({"order", "list"}), 3, "config.invalid", text);
}

void BadInputTest::profiles_data() {
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QByteArray& profile, const char* text) {
        QTest::newRow(name) << profile << text;
    };
    row("table too short", "device_type = \"0001\"\ntable_size_bytes = 255\n", "from 256 to 65536");
    row("table too long", "device_type = \"0001\"\ntable_size_bytes = 65537\n", "from 256 to 65536");
    row("type is a number", "device_type = 1\n", "must be a text in quotes");
    row("type too long", "device_type = \"00001\"\n", "4 hex digits expected");
    row("type missing", "table_size_bytes = 256\n", "device_type is missing");
    row("unknown key", "device_type = \"0001\"\ncolour = 1\n", "colour is not a key");
    row("no TOML", "device_type\n", "TOML");
}

void BadInputTest::profiles() {
    QFETCH(QByteArray, profile);
    QFETCH(QString, text);
    write_file(station_.path("station/profiles/bad.toml"), profile);
    const QStringList create{"order", "create", "--first", "0001-000000000401", "--quota", "1", "--profile"};
    verify_refused(station_.keyline(create + QStringList{"bad"}), 3, "profile.invalid", text);
    verify_refused(station_.keyline(create + QStringList{"none"}), 3, "profile.missing", "profiles/none.toml");
    verify_refused(station_.keyline(create + QStringList{"../../etc"}), 3, "value.malformed", "");
}

void BadInputTest::directories() {
    const auto elsewhere = [](const QString& directory, const QStringList& arguments) {
        QProcess process;
        process.start(DemoStation::program("keyline"), QStringList{"--json", "--station", directory} + arguments);
        return DemoStation::finish(process);
    };
    verify_refused(elsewhere(station_.path("none"), {"status"}), 3, "station.missing", "keyline init --help");
    verify_refused(elsewhere(station_.path(), {"status"}), 3, "station.missing", "keyline init --help");
    verify_refused(elsewhere("/dev/null", {"status"}), 3, "station.missing", "/dev/null");
    verify_refused(elsewhere("/proc/station", {"init"}), 3, "station.unwritable", "/proc/station");
    verify_refused(elsewhere("/dev/null/station", {"init"}), 3, "station.unwritable", "/dev/null/station");
    verify_refused(station_.init(), 3, "station.exists", "Nothing was changed");
    const QString log = station_.path("station/audit.db");
    QVERIFY(QFile::rename(log, log + ".away"));
    verify_refused(station_.keyline({"status"}), 7, "audit.unavailable", "audit.db");
    QVERIFY(QDir().mkdir(log));
    verify_refused(station_.keyline({"status"}), 7, "audit.unavailable", "audit.db");
    QVERIFY(QDir().rmdir(log) && QFile::rename(log + ".away", log));
}

void BadInputTest::serial_files() {
    const QString path = station_.path("serials");
    const QStringList provision{"provision", "--order", order_, "--lanes", "1", "--serials", path};
    verify_refused(station_.keyline(provision), 3, "file.missing", path);
    QCOMPARE(mkfifo(qPrintable(path), 0600), 0);
    verify_refused(station_.keyline(provision), 3, "file.missing", "--serials - reads a stream");
    QVERIFY(QFile::remove(path));
    write_file(path, "0001-000000000001\r\n\r\n0001-000000000002\r\n0001-000000000001\r\n");
    verify_refused(station_.keyline(provision), 3, "serial.repeated", "lines 4 and 1");
    write_file(path, QByteArray(20'000'000, 'x'));
    verify_refused(station_.keyline(provision), 3, "value.malformed", "nothing more is read");
    // What Windows writes is taken.
    write_file(path, "\xef\xbb\xbf\r\n  0001-000000000002 \t\r\n\r\n");
    const Answer taken = station_.keyline(provision);
    QCOMPARE(taken.exit_code, 0);
    QCOMPARE(taken.last()["passed"].toInt(), 1);
    QCOMPARE(
        QProcess::execute(DemoStation::program("keyline-locksim"), {"--dir", station_.path("sim"), "--tell", "take 1"}),
        0);
    QCOMPARE(QProcess::execute(DemoStation::program("keyline-locksim"),
                               {"--dir", station_.path("sim"), "--tell", "insert 1"}),
             0);
}

// Another process has it in work: app/file_holds.h.
void BadInputTest::one_serial_number_on_two_lanes() {
    const QString path = station_.path("station/run/serial-0001-000000000001.lock");
    const int held = open(qPrintable(path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    QCOMPARE(flock(held, LOCK_EX), 0);
    const QStringList provision{"provision", "--order", order_, "--lanes", "2", "--serials", "-"};
    verify_refused(station_.keyline(provision, "0001-000000000001\n"), 8, "serial.on_other_lane", {});
    close(held);
    QCOMPARE(station_.keyline(provision, "0001-000000000001\n").exit_code, 0);
}

void BadInputTest::a_gigabyte_of_garbage() {
    const QString order = station_.create_order(2, "0001-000000000501");
    for (const QByteArray& line : {QByteArray(65'536, 'x'), QByteArray("rubbish\n").repeated(8'192)}) {
        QProcess process;
        station_.start(process, {"provision", "--order", order, "--lanes", "2", "--serials", "-"});
        QVERIFY(process.waitForStarted());
        qint64 sent = 0;
        while (sent < garbage_bytes && process.state() == QProcess::Running && process.write(line) == line.size() &&
               process.waitForBytesWritten(DemoStation::answer_ms_max)) {
            sent += line.size();
        }
        process.closeWriteChannel();
        verify_refused(DemoStation::finish(process), 3, "value.malformed", "bytes without one; nothing more is read");
        QVERIFY(sent > 0 && sent < garbage_bytes / 10); // it has not read to the end
    }
    rusage children{};
    QCOMPARE(getrusage(RUSAGE_CHILDREN, &children), 0);
    QVERIFY(children.ru_maxrss < memory_kib_max); // the largest of all so far
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
