// What every LockLink does with real (simulated) locks: over a pseudo-terminal through libserialport and over a socket,
// wide and narrow. The program keyline-locksim, the lock's own code, OpenSSL as the judge of what the lock proves.
#include "fixtures/open_lock_link.h"
#include "fixtures/socket_link.h"
#include "tests/unit/fixtures/scripted_peer.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest/QtTest>
#include <openssl/evp.h>
#include <openssl/hmac.h>

using namespace keyline;
using namespace keyline::fixtures;

namespace {

constexpr int start_ms_max = 10'000;
constexpr std::size_t key_bytes = 32;

class SystemRandom final : public Random {
  public:
    Status fill(std::span<std::uint8_t> bytes) override {
        QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
        return {};
    }
};

// AES-256-CBC, IV of zeros, no padding: what the lock formats use everywhere.
Bytes encrypt(ByteView key, const Bytes& clear) {
    const ByteArray<16> zeros{};
    Bytes encrypted(clear.size());
    int size = 0;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nullptr, key.data(), zeros.data());
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_EncryptUpdate(context, encrypted.data(), &size, clear.data(), static_cast<int>(clear.size()));
    EVP_CIPHER_CTX_free(context);
    return encrypted;
}

Bytes joined(std::initializer_list<ByteView> parts) {
    Bytes all;
    for (const ByteView part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

// What a key service and a product know of a unit.
struct Unit {
    Bytes kg = Bytes(key_bytes, 0x4b);
    Bytes pek = Bytes(key_bytes, 0x5a);
    SerialNumber serial = *SerialNumber::parse("0001-0000000000a7");

    ProductionToken token() const {
        const Bytes wrapped = encrypt(kg, pek);
        const Bytes proof = encrypt(pek, joined({serial.bytes()}));
        return std::move(*ProductionToken::compose(serial, wrapped, proof));
    }
    bool proves(const Challenge& challenge, const SubstitutionTable& table, const LockAnswer& answer) const {
        const Bytes response =
            joined({serial.bytes(), encrypt(pek, joined({serial.bytes(), challenge.duid, challenge.app_token}))});
        const Bytes key =
            joined({as_bytes("KLTABLE1"), challenge.table_nonce, serial.bytes(), answer.identity.uid.bytes()});
        ByteArray<table_tag_size_bytes> tag{};
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), table.bytes().data(), table.size(), tag.data(),
             nullptr);
        return equal(answer.proof.capture_response, response) && equal(answer.proof.table_tag, tag);
    }
};

SubstitutionTable make_table(std::size_t size_bytes) {
    auto bytes = SecretBytes::create(size_bytes);
    for (std::size_t i = 0; i < size_bytes; ++i) {
        bytes->writable()[i] = static_cast<std::uint8_t>(i * 31 + i / 251); // with zeros in it
    }
    return std::move(*SubstitutionTable::create(std::move(*bytes)));
}

// Says why not.
template <class T>
bool succeeded(const Result<T>& result) {
    if (!result) {
        std::string text(text_of(result.error().code));
        for (const auto& [name, value] : result.error().args) {
            text.append(" ").append(name).append("=").append(value);
        }
        qWarning("%s: %s", text.c_str(), result.error().cause.c_str());
    }
    return result.has_value();
}

// A lane with a lock in it.
class Simulator {
  public:
    Simulator(const Unit& unit, const QStringList& options) {
        QFile kg(directory_.filePath("kg.hex"));
        if (!kg.open(QIODevice::WriteOnly) || kg.write(to_hex(unit.kg).c_str()) != 2 * key_bytes) {
            qFatal("kg.hex");
        }
        kg.close();
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(KEYLINE_PROGRAMS_DIR "/keyline-locksim",
                       QStringList{"--dir", directory_.path(), "--unix", "--kg-file", kg.fileName()} + options);
        if (!process_.waitForReadyRead(start_ms_max)) {
            qFatal("keyline-locksim does not start");
        }
    }
    ~Simulator() { kill(); }

    std::string terminal() const { return directory_.filePath("lane-1").toStdString(); }
    std::string socket() const { return terminal() + ".sock"; }
    void kill() {
        process_.kill();
        process_.waitForFinished();
    }
    // One command of its control socket, and the answer.
    std::string command(const std::string& line, Clock& clock) const {
        auto control = SocketLink::open(directory_.filePath("control.sock").toStdString(), clock);
        const TimePoint deadline = clock.monotonic() + std::chrono::milliseconds(start_ms_max);
        if (!control || !(*control)->write(as_bytes(line + "\n"), deadline)) {
            return {};
        }
        std::string answer;
        while (!answer.ends_with('\n')) {
            ByteArray<256> buffer{};
            const auto count = (*control)->read(buffer, deadline);
            if (!count || *count == 0) {
                return {};
            }
            answer += as_text(ByteView(buffer).first(*count));
        }
        answer.pop_back();
        return answer;
    }

  private:
    QTemporaryDir directory_;
    QProcess process_;
};

} // namespace

class LockLinkTest : public QObject {
    Q_OBJECT
  private slots:
    void whole_unit_data() { lines(); }
    void whole_unit();
    void every_command_again_data() { lines(); }
    void every_command_again();
    void power_cut_while_the_table_is_written_data() { lines(); }
    void power_cut_while_the_table_is_written();
    void units_come_and_go_data() { lines(); }
    void units_come_and_go();
    void refusals();
    void the_other_end_goes_away_data() { lines(); }
    void the_other_end_goes_away();
    void another_speed_is_silence();

  private:
    // The adapters under test. `--fast`: no pacing.
    void lines() {
        QTest::addColumn<bool>("serial");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("table_bytes");
        QTest::newRow("serial") << true << QStringList{"--fast"} << 4'096;
        QTest::newRow("serial, one small request at a time")
            << true << QStringList{"--fast", "--window", "1", "--buf-size", "256"} << 4'096;
        QTest::newRow("serial, paced, with an adapter's latency") << true << QStringList{"--latency-ms", "16"} << 4'096;
        QTest::newRow("unix") << false << QStringList{"--fast"} << 4'096;
        QTest::newRow("unix, largest table") << false << QStringList{"--fast", "--table-size", "65536"} << 65'536;
    }
    Simulator simulator() const {
        QFETCH(QStringList, options);
        return {unit_, options};
    }
    SubstitutionTable table() const {
        QFETCH(int, table_bytes);
        return make_table(static_cast<std::size_t>(table_bytes));
    }
    std::unique_ptr<LockLink> open(const Simulator& simulator) {
        QFETCH(bool, serial);
        const LaneLink lane = serial
                                  ? LaneLink{LaneLink::Kind::serial, simulator.terminal(), 921'600}
                                  : LaneLink{LaneLink::Kind::unix_socket, simulator.socket(), LaneLink::baud_default};
        auto link = open_lock_link(lane, clock_, random_);
        if (!succeeded(link)) {
            qFatal("no link");
        }
        return std::move(*link);
    }
    Challenge draw() {
        Challenge challenge;
        (void)random_.fill(challenge.duid);
        (void)random_.fill(challenge.app_token);
        (void)random_.fill(challenge.table_nonce);
        return challenge;
    }

    test::SystemClock clock_;
    SystemRandom random_;
    Unit unit_;
};

void LockLinkTest::whole_unit() {
    const Simulator simulator(this->simulator());
    const auto lock = open(simulator);
    const auto token = unit_.token();
    const auto table = this->table();

    const auto blank = lock->identify();
    QVERIFY(succeeded(blank));
    QCOMPARE(blank->state, LockState::blank);
    QVERIFY(!blank->serial);
    QCOMPARE(blank->table_size_bytes, table.size());

    std::size_t last_done = 0;
    const auto check = lock->program(&token, table, [&](std::size_t done, std::size_t total) {
        QCOMPARE(total, table.size());
        last_done = done;
    });
    QVERIFY(succeeded(check));
    QVERIFY(check->round_trip && check->table && check->serial == unit_.serial);
    QCOMPARE(last_done, table.size());

    const Challenge first = draw();
    const auto written = lock->answer(first);
    QVERIFY(succeeded(written));
    QCOMPARE(written->identity.state, LockState::table_stored);
    QVERIFY(written->identity.uid == blank->uid && written->identity.serial == unit_.serial);
    QVERIFY(unit_.proves(first, table, *written));
    QVERIFY(!unit_.proves(draw(), table, *written));

    QVERIFY(succeeded(lock->close()));
    const Challenge second = draw();
    const auto closed = lock->answer(second);
    QVERIFY(succeeded(closed));
    QCOMPARE(closed->identity.state, LockState::closed);
    QVERIFY(closed->identity.uid == blank->uid);
    QVERIFY(closed->refuses_token && !written->refuses_token);
    QVERIFY(unit_.proves(second, table, *closed));
}

void LockLinkTest::every_command_again() {
    const Simulator simulator(this->simulator());
    const auto lock = open(simulator);
    const auto token = unit_.token();
    const auto table = this->table();
    QVERIFY(succeeded(lock->program(&token, table, nullptr)));
    const auto same = lock->program(&token, table, nullptr);
    QVERIFY(succeeded(same));
    QVERIFY(same->round_trip && same->table);
    const auto without_token = lock->program(nullptr, table, nullptr);
    QVERIFY(succeeded(without_token));
    QVERIFY(without_token->table);
    QVERIFY(succeeded(lock->close()));
    QVERIFY(succeeded(lock->close()));
    const auto closed = lock->program(&token, table, nullptr);
    QVERIFY(!closed);
    QCOMPARE(closed.error().code, ErrorCode::lock_refused);
    QCOMPARE(closed.error().arg("rc"), std::string_view("258"));
}

void LockLinkTest::power_cut_while_the_table_is_written() {
    const Simulator simulator(this->simulator());
    const auto lock = open(simulator);
    const auto token = unit_.token();
    const auto table = this->table();
    std::string cut;
    const auto check = lock->program(&token, table, [&](std::size_t done, std::size_t) {
        if (cut.empty() && done > 0) {
            cut = simulator.command("cut 1", clock_);
        }
    });
    QCOMPARE(cut, std::string("ok"));
    QVERIFY(succeeded(check));
    QVERIFY(check->round_trip && check->table);
    const Challenge challenge = draw();
    const auto answer = lock->answer(challenge);
    QVERIFY(succeeded(answer));
    QVERIFY(unit_.proves(challenge, table, *answer));
}

void LockLinkTest::units_come_and_go() {
    const Simulator simulator(this->simulator());
    const auto lock = open(simulator);
    const auto first = lock->identify();
    QVERIFY(succeeded(first));
    QCOMPARE(simulator.command("take 1", clock_), std::string("ok"));
    const auto nobody = lock->identify();
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().code, ErrorCode::lock_silent);
    QCOMPARE(simulator.command("insert 1", clock_), std::string("ok"));
    const auto second = lock->identify();
    QVERIFY(succeeded(second));
    QVERIFY(second->uid != first->uid);
}

void LockLinkTest::refusals() {
    const Simulator simulator(unit_, {"--fast"});
    const LaneLink lane{LaneLink::Kind::serial, simulator.terminal(), 921'600};
    const auto lock = open_lock_link(lane, clock_, random_);
    QVERIFY(succeeded(lock));
    const auto busy = open_lock_link(lane, clock_, random_);
    QVERIFY(!busy);
    QCOMPARE(busy.error().code, ErrorCode::fixture_port_busy);

    Unit wrong_kg = unit_;
    wrong_kg.kg.front() ^= 1U;
    const auto wrong_token = wrong_kg.token();
    const auto round_trip = (*lock)->program(&wrong_token, make_table(4'096), nullptr);
    QVERIFY(!round_trip);
    QCOMPARE(round_trip.error().code, ErrorCode::lock_refused);
    QCOMPARE(round_trip.error().arg("rc"), std::string_view("256"));
    QCOMPARE(round_trip.error().arg("command"), std::string_view("token"));

    const auto token = unit_.token();
    const auto small = (*lock)->program(&token, make_table(256), nullptr);
    QVERIFY(!small);
    QCOMPARE(small.error().arg("rc"), std::string_view("3"));
    const auto large = (*lock)->program(&token, make_table(8'192), nullptr);
    QVERIFY(!large);
    QCOMPARE(large.error().arg("rc"), std::string_view("7"));
    QVERIFY(succeeded((*lock)->program(&token, make_table(4'096), nullptr))); // none of it did harm
}

void LockLinkTest::the_other_end_goes_away() {
    Simulator simulator(this->simulator());
    const auto lock = open(simulator);
    const auto token = unit_.token();
    const auto check = lock->program(&token, table(), [&](std::size_t, std::size_t) { simulator.kill(); });
    QVERIFY(!check);
    QCOMPARE(check.error().code, ErrorCode::fixture_hung_up);
    const auto again = lock->identify();
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::fixture_hung_up);
}

void LockLinkTest::another_speed_is_silence() {
    const Simulator simulator(unit_, {"--baud", "115200"});
    const LaneLink lane{LaneLink::Kind::serial, simulator.terminal(), 57'600};
    const auto lock = open_lock_link(lane, clock_, random_);
    QVERIFY(succeeded(lock));
    const auto identity = (*lock)->identify();
    QVERIFY(!identity);
    QCOMPARE(identity.error().code, ErrorCode::lock_silent);
}

QTEST_GUILESS_MAIN(LockLinkTest)
#include "lock_link_test.moc"
