// The reference lock firmware under QEMU, over its serial line: the contract of LockLink with the station's own code,
// power cuts at seeded moments, and how deep its stack goes.
#include "tests/contract/lock_fixture.h"
#include "tests/support/emulated_probe.h"

#include <QtEndian>
#include <random>
#include <thread>

using namespace keyline;
using namespace keyline::fixtures;
using keyline::test::EmulatedLock;
using keyline::test::EmulatedProbe;
using keyline::test::make_table;
using keyline::test::succeeded;
using keyline::test::Unit;

namespace {

constexpr std::size_t table_bytes = 4'096;
constexpr std::int64_t stack_bytes_max = 4'096;
constexpr int cuts_default = 12; // KEYLINE_POWER_CUTS=500 for the long run

// The lock firmware's mailbox and UID, and a simulated probe on its memory.
SwdProfile swd_profile(const QString& directory) {
    SwdProfile profile;
    profile.interface = (directory + "/sim.cfg").toStdString();
    profile.target = KEYLINE_SOURCE_DIR "/packaging/openocd/mem-ap.cfg";
    profile.mailbox = 0x2100'0000;
    profile.uid_register = 0x2120'0000;
    profile.uid_bytes = 12;
    profile.reset = SwdReset::lock;
    return profile;
}

Unit development_unit() {
    QFile kg(KEYLINE_SOURCE_DIR "/packaging/demo/development-kg.hex");
    Unit unit;
    if (!kg.open(QIODevice::ReadOnly)) {
        qFatal("no development Kg");
    }
    unit.kg = *from_hex(kg.readAll().trimmed().toStdString());
    return unit;
}

} // namespace

class LockFirmwareTest : public QObject {
    Q_OBJECT

  public:
    static void initMain() {
        if (qEnvironmentVariableIsSet("KEYLINE_POWER_CUTS")) { // a long run takes as long as it takes
            qputenv("QTEST_FUNCTION_TIMEOUT", "86400000");
        }
    }

  private slots:
    void whole_unit_data();
    void whole_unit();
    void refusals();
    void watchdog_ends_a_hang();
    void whole_unit_over_swd();
    void survives_power_cuts_data();
    void survives_power_cuts();

  private:
    Result<std::unique_ptr<LockLink>> open_swd(const QString& directory) {
        const SwdProfile profile = swd_profile(directory);
        return open_lock_link({LaneLink::Kind::swd, "1"}, &profile, clock_, random_);
    }
    // The whole way of a unit, as far as it comes.
    bool provision(Result<std::unique_ptr<LockLink>> link, const ProductionToken& token,
                   const SubstitutionTable& table) {
        return link && (*link)->program(&token, table, nullptr) && (*link)->close();
    }
    Result<std::unique_ptr<LockLink>> open_line(const EmulatedLock& lock,
                                                LaneLink::LineCode code = LaneLink::LineCode::cobs) {
        return open_lock_link({LaneLink::Kind::unix_socket, lock.line().toStdString(), 921'600, code}, nullptr, clock_,
                              random_);
    }
    std::unique_ptr<LockLink> open(const EmulatedLock& lock, LaneLink::LineCode code = LaneLink::LineCode::cobs) {
        auto link = open_line(lock, code);
        if (!succeeded(link)) {
            qFatal("no link");
        }
        return std::move(*link);
    }
    bool proves(LockLink& link, const SubstitutionTable& table, LockState state) {
        const Challenge challenge = keyline::test::draw(random_);
        const auto answer = link.answer(challenge);
        return succeeded(answer) && answer->identity.state == state && unit_.proves(challenge, table, *answer);
    }
    keyline::fixtures::test::SystemClock clock_;
    keyline::test::SystemRandom random_;
    Unit unit_ = development_unit();
};

void LockFirmwareTest::whole_unit_data() {
    QTest::addColumn<QString>("elf");
    QTest::addColumn<bool>("console");
    QTest::newRow("cobs") << "keyline-lock.elf" << false;
    QTest::newRow("smp-console") << "keyline-lock-console.elf" << true;
}

void LockFirmwareTest::whole_unit() {
    QFETCH(QString, elf);
    QFETCH(bool, console);
    const QTemporaryDir directory;
    EmulatedLock lock(directory.path(), 1, elf);
    lock.power_on();
    const auto link = open(lock, console ? LaneLink::LineCode::smp_console : LaneLink::LineCode::cobs);
    const auto token = unit_.token();
    const auto table = make_table(table_bytes);
    const auto blank = link->identify();
    QVERIFY(succeeded(blank));
    QCOMPARE(blank->state, LockState::blank);
    QCOMPARE(QString::fromStdString(blank->hardware), QString("mps2-an385 DEVELOPMENT"));
    const auto check = link->program(&token, table, nullptr);
    QVERIFY(succeeded(check));
    QVERIFY(check->round_trip && check->table && check->serial == unit_.serial);
    QVERIFY(proves(*link, table, LockState::table_stored));
    QVERIFY(succeeded(link->close())); // with a real reset in it
    QVERIFY(proves(*link, table, LockState::closed));
    const auto refused = link->program(&token, table, nullptr);
    QVERIFY(!refused);
    QCOMPARE(refused.error().arg("rc"), std::string_view("258"));
    const std::int64_t stack = lock.stack_bytes();
    qInfo("stack: %lld bytes", static_cast<long long>(stack));
    QVERIFY(stack > 256 && stack <= stack_bytes_max);
}

void LockFirmwareTest::refusals() {
    const QTemporaryDir directory;
    EmulatedLock lock(directory.path(), 2);
    lock.power_on();
    const auto link = open(lock);
    Unit other = unit_;
    other.kg.front() ^= 1U;
    const auto wrong = other.token();
    const auto round_trip = link->program(&wrong, make_table(table_bytes), nullptr);
    QVERIFY(!round_trip);
    QCOMPARE(round_trip.error().arg("rc"), std::string_view("256"));
    const auto token = unit_.token();
    const auto small = link->program(&token, make_table(256), nullptr);
    QVERIFY(!small);
    QCOMPARE(small.error().arg("rc"), std::string_view("3"));
    QVERIFY(succeeded(link->program(&token, make_table(table_bytes), nullptr)));
}

// All that the lock asks of its host is made an endless loop, in RAM that nothing else uses: the next command never
// ends. The watchdog's reset puts RAM right, flash holds what it held, and the lock goes on.
void LockFirmwareTest::watchdog_ends_a_hang() {
    const QTemporaryDir directory;
    EmulatedLock lock(directory.path(), 5);
    lock.power_on();
    const auto link = open(lock);
    const auto token = unit_.token();
    const auto table = make_table(table_bytes);
    QVERIFY(succeeded(link->program(&token, table, nullptr)));
    const std::int64_t lock_at = lock.offset_of("lock"); // its first word: KlLockHost
    const std::int64_t loop_at = lock.offset_of("stack_begin");
    QVERIFY(lock_at > 0 && loop_at > 0);
    constexpr std::int64_t pointer_bytes = 4;
    constexpr int host_words = 8;
    const auto word = [](std::int64_t value) {
        QByteArray bytes(pointer_bytes, '\0');
        qToLittleEndian(static_cast<quint32>(value), bytes.data());
        return bytes;
    };
    const QByteArray host = lock.memory(lock_at, pointer_bytes);
    constexpr std::int64_t branch_to_itself = 0xe7fe'e7fe; // twice, Thumb
    lock.write_memory(loop_at, word(branch_to_itself) + word(EmulatedLock::ram_at + loop_at + 1).repeated(host_words));
    lock.write_memory(lock_at, word(EmulatedLock::ram_at + loop_at + pointer_bytes));
    const auto hung = link->answer(keyline::test::draw(random_)); // asks AES of the host
    QTRY_COMPARE_WITH_TIMEOUT(lock.memory(lock_at, pointer_bytes), host, EmulatedLock::start_ms_max);
    QVERIFY(lock.is_on());
    QVERIFY(proves(*link, table, LockState::table_stored));
    QVERIFY(succeeded(link->close()));
    QVERIFY(proves(*link, table, LockState::closed));
    QVERIFY(!hung || hung->identity.state == LockState::table_stored); // silent, or told again after the reset
}

// Line and probe see one lock: what was written over SWD is proved over the line, and the other way round.
void LockFirmwareTest::whole_unit_over_swd() {
    const QTemporaryDir directory;
    EmulatedLock lock(directory.path(), 4);
    lock.power_on();
    const EmulatedProbe probe(directory.path(), lock);
    const auto opened = open_swd(directory.path());
    QVERIFY(succeeded(opened));
    const auto& link = *opened;
    const auto token = unit_.token();
    const auto table = make_table(table_bytes);
    const auto blank = link->identify(); // the UID of the chip's register is the lock's
    QVERIFY(succeeded(blank));
    const auto check = link->program(&token, table, nullptr);
    QVERIFY(succeeded(check));
    QVERIFY(check->round_trip && check->table);
    QVERIFY(proves(*link, table, LockState::table_stored));
    QVERIFY(proves(*open(lock), table, LockState::table_stored));
    QVERIFY(succeeded(link->close()));
    QVERIFY(proves(*link, table, LockState::closed));
    QVERIFY(succeeded(link->shut()));
    const auto nobody = link->identify();
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().code, ErrorCode::lock_silent);
    QVERIFY(proves(*open(lock), table, LockState::closed));
}

void LockFirmwareTest::survives_power_cuts_data() {
    QTest::addColumn<bool>("swd");
    QTest::newRow("line") << false;
    QTest::newRow("swd") << true;
}

// QEMU is killed while a unit is written and closed. Whatever the moment: the lock holds its old record or the new one,
// says which, goes on from there, and ends as a lock that can prove everything.
void LockFirmwareTest::survives_power_cuts() {
    QFETCH(bool, swd);
    const int cuts = qEnvironmentVariableIntValue("KEYLINE_POWER_CUTS") > 0
                         ? qEnvironmentVariableIntValue("KEYLINE_POWER_CUTS")
                         : cuts_default;
    const QTemporaryDir directory;
    EmulatedLock lock(directory.path(), 3);
    const auto token = unit_.token();
    const auto table = make_table(table_bytes);
    std::mt19937 numbers(20261121);
    std::array<int, 4> found{}; // by the state that a cut left
    unsigned chip = 100;
    std::chrono::microseconds whole{0}; // how long the undisturbed way takes, after power-on
    for (int cut = -1; cut < cuts; ++cut) {
        lock.power_off();
        lock.new_chip(++chip);
        lock.power_on();
        const auto began = clock_.monotonic();
        std::optional<EmulatedProbe> probe;
        if (swd) {
            probe.emplace(directory.path(), lock);
        }
        std::jthread killer;
        if (cut >= 0) {
            const std::chrono::microseconds after(
                std::uniform_int_distribution<std::int64_t>(0, whole.count())(numbers));
            killer = std::jthread([&lock, &probe, after] {
                std::this_thread::sleep_for(after); // the moment is what is tried, not a wait for anything
                lock.cut();
                if (probe) {
                    probe->cut();
                }
            });
        }
        {
            const bool done = provision(swd ? open_swd(directory.path()) : open_line(lock), token, table);
            if (cut < 0) {
                QVERIFY(done);
                whole = std::chrono::duration_cast<std::chrono::microseconds>(clock_.monotonic() - began);
                continue;
            }
        }
        killer.join();
        probe.reset();
        lock.power_off();
        lock.power_on();
        const auto link = open(lock);
        const auto identity = link->identify();
        QVERIFY2(succeeded(identity), qPrintable(QString::number(cut)));
        QVERIFY(identity->state <= LockState::closed);
        ++found.at(static_cast<std::size_t>(identity->state));
        QVERIFY(identity->serial.has_value() == (identity->state != LockState::blank));
        QVERIFY(!identity->serial || *identity->serial == unit_.serial);
        if (identity->state != LockState::closed) {
            const bool blank = identity->state == LockState::blank;
            const auto check = link->program(blank ? &token : nullptr, table, nullptr);
            QVERIFY(succeeded(check) && check->round_trip && check->table);
            QVERIFY(proves(*link, table, LockState::table_stored));
            QVERIFY(succeeded(link->close()));
        }
        QVERIFY(proves(*link, table, LockState::closed));
    }
    qInfo("%d cuts; found blank %d, token %d, table %d, closed %d", cuts, found[0], found[1], found[2], found[3]);
    QVERIFY(found[0] > 0 && found[0] < cuts);
}

QTEST_GUILESS_MAIN(LockFirmwareTest)
#include "lock_firmware_test.moc"
