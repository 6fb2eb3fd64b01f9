// station.toml and profiles: what is read, and what is refused with its line.
#include "app/error_text.h"
#include "app/station_profile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace keyline;
using namespace keyline::app;

namespace {
constexpr const char* good = "name = \"demo\"\n"
                             "environment = \"development\"\n"
                             "operator = \"ann\"\n"
                             "[key_service]\n"
                             "mode = \"embedded\"\n"
                             "address = \"unix:/tmp/x.sock\"\n"
                             "config = \"keyd/keyd.toml\"\n"
                             "[[lane]]\n"
                             "number = 3\n"
                             "link = \"unix:///tmp/lane-3.sock\"\n"
                             "[[lane]]\n"
                             "number = 1\n"
                             "link = \"serial:///dev/ttyUSB0?baud=57600\"\n"
                             "framing = \"cobs\"\n";
}

class StationSetupTest : public QObject {
    Q_OBJECT
    QTemporaryDir directory_;
    std::filesystem::path path() const { return directory_.path().toStdString(); }
    Result<StationSetup> read(const QString& text) {
        QFile file(directory_.filePath("station.toml"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
            qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        file.close();
        return read_station_setup(path());
    }

  private slots:
    void good_setup();
    void what_is_written_is_read();
    void bad_setups_data();
    void bad_setups();
    void missing();
    void lanes_are_selected();
    void profiles();
    void profiles_for_probes();
    void every_error_has_a_text();
};

void StationSetupTest::good_setup() {
    const auto setup = read(good);
    QVERIFY(setup);
    QCOMPARE(setup->name.text(), std::string("demo"));
    QCOMPARE(setup->operator_name, std::string("ann"));
    QCOMPARE(setup->lanes.size(), std::size_t(2));
    QCOMPARE(setup->lanes[0].number, 1U); // by number
    QCOMPARE(setup->lanes[0].link.baud, 57'600U);
    QCOMPARE(setup->key_service.keyd_config, path() / "keyd/keyd.toml");
}

void StationSetupTest::what_is_written_is_read() {
    auto setup = *read(good);
    setup.operator_name = "a \"quoted\" \\ name";
    setup.disk_free_mib_min = 7;
    setup.key_service.clock_offset_ms_max = std::chrono::seconds(30);
    setup.scanner = {"\u0002", "\t", std::chrono::milliseconds(35)};
    setup.label = {"zebra", LabelSetup::Format::zpl, LabelSetup::When::passed, 60, 30, 12};
    QVERIFY(write_station_setup(setup));
    const auto again = read_station_setup(path());
    QVERIFY(again);
    QCOMPARE(again->operator_name, setup.operator_name);
    QCOMPARE(again->disk_free_mib_min, 7);
    QCOMPARE(again->lanes[1].link_text, setup.lanes[1].link_text);
    QCOMPARE(again->key_service.addresses, setup.key_service.addresses);
    QCOMPARE(again->key_service.clock_offset_ms_max, setup.key_service.clock_offset_ms_max);
    QCOMPARE(again->scanner.prefix, setup.scanner.prefix);
    QCOMPARE(again->scanner.suffix, setup.scanner.suffix);
    QCOMPARE(again->scanner.key_ms_max, setup.scanner.key_ms_max);
    QVERIFY(again->label == setup.label);
    for (const char* name : {"-o", "", "a b", "a/b", "a;b"}) { // lp would take it for something else
        setup.label.printer = name;
        QVERIFY2(!is_printer_name(name), name);
    }
}

void StationSetupTest::bad_setups_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const char* from, const char* to, const char* line) {
        QTest::newRow(name) << from << to << line;
    };
    row("not TOML", "mode =", "mode ==", "5");
    row("unknown key", "operator", "operater", "3");
    row("unknown key of a lane", "framing", "frame", "14");
    row("number as text", "number = 3", "number = \"3\"", "9");
    row("lane 0", "number = 3", "number = 0", "9");
    row("lane 17", "number = 3", "number = 17", "9");
    row("lane twice", "number = 3", "number = 1", "12");
    row("port twice", "unix:///tmp/lane-3.sock", "serial:///dev/ttyUSB0", "13");
    row("no such link", "unix:///tmp/lane-3.sock", "carrier-pigeon:///x", "10");
    row("no such framing", "framing = \"cobs\"", "framing = \"x\"", "14");
    row("no such mode", "embedded", "imbedded", "5");
    row("no such environment", "\"development\"", "\"Development\"", "2");
    row("name that is a path", "\"demo\"", "\"../demo\"", "1");
    row("number for a text", "\"ann\"", "7", "3");
}

void StationSetupTest::bad_setups() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, line);
    const auto setup = read(QString(good).replace(from, to));
    QVERIFY(!setup);
    QCOMPARE(setup.error().code, ErrorCode::config_invalid);
    QCOMPARE(QString::fromStdString(std::string(setup.error().arg("line"))), line);
    QVERIFY(!setup.error().arg("reason").empty());
}

void StationSetupTest::missing() {
    QCOMPARE(read_station_setup(path() / "nowhere").error().code, ErrorCode::station_missing);
    QTemporaryDir empty;
    QCOMPARE(read_station_setup(empty.path().toStdString()).error().code, ErrorCode::station_missing);
}

void StationSetupTest::lanes_are_selected() {
    const auto setup = *read(good);
    QCOMPARE(select_lanes(setup, {})->size(), std::size_t(2));
    QCOMPARE(select_lanes(setup, {3})->front().number, 3U);
    QCOMPARE(select_lanes(setup, {1, 2}).error().code, ErrorCode::lane_unknown);
}

void StationSetupTest::profiles() {
    const auto setup = *read(good);
    const auto name = *ProfileName::parse("p1");
    QCOMPARE(read_profile(setup, name).error().code, ErrorCode::profile_missing);
    std::filesystem::create_directory(path() / "profiles");
    QVERIFY(write_file_durably(setup.profile_path(name), "device_type = \"00a5\"\ntable_size_bytes = 512\n"));
    QCOMPARE(read_profile(setup, name)->table_size_bytes, std::size_t(512));
    QCOMPARE(read_profile(setup, name)->device_type.text(), std::string("00a5"));
    QVERIFY(!read_profile(setup, name)->kg);
    QVERIFY(write_file_durably(setup.profile_path(name), "device_type = \"00a5\"\nkg = \"0A1b2c\"\n"));
    QCOMPARE(read_profile(setup, name)->kg->text(), std::string("0a1b2c"));
    for (const char* bad :
         {"device_type = 5\n", "device_type = \"5\"\n", "device_type = \"0001\"\ntable_size_bytes = 255\n",
          "device_type = \"0001\"\ntable_size_bytes = 65537\n", "table_size_bytes = 512\n",
          "device_type = \"0001\"\ncolour = \"red\"\n", "device_type = \"0001\"\nkg = \"12345\"\n"}) {
        QVERIFY(write_file_durably(setup.profile_path(name), bad));
        QVERIFY2(!read_profile(setup, name), bad);
        QCOMPARE(read_profile(setup, name).error().code, ErrorCode::profile_invalid);
    }
}

void StationSetupTest::profiles_for_probes() {
    const auto setup = *read(good);
    const auto name = *ProfileName::parse("p1");
    std::filesystem::create_directory(path() / "profiles");
    const std::string product = "device_type = \"00a5\"\n";
    const std::string least =
        "[swd]\ninterface = \"interface/jlink.cfg\"\ntarget = \"own.cfg\"\nmailbox = \"20000400\"\n";
    QVERIFY(write_file_durably(setup.profile_path(name), product));
    QVERIFY(!*read_swd_profile(setup, name));
    QVERIFY(!*find_swd_profile(setup));

    QVERIFY(write_file_durably(setup.profile_path(name), product + least));
    const auto swd = read_swd_profile(setup, name);
    QVERIFY(swd && *swd);
    QVERIFY(**swd == (fixtures::SwdProfile{"interface/jlink.cfg", "own.cfg", "swd", 0, 0x2000'0400}));
    QVERIFY(*find_swd_profile(setup) == *swd);
    QVERIFY(write_file_durably(path() / "profiles/own.cfg", "# a file of the station's own\n"));
    QCOMPARE((*read_swd_profile(setup, name))->target, (path() / "profiles/own.cfg").string());

    QVERIFY(write_file_durably(setup.profile_path(name),
                               product + least + "transport = \"dapdirect_swd\"\nspeed_khz = 4000\nreset = \"line\"\n" +
                                   "uid_register = \"1fff7590\"\nuid_bytes = 16\n"));
    const auto whole = **read_swd_profile(setup, name);
    QCOMPARE(whole.transport, std::string("dapdirect_swd"));
    QCOMPARE(whole.speed_khz, 4'000U);
    QVERIFY(whole.reset == fixtures::SwdReset::line && whole.uid_register == 0x1fff'7590U && whole.uid_bytes == 16);
    QVERIFY(read_profile(setup, name));

    QVERIFY(write_file_durably(setup.profile_path(*ProfileName::parse("p2")), product + least));
    QCOMPARE(find_swd_profile(setup).error().code, ErrorCode::profile_missing); // which one?
    for (const char* bad :
         {"reset = \"button\"\n", "transport = \"jtag\"\n", "speed_khz = -1\n", "uid_register = \"1fff7592\"\n",
          "uid_register = \"0x1fff7590\"\n", "uid_register = \"1fff7590\"\nuid_bytes = 10\n", "colour = \"red\"\n"}) {
        QVERIFY(write_file_durably(setup.profile_path(name), product + least + bad));
        QVERIFY2(!read_profile(setup, name), bad);
        QCOMPARE(read_profile(setup, name).error().code, ErrorCode::profile_invalid);
    }
}

void StationSetupTest::every_error_has_a_text() {
#define KEYLINE_CHECK(enumerator, text, kind)                                                                          \
    QVERIFY2(!explain(Error{ErrorCode::enumerator, {}, {}, {}}).what.starts_with(text), text);
    KEYLINE_ERROR_CODES(KEYLINE_CHECK)
#undef KEYLINE_CHECK
    const auto told = explain(Error{ErrorCode::order_unknown, {{"order", "WO-7"}}, {}, {}});
    QCOMPARE(told.what, std::string("There is no order WO-7."));
}

QTEST_GUILESS_MAIN(StationSetupTest)
#include "station_setup_test.moc"
