// Every error code, a cut at each piece of the table, and the simulator's faults, over every link and framing.
#include "fixtures/factory_commands.h"
#include "fixtures/smp_client.h"
#include "fixtures/table_transfer.h"
#include "tests/contract/lock_fixture.h"

#include <QTemporaryFile>
#include <set>

using namespace keyline;
using namespace keyline::fixtures;
using keyline::test::LockAdapter;
using keyline::test::LockSimulator;
using keyline::test::make_table;
using keyline::test::succeeded;
using keyline::test::Unit;

namespace {

constexpr std::size_t small_table_bytes = 256;

// What is asked of a lock, and the code it is refused with.
struct Refusal {
    const char* name;
    SmpCommand command;
    std::uint64_t code;
    Bytes payload;
};

// A map of what is given; the bytes of `add` are written by the codec.
template <class Add>
Bytes payload(std::size_t pairs, Add add) {
    return fixtures::test::map_of(pairs, add);
}

Bytes token_payload(const Bytes& serial, const ProductionToken& token) {
    return payload(2, [&](KlCborWriter* map) {
        kl_cbor_add_bytes(map, "sn", serial.data(), serial.size());
        kl_cbor_add_bytes(map, "token", token.bytes().data(), token.bytes().size());
    });
}

// The whole (small) table in one piece, under any digest.
Bytes table_payload(std::uint64_t length, const Bytes& digest) {
    const auto table = make_table(small_table_bytes);
    return payload(4, [&](KlCborWriter* map) {
        kl_cbor_add_uint(map, "off", 0);
        kl_cbor_add_uint(map, "len", length);
        kl_cbor_add_bytes(map, "sha", digest.data(), digest.size());
        kl_cbor_add_bytes(map, "data", table.bytes().data(), table.size());
    });
}

constexpr SmpCommand unknown_command{kl_smp_read, kl_group_factory, 99, "unknown", quick_answer_ms};

// Where a unit's way ends that has one [[fault]]: "passes", or what is seen first.
struct FaultCase {
    const char* fault;
    const char* ends = "passes";
    bool of_a_line = false; // not of a mailbox
};
constexpr bool of_a_line = true;
const std::vector<FaultCase> fault_cases = {
    {"kind = 'drop'; direction = 'to-lock'; byte = 900; count = 3", "passes", of_a_line},
    {"kind = 'flip'; direction = 'to-lock'; byte = 1200; bit = 5", "passes", of_a_line},
    {"kind = 'repeat'; direction = 'to-station'; byte = 100; count = 3", "passes", of_a_line},
    {"kind = 'delay'; direction = 'to-station'; byte = 200; ms = 300", "passes", of_a_line},
    {"kind = 'silence'; direction = 'to-lock'; byte = 500; ms = 300", "passes", of_a_line},
    {"kind = 'power-cut'; direction = 'to-lock'; byte = 2000"},
    {"kind = 'truncated'; command = 'table'; occurrence = 2"},
    {"kind = 'wrong-crc'; command = 'token'", "passes", of_a_line},
    {"kind = 'oversized'; command = 'self-check'"},
    {"kind = 'nested'; command = 'token'"},
    {"kind = 'wrong-types'; command = 'table'"},
    {"kind = 'other-sequence'; command = 'capture'"},
    {"kind = 'unasked'; command = 'table-proof'", "passes", of_a_line},
    {"kind = 'endless'; command = 'token'; ms = 5", "passes", of_a_line},
    {"kind = 'endless'; command = 'token'; ms = 5; frames = true", "passes", of_a_line},
    {"kind = 'late-answer'; command = 'self-check'; ms = 300"},
    {"kind = 'busy'; command = 'token'; count = 2"}, // 10: it is asked again
    {"kind = 'busy'; command = 'table'; count = 0", "program: lock.refused"},
    {"kind = 'table-bit'; bit = 77", "self-check"},
    {"kind = 'key-bit'; bit = 7", "self-check"},
    {"kind = 'self-check-lies'; hides = 'table'; bit = 77", "proof"},
    {"kind = 'self-check-lies'; hides = 'key'; bit = 7", "proof"},
    {"kind = 'stale-answer'; command = 'capture'; occurrence = 2; count = 0", "closed proof"},
    {"kind = 'stale-answer'; command = 'table-proof'; occurrence = 2; count = 0", "closed proof"},
    {"kind = 'wrong-serial'; command = 'self-check'; count = 0", "self-check"},
    {"kind = 'wrong-serial'; command = 'identify'; count = 0", "another unit"},
    {"kind = 'wrong-serial'; command = 'capture'; count = 0", "proof"},
    {"kind = 'cloned-uid'", "seen before"},
    {"kind = 'close-does-not-close'", "not closed"},
    {"kind = 'close-does-not-close'; lies = true", "not closed"},
    {"kind = 'flash-error'; operation = 'program'; occurrence = 3; count = 0", "program: lock.refused"},
    {"kind = 'wrong-crc'; command = 'token'; count = 0", "program: lock.silent", of_a_line},
    {"kind = 'wrong-kg'", "wrong Kg"},
    {"kind = 'wrong-kg'; lies = true", "program: lock.refused"},
    {"kind = 'wrong-type'", "wrong type"},
    {"kind = 'hang-up'; direction = 'to-lock'; byte = 2500", "program: fixture.hung_up", of_a_line},
    {"kind = 'swapped'; command = 'table-proof'", "proof: lock.refused"}, // the last: it is two units
};

QString plan(const std::vector<FaultCase>& cases) {
    QString text;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        text +=
            "[[fault]]\nunit = " + QString::number(i + 1) + '\n' + QString(cases[i].fault).replace("; ", "\n") + '\n';
    }
    return text;
}

std::string code_of(const Error& error) {
    return std::string(text_of(error.code));
}

} // namespace

class LockFaultsContractTest : public QObject {
    Q_OBJECT
  private slots:
    void every_error_code_data() { keyline::test::every_link_and_framing(); }
    void every_error_code();
    void resumes_after_a_cut_at_each_piece_data() { keyline::test::every_link_and_framing(); }
    void resumes_after_a_cut_at_each_piece();
    void faults_of_lines_frames_and_locks_data() { keyline::test::every_link_and_framing(); }
    void faults_of_lines_frames_and_locks();

  private:
    LockAdapter adapter() const {
        QFETCH(LockAdapter, adapter);
        return adapter;
    }
    void refuses(LockSimulator& simulator, const Refusal& refusal);
    std::string way(LockLink& lock);
    std::string prove(LockLink& lock, const LockIdentity& unit, LockState state);
    void try_fault(LockSimulator& simulator, const FaultCase& fault);

    keyline::fixtures::test::SystemClock clock_;
    keyline::test::SystemRandom random_;
    Unit unit_;
    std::optional<CheckValue> check_value_; // of the Kg that the simulator's locks have
    std::set<std::string> seen_;            // chips
};

void LockFaultsContractTest::refuses(LockSimulator& simulator, const Refusal& refusal) {
    auto framing = simulator.open_framing(clock_);
    QVERIFY(succeeded(framing));
    auto made = SmpClient::create(std::move(*framing), clock_, random_);
    QVERIFY(succeeded(made));
    std::optional<SmpClient> client(std::move(*made));
    client->set_limits({1'024, 1});
    std::optional<std::uint64_t> code;
    SmpQuestion question(
        refusal.command,
        [&](std::span<std::uint8_t> room) {
            std::copy(refusal.payload.begin(), refusal.payload.end(), room.begin());
            return KlCborWriter{room.data(), room.size(), refusal.payload.size(), false};
        },
        {}, [](SmpAnswer&) { return Status(); },
        [&](std::uint64_t rc) {
            code = rc;
            return Status();
        });
    const std::array<SmpJob*, 1> jobs{&question};
    const Patience patience{5, std::chrono::seconds(30)};
    const Status ran = client->run(jobs, patience);
    client.reset(); // its framing goes before the probe beneath
    simulator.close_framing();
    QVERIFY2(succeeded(ran), refusal.name);
    QVERIFY2(code == refusal.code, refusal.name);
}

void LockFaultsContractTest::every_error_code() {
    LockAdapter small = adapter();
    small.table_bytes = small_table_bytes;
    const Bytes digest(32, 1);
    const auto serial = unit_.serial.bytes();
    Bytes other_serial(serial.begin(), serial.end());
    other_serial.back() ^= 1U;
    Unit wrong_kg = unit_;
    wrong_kg.kg.front() ^= 1U;
    const auto token = unit_.token();
    const auto wrong_token = wrong_kg.token();
    const Bytes own_serial(serial.begin(), serial.end());
    {
        LockSimulator simulator(unit_, small);
        for (const Refusal& refusal : std::initializer_list<Refusal>{
                 {"payload not understood", identify_command, kl_rc_invalid, {0xff}},
                 {"state too low", self_check_command, kl_rc_state_too_low, {0xa0}},
                 {"no such command", unknown_command, kl_rc_not_supported, {0xa0}},
                 {"another serial number", token_command, kl_rc_serial_differs, token_payload(other_serial, token)},
                 {"another Kg", token_command, kl_rc_round_trip, token_payload(own_serial, wrong_token)},
                 {"right token", token_command, kl_rc_ok, token_payload(own_serial, token)},
                 {"table too large", table_command, kl_rc_too_large, table_payload(1'024, digest)},
                 {"table too small", table_command, kl_rc_invalid, table_payload(128, digest)},
                 {"another digest", table_command, kl_rc_table_digest, table_payload(small_table_bytes, digest)}}) {
            if (refusal.code != kl_rc_ok) {
                refuses(simulator, refusal);
            } else {
                const auto lock = simulator.open(clock_, random_);
                QVERIFY(succeeded(lock->program(&token, make_table(small_table_bytes), nullptr)));
                QCOMPARE(simulator.command("take 1", clock_), std::string("ok"));
                QCOMPARE(simulator.command("insert 1", clock_), std::string("ok"));
                const auto only_token = lock->program(&token, make_table(512), nullptr); // refused at the table
                QVERIFY(!only_token);
            }
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
    // A closed chip's debug port is shut, unless it is a faulty one.
    const QStringList reachable = small.kind == LaneLink::Kind::swd ? QStringList{"--port-stays-open"} : QStringList{};
    LockSimulator closed(unit_, small, QStringList{"--preset", "passed"} + reachable);
    refuses(closed, {"closed", token_command, kl_rc_closed, {0xa0}});
    LockSimulator captured(unit_, small, QStringList{"--preset", "captured"} + reachable);
    refuses(captured, {"captured", token_command, kl_rc_captured, {0xa0}});
    QTemporaryFile worn_out;
    QVERIFY(worn_out.open() &&
            worn_out.write("[[fault]]\nkind = 'flash-error'\noperation = 'program'\noccurrence = 1\n"
                           "count = 0\n") > 0 &&
            worn_out.flush());
    LockSimulator worn(unit_, small, {"--plan", worn_out.fileName()});
    refuses(worn, {"flash", token_command, kl_rc_flash, token_payload(own_serial, token)});
}

void LockFaultsContractTest::resumes_after_a_cut_at_each_piece() {
    const LockAdapter quick = adapter();
    const LockSimulator simulator(unit_, quick, {}, {"--reset-ms", "1"});
    const auto lock = simulator.open(clock_, random_);
    const auto token = unit_.token();
    const auto table = make_table(quick.table_bytes);
    unsigned pieces = 0;
    for (unsigned cut_at = 1; pieces == 0 || cut_at <= pieces; ++cut_at) {
        unsigned piece = 0;
        bool cut = false;
        const auto check = lock->program(&token, table, [&](std::size_t, std::size_t) {
            if (++piece == cut_at) {
                cut = simulator.command("cut 1", clock_) == "ok";
            }
        });
        QVERIFY2(succeeded(check), qPrintable(QString::number(cut_at)));
        QVERIFY(cut && check->round_trip && check->table);
        const Challenge challenge = keyline::test::draw(random_);
        const auto answer = lock->answer(challenge);
        QVERIFY(succeeded(answer));
        QVERIFY(unit_.proves(challenge, table, *answer));
        pieces = static_cast<unsigned>(table.size() / TableTransfer::chunk_bytes_max);
        QCOMPARE(simulator.command("take 1", clock_), std::string("ok"));
        QCOMPARE(simulator.command("insert 1", clock_), std::string("ok"));
    }
}

// As the unit procedure goes, with the key service's checks.
std::string LockFaultsContractTest::way(LockLink& lock) {
    const auto token = unit_.token();
    const auto table = make_table(adapter().table_bytes);
    const auto identity = lock.identify();
    if (!identity) {
        return "identify: " + code_of(identity.error());
    }
    if (identity->type != unit_.serial.type()) {
        return "wrong type";
    }
    if (identity->kg != check_value_) {
        return "wrong Kg";
    }
    if (!seen_.insert(identity->uid.text()).second && identity->state == LockState::blank) {
        return "seen before";
    }
    const auto check = lock.program(&token, table, nullptr);
    if (!check) {
        return "program: " + code_of(check.error());
    }
    if (!check->round_trip || !check->table || check->serial != unit_.serial) {
        return "self-check";
    }
    if (const auto proved = prove(lock, *identity, LockState::table_stored); proved != "proved") {
        return proved;
    }
    if (const auto closed = lock.close(); !closed) {
        return "close: " + code_of(closed.error());
    }
    const auto proved = prove(lock, *identity, LockState::closed);
    return proved == "proved" ? "passes" : proved == "proof" ? "closed proof" : proved;
}

std::string LockFaultsContractTest::prove(LockLink& lock, const LockIdentity& unit, LockState state) {
    const auto table = make_table(adapter().table_bytes);
    const Challenge challenge = keyline::test::draw(random_);
    const auto answer = lock.answer(challenge);
    if (!answer) {
        return "proof: " + code_of(answer.error());
    }
    if (answer->identity.uid != unit.uid || answer->identity.serial != unit_.serial) {
        return "another unit";
    }
    if (answer->identity.state != state || answer->refuses_token != (state == LockState::closed)) {
        return "not closed";
    }
    return unit_.proves(challenge, table, *answer) ? "proved" : "proof";
}

void LockFaultsContractTest::try_fault(LockSimulator& simulator, const FaultCase& fault) {
    auto lock = simulator.open(clock_, random_);
    const std::string end = way(*lock);
    QVERIFY2(end == fault.ends,
             (std::string(fault.fault) + " ends with: " + end + "; " + simulator.command("status", clock_)).c_str());
    if (end == "program: fixture.hung_up") { // what a lane does when its fixture has failed
        simulator.replug();
        lock = simulator.open(clock_, random_);
        seen_.clear();
        QCOMPARE(way(*lock), std::string("passes"));
    }
}

void LockFaultsContractTest::faults_of_lines_frames_and_locks() {
    std::vector<FaultCase> cases;
    std::copy_if(fault_cases.begin(), fault_cases.end(), std::back_inserter(cases),
                 [this](const FaultCase& fault) { return !fault.of_a_line || adapter().kind != LaneLink::Kind::swd; });
    QTemporaryFile file;
    QVERIFY(file.open() && file.write(plan(cases).toUtf8()) > 0 && file.flush());
    LockSimulator simulator(unit_, adapter(), {"--plan", file.fileName()}, {"--reset-ms", "1", "--keep"});
    seen_.clear();
    const auto first = simulator.open(clock_, random_)->identify();
    QVERIFY(succeeded(first));
    check_value_ = first->kg;
    for (const FaultCase& fault : cases) {
        try_fault(simulator, fault);
        if (QTest::currentTestFailed()) {
            return;
        }
        QCOMPARE(simulator.command("take 1", clock_), std::string("ok"));
        QCOMPARE(simulator.command("insert 1", clock_), std::string("ok"));
    }
    const auto status =
        QJsonDocument::fromJson(QByteArray::fromStdString(simulator.command("status", clock_))).object();
    const QJsonObject struck = status[simulator.is_probe() ? "probes" : "lanes"][0]["faults"].toObject();
    for (const FaultCase& fault : cases) {
        const QString kind = QString(fault.fault).section('\'', 1, 1);
        QVERIFY2(struck[kind].toInt() >= 1, qPrintable(kind));
    }
}

QTEST_GUILESS_MAIN(LockFaultsContractTest)
#include "lock_faults_contract_test.moc"
