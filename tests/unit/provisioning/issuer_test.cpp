// What keyd decides, with a station that is hostile.
#include "provisioning/issuing/issuer.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

namespace {
SerialNumber serial(std::uint64_t id) {
    return *SerialNumber::from_parts(DeviceType(1), id);
}
ChipUid uid(unsigned n) {
    return *ChipUid::parse("00000000000000" + std::string(n < 16 ? "0" : "") + QString::number(n, 16).toStdString());
}
ClaimId claim_id(unsigned n) {
    return *ClaimId::parse(QString::number(n, 16).rightJustified(32, '0').toStdString());
}
const StationId station = *StationId::parse("demo");
const StationId stranger = *StationId::parse("stranger");
const ProductProfile profile{*ProfileName::parse("demo"), DeviceType(1), 256, ""};
} // namespace

class IssuerTest : public QObject {
    Q_OBJECT

    struct Bench {
        MemoryRegistry registry;
        SoftwareVault vault;
        ManualClock clock;
        SeededRandom random;
        Issuer issuer{registry, clock, random};
        WorkOrder order = *issuer.create_order(vault, station, {profile, serial(1), {}, 3, {}, {}});

        Result<Issued> issue(unsigned n, std::optional<SerialNumber> wanted = {}) {
            return issuer.issue(vault, station, {claim_id(n), order.id, wanted, uid(n)});
        }
        // A right answer, or one that a lock without the key would give.
        Status prove(unsigned n, ProofStage stage, const ProductionToken& token) {
            auto challenge = issuer.challenge(station, claim_id(n), stage);
            if (!challenge) {
                return challenge.failure();
            }
            return issuer.prove(vault, station, claim_id(n), challenge->id, answer(n, token, *challenge));
        }
        ProofAnswer answer(unsigned n, const ProductionToken& token, const Challenge& challenge) {
            SoftwareLock lock;
            lock.chip = SoftwareLock::Chip{uid(n), vault.kg, LockState::blank, {}, {}, {}};
            const auto table = *issuer.table(vault, station, order.id);
            (void)lock.program(&token, table, [](std::size_t, std::size_t) {});
            return lock.answer(challenge)->proof;
        }
        OrderCounts counts() { return issuer.order(station, order.id)->counts; }
        std::string newest_event() const { return registry.committed.log.back().event; }
    };

  private slots:
    void next_numbers_until_the_quota();
    void wanted_numbers();
    void same_claim_same_token_three_times();
    void one_chip_one_number();
    void strangers_are_refused();
    void challenge_is_used_once_in_time_and_for_its_claim();
    void pass_needs_both_proofs();
    void failed_claim_can_be_tried_again_and_is_counted();
    void orders_are_checked();
    void an_order_names_its_kg();
    void refusals_are_on_record_and_change_nothing();
};

void IssuerTest::next_numbers_until_the_quota() {
    Bench bench;
    for (unsigned n = 1; n <= 3; ++n) {
        QVERIFY(bench.issue(n)->claim.serial == serial(n));
    }
    QCOMPARE(bench.issue(4).error().code, ErrorCode::order_used_up);
    QCOMPARE(bench.counts().outstanding, std::uint64_t(3));
    QCOMPARE(bench.vault.minted, 3U);
}

void IssuerTest::wanted_numbers() {
    Bench bench;
    QVERIFY(bench.issue(1, serial(2)));
    QCOMPARE(bench.issue(2, serial(2)).error().code, ErrorCode::serial_taken);
    QCOMPARE(bench.issue(2, serial(9)).error().code, ErrorCode::serial_out_of_range);
    QCOMPARE(bench.issue(2, *SerialNumber::from_parts(DeviceType(2), 1)).error().code, ErrorCode::serial_wrong_type);
    QVERIFY(bench.issue(2)->claim.serial == serial(1));
    QVERIFY(bench.issue(3)->claim.serial == serial(3)); // 2 is taken already
}

void IssuerTest::same_claim_same_token_three_times() {
    Bench bench;
    const auto first = bench.issue(1);
    for (unsigned again = 1; again <= Issuer::reissues_max; ++again) {
        const auto same = bench.issue(1);
        QVERIFY(same && equal(same->token.bytes(), first->token.bytes()));
        QCOMPARE(same->claim.reissues, again);
    }
    QCOMPARE(bench.issue(1).error().code, ErrorCode::claim_reissue_limit);
    QCOMPARE(bench.vault.minted, 1U); // one PEK
    QCOMPARE(bench.counts().issued, std::uint64_t(1));
    // The claim id with anything else in it is another station's mistake, or worse.
    QCOMPARE(bench.issuer.issue(bench.vault, station, {claim_id(1), bench.order.id, {}, uid(9)}).error().code,
             ErrorCode::claim_mismatch);
}

void IssuerTest::one_chip_one_number() {
    Bench bench;
    QVERIFY(bench.issue(1));
    const auto second = bench.issuer.issue(bench.vault, station, {claim_id(2), bench.order.id, {}, uid(1)});
    QCOMPARE(second.error().code, ErrorCode::uid_bound);
    QCOMPARE(second.error().arg("serial"), std::string_view("0001-000000000001"));
}

void IssuerTest::strangers_are_refused() {
    Bench bench;
    QVERIFY(bench.issue(1));
    QCOMPARE(bench.issuer.issue(bench.vault, stranger, {claim_id(2), bench.order.id, {}, uid(2)}).error().code,
             ErrorCode::order_other_station);
    QCOMPARE(bench.issuer.table(bench.vault, stranger, bench.order.id).error().code, ErrorCode::order_other_station);
    QCOMPARE(bench.issuer.challenge(stranger, claim_id(1), ProofStage::written).error().code,
             ErrorCode::claim_other_station);
    QCOMPARE(bench.issuer.report(stranger, claim_id(1), ClaimState::failed, "").error().code,
             ErrorCode::claim_other_station);
    QVERIFY(bench.issuer.orders(stranger)->empty());
}

void IssuerTest::challenge_is_used_once_in_time_and_for_its_claim() {
    Bench bench;
    const auto one = bench.issue(1);
    const auto two = bench.issue(2);
    const auto challenge = *bench.issuer.challenge(station, claim_id(1), ProofStage::written);
    const auto right = bench.answer(1, one->token, challenge);
    // For another claim; with the answer of another lock; twice; too late; after a newer draw.
    QCOMPARE(bench.issuer.prove(bench.vault, station, claim_id(2), challenge.id, right).error().code,
             ErrorCode::challenge_unknown);
    QCOMPARE(bench.issuer.prove(bench.vault, station, claim_id(1), challenge.id, bench.answer(2, two->token, challenge))
                 .error()
                 .code,
             ErrorCode::proof_wrong);
    QCOMPARE(bench.issuer.prove(bench.vault, station, claim_id(1), challenge.id, right).error().code,
             ErrorCode::challenge_unknown);
    const auto late = *bench.issuer.challenge(station, claim_id(1), ProofStage::written);
    bench.clock.passed_s += Challenges::valid_s + std::chrono::seconds(1);
    QCOMPARE(
        bench.issuer.prove(bench.vault, station, claim_id(1), late.id, bench.answer(1, one->token, late)).error().code,
        ErrorCode::challenge_expired);
    const auto replaced = *bench.issuer.challenge(station, claim_id(1), ProofStage::written);
    const auto newer = *bench.issuer.challenge(station, claim_id(1), ProofStage::written);
    QCOMPARE(bench.issuer.prove(bench.vault, station, claim_id(1), replaced.id, bench.answer(1, one->token, replaced))
                 .error()
                 .code,
             ErrorCode::challenge_unknown);
    // One wrong bit anywhere.
    auto flipped = bench.answer(1, one->token, newer);
    flipped.table_tag[31] ^= 1;
    QCOMPARE(bench.issuer.prove(bench.vault, station, claim_id(1), newer.id, flipped).error().code,
             ErrorCode::proof_wrong);
    QCOMPARE(bench.newest_event(), std::string("claim.not_proved"));
    QVERIFY(bench.prove(1, ProofStage::written, one->token));
}

void IssuerTest::pass_needs_both_proofs() {
    Bench bench;
    const auto issued = bench.issue(1);
    QCOMPARE(bench.issuer.report(station, claim_id(1), ClaimState::passed, "ok").error().code,
             ErrorCode::claim_not_proved);
    QVERIFY(bench.prove(1, ProofStage::written, issued->token));
    QCOMPARE(bench.issuer.report(station, claim_id(1), ClaimState::passed, "ok").error().code,
             ErrorCode::claim_not_proved);
    QVERIFY(bench.prove(1, ProofStage::closed, issued->token));
    QVERIFY(bench.issuer.report(station, claim_id(1), ClaimState::passed, "ok"));
    QVERIFY(bench.issuer.report(station, claim_id(1), ClaimState::passed, "ok")); // sent again
    QCOMPARE(bench.counts().passed, std::uint64_t(1));
    QCOMPARE(bench.issue(1).error().code, ErrorCode::claim_ended); // never the token of a passed unit
    QCOMPARE(bench.issuer.report(station, claim_id(1), ClaimState::failed, "x").error().code, ErrorCode::claim_ended);
    QCOMPARE(bench.issue(2, serial(1)).error().code, ErrorCode::serial_already_passed);
}

void IssuerTest::failed_claim_can_be_tried_again_and_is_counted() {
    Bench bench;
    const auto first = bench.issue(1);
    QVERIFY(bench.prove(1, ProofStage::written, first->token));
    QVERIFY(bench.issuer.report(station, claim_id(1), ClaimState::failed, "lock.silent"));
    QCOMPARE(bench.counts().failed, std::uint64_t(1));
    const auto retried = bench.issue(1);
    QVERIFY(retried && equal(retried->token.bytes(), first->token.bytes()));
    QCOMPARE(retried->claim.attempts, 2U);
    QVERIFY(!retried->claim.proved_written); // has to be proved anew
    const auto counts = bench.counts();
    QCOMPARE(counts.attempts, std::uint64_t(2));
    QCOMPARE(counts.failed, std::uint64_t(0));
    QCOMPARE(counts.issued, counts.outstanding + counts.passed + counts.failed + counts.quarantined);
}

void IssuerTest::orders_are_checked() {
    Bench bench;
    const auto create = [&](const NewOrder& order) { return bench.issuer.create_order(bench.vault, station, order); };
    QCOMPARE(create({profile, serial(3), {}, 3, {}, {}}).error().code, ErrorCode::order_overlaps);
    QCOMPARE(create({profile, serial(10), {}, 0, {}, {}}).error().code, ErrorCode::order_invalid);
    QCOMPARE(create({profile, serial(10), serial(11), 3, {}, {}}).error().code, ErrorCode::order_invalid);
    QCOMPARE(create({profile, serial(SerialNumber::device_id_max), {}, 2, {}, {}}).error().code,
             ErrorCode::order_invalid);
    QCOMPARE(create({profile, *SerialNumber::from_parts(DeviceType(2), 1), {}, 2, {}, {}}).error().code,
             ErrorCode::serial_wrong_type);
    auto other_size = profile;
    other_size.table_size_bytes = 512;
    QCOMPARE(create({other_size, serial(10), {}, 2, {}, {}}).error().code, ErrorCode::order_invalid);
    const std::int64_t today = 1'800'000'000;
    QCOMPARE(create({profile, serial(10), {}, 2, {}, today}).error().code, ErrorCode::order_invalid);
    const auto expired = create({profile, serial(10), {}, 2, {}, today + 60});
    bench.clock.passed_s += std::chrono::seconds(60);
    QCOMPARE(bench.issuer.issue(bench.vault, station, {claim_id(5), expired->id, {}, uid(5)}).error().code,
             ErrorCode::order_expired);
    const auto few_attempts = create({profile, serial(20), {}, 2, 1, {}});
    QVERIFY(bench.issuer.issue(bench.vault, station, {claim_id(6), few_attempts->id, {}, uid(6)}));
    QCOMPARE(bench.issuer.issue(bench.vault, station, {claim_id(7), few_attempts->id, {}, uid(7)}).error().code,
             ErrorCode::claim_attempt_limit);
    QCOMPARE(bench.issuer.order(station, *OrderId::parse("WO-99")).error().code, ErrorCode::order_unknown);
}

void IssuerTest::an_order_names_its_kg() {
    Bench bench;
    bench.vault.second_kg.emplace().fill(0x2c);
    const CheckValue second = check_value_of(*bench.vault.second_kg);
    NewOrder asked{profile, serial(100), {}, 3, {}, {}};
    asked.profile.kg = second;
    const auto order = bench.issuer.create_order(bench.vault, station, asked);
    QVERIFY(order && order->kg == second);
    const auto issued = bench.issuer.issue(bench.vault, station, {claim_id(50), order->id, {}, uid(50)});
    QVERIFY(issued);
    const Bytes pek = cbc_decrypt(*bench.vault.second_kg, issued->token.wrapped_pek());
    QVERIFY(equal(cbc_encrypt(pek, issued->token.serial().bytes()), issued->token.pek_of_serial()));

    bench.vault.second_kg_use = KgVersion::Use::retired; // the order goes on, no other is made
    const auto again = bench.issuer.issue(bench.vault, station, {claim_id(50), order->id, {}, uid(50)});
    QVERIFY(again && equal(again->token.bytes(), issued->token.bytes()));
    QVERIFY(bench.issuer.issue(bench.vault, station, {claim_id(51), order->id, {}, uid(51)}));
    asked.first = serial(200);
    QCOMPARE(bench.issuer.create_order(bench.vault, station, asked).error().code, ErrorCode::order_invalid);
    asked.profile.kg = *CheckValue::parse("010203");
    QCOMPARE(bench.issuer.create_order(bench.vault, station, asked).error().code, ErrorCode::order_invalid);
    asked.profile.kg.reset();
    const auto first = bench.issuer.create_order(bench.vault, station, asked);
    QVERIFY(first && first->kg == bench.vault.kg_check_value());
}

void IssuerTest::refusals_are_on_record_and_change_nothing() {
    Bench bench;
    const auto before = bench.registry.committed.claims.size();
    QVERIFY(!bench.issue(1, serial(9)));
    QCOMPARE(bench.registry.committed.claims.size(), before);
    const AuditEvent& refusal = bench.registry.committed.log.back();
    QCOMPARE(refusal.event, std::string("request.refused"));
    QVERIFY(std::find(refusal.details.begin(), refusal.details.end(),
                      std::pair<std::string, std::string>("code", "serial.out_of_range")) != refusal.details.end());
}

QTEST_GUILESS_MAIN(IssuerTest)
#include "issuer_test.moc"
