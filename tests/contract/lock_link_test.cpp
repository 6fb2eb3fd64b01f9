// What every LockLink does with real (simulated) locks: every link and framing, wide and narrow. The program
// keyline-locksim, the lock's own code, OpenSSL as the judge of what the lock proves.
#include "tests/contract/lock_fixture.h"

using namespace keyline;
using namespace keyline::fixtures;
using keyline::test::every_link_and_framing;
using keyline::test::LockAdapter;
using keyline::test::LockSimulator;
using keyline::test::make_table;
using keyline::test::succeeded;
using keyline::test::Unit;

class LockLinkTest : public QObject {
    Q_OBJECT
  private slots:
    void whole_unit_data() { lines(); }
    void whole_unit();
    void an_examination_only_asks_data() { lines(); }
    void an_examination_only_asks();
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
    void another_framing_is_silence();
    void an_adapter_is_found_in_another_socket();
    void a_device_server_takes_the_line_again();

  private:
    // Every link and framing, and what is special to one of them.
    void lines() {
        every_link_and_framing();
        const auto row = [](const char* name, const LockAdapter& adapter) { QTest::newRow(name) << adapter; };
        constexpr auto cobs = LaneLink::LineCode::cobs;
        constexpr auto console = LaneLink::LineCode::smp_console;
        const QStringList narrow{"--fast", "--window", "1", "--buf-size", "256"};
        row("serial, one small request at a time", {LaneLink::Kind::serial, cobs, narrow});
        row("smp-console, one small request at a time", {LaneLink::Kind::serial, console, narrow});
        row("serial, paced, with an adapter's latency", {LaneLink::Kind::serial, cobs, {"--latency-ms", "16"}});
        row("unix, largest table", {LaneLink::Kind::unix_socket, cobs, {"--fast"}, 65'536});
    }
    LockAdapter adapter() const {
        QFETCH(LockAdapter, adapter);
        return adapter;
    }
    SubstitutionTable table() const { return make_table(adapter().table_bytes); }
    Challenge draw() { return keyline::test::draw(random_); }

    keyline::fixtures::test::SystemClock clock_;
    keyline::test::SystemRandom random_;
    Unit unit_;
};

void LockLinkTest::whole_unit() {
    const LockSimulator simulator(unit_, adapter());
    auto lock = simulator.open(clock_, random_);
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

// In every state; what the lock refuses is told part by part.
void LockLinkTest::an_examination_only_asks() {
    const LockSimulator simulator(unit_, adapter());
    auto lock = simulator.open(clock_, random_);
    const auto token = unit_.token();
    const auto table = this->table();
    Challenge challenge = draw();
    const auto blank = lock->examine(&challenge);
    QVERIFY(succeeded(blank));
    QCOMPARE(blank->identity.state, LockState::blank);
    QCOMPARE(blank->self_check.error().arg("rc"), std::string_view("6"));
    QCOMPARE(blank->capture_response.error().arg("rc"), std::string_view("6"));
    QCOMPARE(blank->table_tag.error().arg("rc"), std::string_view("6"));

    QVERIFY(succeeded(lock->program(&token, table, nullptr)));
    QVERIFY(succeeded(lock->close()));
    challenge = draw();
    const auto closed = lock->examine(&challenge);
    QVERIFY(succeeded(closed));
    QCOMPARE(closed->identity.state, LockState::closed);
    QVERIFY(closed->self_check && closed->self_check->round_trip && closed->self_check->table);
    QVERIFY(closed->capture_response && closed->table_tag);
    const LockAnswer answer{closed->identity, {*closed->capture_response, *closed->table_tag}};
    QVERIFY(unit_.proves(challenge, table, answer));
    const auto unchallenged = lock->examine(nullptr);
    QVERIFY(succeeded(unchallenged));
    QVERIFY(unchallenged->self_check && !unchallenged->capture_response && !unchallenged->table_tag);
}

void LockLinkTest::every_command_again() {
    const LockSimulator simulator(unit_, adapter());
    auto lock = simulator.open(clock_, random_);
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
    const LockSimulator simulator(unit_, adapter());
    auto lock = simulator.open(clock_, random_);
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
    const LockSimulator simulator(unit_, adapter());
    auto lock = simulator.open(clock_, random_);
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
    const LockSimulator simulator(unit_, {LaneLink::Kind::serial, LaneLink::LineCode::cobs, {"--fast"}});
    const LaneLink lane = simulator.lane();
    const auto lock = open_lock_link(lane, nullptr, clock_, random_);
    QVERIFY(succeeded(lock));
    const auto busy = open_lock_link(lane, nullptr, clock_, random_);
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
    LockSimulator simulator(unit_, adapter());
    auto lock = simulator.open(clock_, random_);
    const auto token = unit_.token();
    const auto check = lock->program(&token, table(), [&](std::size_t, std::size_t) { simulator.kill(); });
    QVERIFY(!check);
    // OpenOCD may have ended, or find no probe when it is started anew.
    const auto gone = [&](ErrorCode code) {
        return code == ErrorCode::fixture_hung_up || (simulator.is_probe() && code == ErrorCode::fixture_port_missing);
    };
    QVERIFY2(gone(check.error().code), text_of(check.error().code).data());
    const auto again = lock->identify();
    QVERIFY(!again);
    QVERIFY2(gone(again.error().code), text_of(again.error().code).data());
}

void LockLinkTest::another_speed_is_silence() {
    const LockSimulator simulator(unit_, {LaneLink::Kind::serial, LaneLink::LineCode::cobs, {"--baud", "115200"}});
    LaneLink lane = simulator.lane();
    lane.baud = 57'600;
    const auto lock = open_lock_link(lane, nullptr, clock_, random_);
    QVERIFY(succeeded(lock));
    const auto identity = (*lock)->identify();
    QVERIFY(!identity);
    QCOMPARE(identity.error().code, ErrorCode::lock_silent);
}

void LockLinkTest::another_framing_is_silence() {
    const LockSimulator simulator(unit_, {LaneLink::Kind::serial, LaneLink::LineCode::smp_console, {"--fast"}});
    LaneLink lane = simulator.lane();
    lane.code = LaneLink::LineCode::cobs;
    const auto lock = open_lock_link(lane, nullptr, clock_, random_);
    QVERIFY(succeeded(lock));
    const auto identity = (*lock)->identify();
    QVERIFY(!identity);
    QCOMPARE(identity.error().code, ErrorCode::lock_silent);
}

void LockLinkTest::an_adapter_is_found_in_another_socket() {
    LockSimulator simulator(unit_, {LaneLink::Kind::serial_usb, LaneLink::LineCode::cobs, {"--fast"}});
    auto lock = simulator.open(clock_, random_);
    const auto before = lock->identify();
    QVERIFY(succeeded(before));
    lock.reset();
    simulator.replug();
    const auto after = simulator.open(clock_, random_)->identify();
    QVERIFY(succeeded(after));
    QVERIFY(after->uid == before->uid);

    LaneLink other = simulator.lane();
    other.path = "A10000AB";
    QCOMPARE(open_lock_link(other, nullptr, clock_, random_).error().code, ErrorCode::fixture_port_missing);
    LaneLink right_vendor = simulator.lane();
    right_vendor.usb_vendor = 0x0403;
    right_vendor.usb_product = 0x6001;
    QVERIFY(open_lock_link(right_vendor, nullptr, clock_, random_));
    LaneLink wrong_vendor = simulator.lane();
    wrong_vendor.usb_vendor = 0x10c4;
    QCOMPARE(open_lock_link(wrong_vendor, nullptr, clock_, random_).error().code, ErrorCode::fixture_port_missing);
}

void LockLinkTest::a_device_server_takes_the_line_again() {
    const LockSimulator simulator(unit_, {LaneLink::Kind::tcp, LaneLink::LineCode::cobs, {"--fast"}});
    auto lock = simulator.open(clock_, random_);
    const auto before = lock->identify();
    QVERIFY(succeeded(before));
    lock.reset();
    lock = simulator.open(clock_, random_);
    const auto after = lock->identify();
    QVERIFY(succeeded(after));
    QVERIFY(after->uid == before->uid);
}

QTEST_GUILESS_MAIN(LockLinkTest)
#include "lock_link_test.moc"
