// keyline fixtures selftest, loopback and trace, with the real programs.
#include "fixtures/lock/simulator/unit_file.h"
#include "fixtures/lock/table.h"
#include "tests/support/demo_station.h"
#include "tests/support/secret_search.h"
#include "tests/support/swd_station.h"

#include <QDirIterator>
#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::test;

namespace {

constexpr std::uint32_t table_bytes = 4'096;

// A plug in a port: what is sent comes back, as `changes` leaves it.
class Plug {
  public:
    enum class Changes { nothing, a_bit_of_each_thousandth, everything_is_lost };

    Plug(const QString& link, Changes changes) : changes_(changes) {
        master_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        char name[64] = {};
        if (grantpt(master_) != 0 || unlockpt(master_) != 0 || ptsname_r(master_, name, sizeof name) != 0) {
            qFatal("no pseudo-terminal");
        }
        termios settings{};
        tcgetattr(master_, &settings);
        cfmakeraw(&settings);
        tcsetattr(master_, TCSANOW, &settings);
        keep_open_ = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC); // it has a side that never hangs up
        QFile::remove(link);
        QFile::link(name, link);
        thread_ = std::jthread([this](const std::stop_token& stop) { echo(stop); });
    }
    ~Plug() {
        thread_ = {};
        ::close(keep_open_);
        ::close(master_);
    }
    Plug(const Plug&) = delete;
    Plug& operator=(const Plug&) = delete;

  private:
    void echo(const std::stop_token& stop) {
        std::array<char, 512> part{};
        std::uint64_t count = 0;
        while (!stop.stop_requested()) {
            pollfd entry{master_, POLLIN, 0};
            const ssize_t size = poll(&entry, 1, 50) > 0 ? ::read(master_, part.data(), part.size()) : 0;
            for (ssize_t i = 0; i < size; ++i) {
                part[static_cast<std::size_t>(i)] ^=
                    changes_ == Changes::a_bit_of_each_thousandth && ++count % 1'000 == 0 ? 1 : 0;
            }
            if (size > 0 && changes_ != Changes::everything_is_lost) {
                QCOMPARE(::write(master_, part.data(), static_cast<std::size_t>(size)), size);
            }
        }
    }

    Changes changes_;
    int master_ = -1;
    int keep_open_ = -1;
    std::jthread thread_;
};

// All that a unit must never show: key, token's halves, and each 8 bytes of its table.
QList<QByteArray> secrets_of(const QString& file) {
    auto chip = fixtures::simulator::UnitFile::open(file.toStdString());
    KlLockHost host{};
    KlStore store{};
    QList<QByteArray> secrets;
    if (!chip) {
        return secrets;
    }
    host.context = &*chip;
    host.flash_read = [](void* context, std::uint32_t address, std::uint8_t* data, std::size_t size) {
        return static_cast<fixtures::simulator::UnitFile*>(context)->read(address, {data, size});
    };
    if (!kl_store_open(&store, &host, table_bytes) || store.record.state == kl_state_blank) {
        return secrets;
    }
    secrets += QByteArray(reinterpret_cast<const char*>(store.record.pek), kl_key_bytes);
    secrets += QByteArray(reinterpret_cast<const char*>(store.record.pek_of_serial), kl_aes_block_bytes);
    secrets += QByteArray(reinterpret_cast<const char*>(store.record.table_digest), kl_digest_bytes);
    Bytes table(table_bytes);
    if (chip->read(kl_store_table_address(&store, store.record.table_area), table)) {
        for (std::size_t at = 0; at < table.size(); at += 8) {
            secrets += QByteArray(reinterpret_cast<const char*>(table.data() + at), 8);
        }
    }
    return secrets;
}

} // namespace

class FixturesTest : public QObject {
    Q_OBJECT

  private slots:
    void selftest_has_a_verdict_for_each_lane();
    void selftest_of_a_debug_probe();
    void loopback_data();
    void loopback();
    void trace_shows_all_but_secrets();
    void trace_asks_a_lock();
};

void FixturesTest::selftest_has_a_verdict_for_each_lane() {
    DemoStation station(2, {"--fast", "--fixture"});
    QCOMPARE(station.init().exit_code, 0);
    QFile setup(station.path("station/station.toml"));
    QVERIFY(setup.open(QIODevice::Append) &&
            setup.write("[lane.fixture]\npower = \"dtr\"\nreset = \"rts\"\nunit = \"cts\"\nlid = \"dsr\"\n") > 0);
    setup.close();
    const Answer second = station.keyline({"fixtures", "selftest", "--lanes", "2"});
    QCOMPARE(second.exit_code, 0);
    const QJsonObject checked = second.first("lane.checked");
    QCOMPARE(checked["code"].toString(), QString("ok"));
    QVERIFY(checked["fixture"].toObject()["unit"].toBool() && checked["fixture"].toObject()["lid_shut"].toBool());
    QVERIFY(checked["answer_ms"].toObject()["median"].toDouble() > 0);
    QVERIFY(!checked["uid"].toString().isEmpty());
    // Lane 1 has power by DTR too, and no [lane.fixture] that would switch it on.
    const Answer both = station.keyline({"fixtures", "selftest"});
    QCOMPARE(both.exit_code, 6);
    QCOMPARE(both.lines.size(), 2);
    QCOMPARE(both.lines[0]["code"].toString(), QString("lock.silent"));
    QCOMPARE(both.lines[1]["code"].toString(), QString("ok"));
}

void FixturesTest::selftest_of_a_debug_probe() {
    SwdStation swd;
    const Answer answer = swd.station().keyline({"fixtures", "selftest"});
    QCOMPARE(answer.exit_code, 0);
    const QString probe = answer.first("lane.checked")["probe"].toString();
    QVERIFY2(probe.contains("buspirate") && probe.contains("Open On-Chip Debugger"), qPrintable(probe));
    swd.probes().kill();
    QCOMPARE(swd.station().keyline({"fixtures", "selftest"}).exit_code, 6);
}

void FixturesTest::loopback_data() {
    QTest::addColumn<int>("changes");
    QTest::addColumn<int>("exit_code");
    QTest::addColumn<int>("wrong");
    QTest::addColumn<int>("lost");
    QTest::newRow("sound") << static_cast<int>(Plug::Changes::nothing) << 0 << 0 << 0;
    QTest::newRow("bits turn") << static_cast<int>(Plug::Changes::a_bit_of_each_thousandth) << 6 << 20 << 0;
    QTest::newRow("no plug") << static_cast<int>(Plug::Changes::everything_is_lost) << 6 << 0 << 1'024;
}

void FixturesTest::loopback() {
    QFETCH(int, changes);
    QFETCH(int, exit_code);
    QFETCH(int, wrong);
    QFETCH(int, lost);
    DemoStation station(1);
    QCOMPARE(station.init().exit_code, 0);
    const QString link = station.path("plug");
    const Plug plug(link, static_cast<Plug::Changes>(changes));
    station.set_lane("serial://" + link + "?baud=115200", "cobs");
    const Answer answer = station.keyline({"fixtures", "loopback", "--bytes", "20000"});
    QCOMPARE(answer.exit_code, exit_code);
    const QJsonObject looped = answer.first("lane.looped");
    QCOMPARE(looped["wrong"].toInt(), wrong);
    QCOMPARE(looped["lost"].toInt(), lost);
    QVERIFY(lost > 0 || looped["bytes"].toInt() == 20'000);
    QVERIFY(looped["bytes_per_second"].toDouble() > 0);
}

void FixturesTest::trace_shows_all_but_secrets() {
    DemoStation station(2, {"--fast"});
    QCOMPARE(station.init().exit_code, 0);
    const QString order = station.create_order(4);
    const QString frames = station.path("frames.jsonl");
    QProcess follower; // a run that works: its file is read while it grows
    QProcess run;
    station.start(run, {"provision", "--order", order, "--trace", frames, "--wait", "20"});
    run.closeWriteChannel();
    QVERIFY(DemoStation::wait_for(run, "\"step\":\"writing\""));
    station.start(follower, {"fixtures", "trace", frames, "--follow", "--lanes", "1"});
    QCOMPARE(DemoStation::finish(run).exit_code, 0);
    const Answer followed = DemoStation::finish(follower); // it ends with the run
    QCOMPARE(followed.exit_code, 0);
    QVERIFY(followed.lines.size() > 20);
    QCOMPARE(station.keyline({"provision", "--order", order, "--trace", frames}).exit_code, 3); // never over another
    QCOMPARE(station.keyline({"fixtures", "trace", station.path("station/station.toml")}).exit_code, 3); // no trace

    QFile file(frames);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const QByteArray kept = file.readAll();
    QProcess people;
    people.start(DemoStation::program("keyline"), {"--station", station.station(), "fixtures", "trace", frames});
    QVERIFY(people.waitForFinished());
    const QByteArray text = people.readAllStandardOutput();
    for (const char* said : {"> token #", "  token (64 bytes)", "  data (1024 bytes)", "  sha (32 bytes)", "< capture",
                             "  resp (144 bytes)", "  tag (32 bytes)", "  state 3", "  err rc 258", "lane 2"}) {
        QVERIFY2(text.contains(said), said);
    }
    QString last;
    for (const QByteArray& line : kept.split('\n')) {
        const QJsonObject frame = QJsonDocument::fromJson(line).object();
        if (frame["event"] == "frame") {
            QVERIFY(frame["time"].toString() >= last && frame["understood"].toBool());
            last = frame["time"].toString();
        }
    }
    SecretSearch search;
    int units = 0;
    QDirIterator chips(station.path("sim/state/units"), {"*.unit"});
    while (chips.hasNext()) {
        const auto secrets = secrets_of(chips.next());
        units += secrets.isEmpty() ? 0 : 1;
        for (qsizetype i = 0; i < secrets.size(); ++i) {
            search.add(QString("secret %1 of unit %2").arg(i).arg(units), secrets[i]);
        }
    }
    QVERIFY(units >= 4);
    const QStringList found = search.in(kept + text + followed.stdout_text.toUtf8(), "trace");
    QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
}

void FixturesTest::trace_asks_a_lock() {
    DemoStation station(1, {"--fast"});
    QCOMPARE(station.init().exit_code, 0);
    const Answer asked = station.keyline({"fixtures", "trace", "--lanes", "1"});
    QCOMPARE(asked.exit_code, 0);
    QVERIFY(asked.stdout_text.contains("\"command\":\"identify\""));
    QVERIFY(asked.stdout_text.contains("\"command\":\"self-check\""));
    QCOMPARE(station.keyline({"fixtures", "trace", station.path("nothing")}).exit_code, 3);
}

QTEST_GUILESS_MAIN(FixturesTest)
#include "fixtures_test.moc"
