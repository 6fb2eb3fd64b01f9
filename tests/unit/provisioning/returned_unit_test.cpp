// What is said of a unit that came back: every verdict, and what it rests on.
#include "provisioning/verification/returned_unit.h"

#include "tests/support/log_fixtures.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

namespace {
const CheckValue our_kg = *CheckValue::parse("0a1b2c");

KnownUnit known(std::uint64_t serial, std::uint64_t uid, ClaimState state = ClaimState::passed) {
    return {{claim_of(uid), name_of("WO-0001"), name_of("S1"), serial_of(serial), uid_of(uid), state, 1, 0, true, true},
            our_kg,
            {name_of("demo"), DeviceType(1), 256, ""}};
}
LockIdentity lock(std::uint64_t serial, std::uint64_t uid, LockState state = LockState::closed) {
    return {uid_of(uid), "board", "1.0", DeviceType(1), state, our_kg, 256, serial_of(serial)};
}
// As it left us.
ReturnedUnit sound() {
    ReturnedUnit unit;
    unit.label = serial_of(1);
    unit.lock = lock(1, 1);
    unit.self_check = unit.capture = unit.table = unit.entry = ProofOutcome::right;
    unit.of_serial = {known(1, 1)};
    unit.of_chip = known(1, 1);
    return unit;
}
} // namespace

class ReturnedUnitTest : public QObject {
    Q_OBJECT
  private:
    static void expect(const ReturnedUnit& unit, Verdict verdict, const QStringList& wrong = {}) {
        const Assessment assessment = assess(unit);
        QStringList found;
        for (const UnitCheck& check : assessment.checks) {
            if (check.result == CheckResult::wrong) {
                found << QString::fromStdString(check.name);
            }
        }
        QCOMPARE(QString::fromUtf8(name_of(assessment.verdict).data()), QString::fromUtf8(name_of(verdict).data()));
        QCOMPARE(found, wrong);
    }

  private slots:
    void genuine() {
        expect(sound(), Verdict::genuine);
        ReturnedUnit unit = sound();
        unit.label.reset();                   // not scanned
        unit.entry = ProofOutcome::not_asked; // made at another station
        expect(unit, Verdict::genuine);
    }

    void altered_says_what() {
        ReturnedUnit unit = sound();
        unit.label = serial_of(2);
        expect(unit, Verdict::altered, {"label and lock"});
        unit = sound();
        unit.lock->kg = *CheckValue::parse("ffffff");
        expect(unit, Verdict::altered, {"Kg"});
        unit = sound();
        unit.lock->type = DeviceType(2);
        expect(unit, Verdict::altered, {"product"});
        unit = sound();
        unit.lock->state = LockState::table_stored; // open again
        expect(unit, Verdict::altered, {"lock's state"});
        unit = sound();
        unit.capture = ProofOutcome::wrong;
        expect(unit, Verdict::altered, {"capture challenge"});
        unit = sound();
        unit.table = ProofOutcome::wrong;
        expect(unit, Verdict::altered, {"table proof"});
        unit = sound();
        unit.self_check = ProofOutcome::wrong;
        expect(unit, Verdict::altered, {"self-check"});
        unit = sound();
        unit.entry = ProofOutcome::wrong;
        expect(unit, Verdict::altered, {"entry in the signed log"});
        unit = sound();
        unit.of_serial = {known(1, 1, ClaimState::scrapped)};
        unit.of_chip.reset();
        expect(unit, Verdict::altered, {"registry"});
        unit = sound();
        unit.of_serial = {known(1, 1, ClaimState::quarantined)};
        expect(unit, Verdict::altered, {"registry"});
        unit = sound(); // its own number is another one's, which was never issued
        unit.label = unit.lock->serial = serial_of(99);
        unit.of_serial.clear();
        expect(unit, Verdict::altered, {"number in the registry", "chip"});
    }

    // The key before a re-key of the same chip, or of another one.
    void a_superseded_key_is_named() {
        ReturnedUnit unit = sound();
        unit.of_serial = {known(1, 1, ClaimState::superseded), known(1, 2)};
        unit.of_chip.reset();
        expect(unit, Verdict::altered, {"registry"});
        QVERIFY(assess(unit).checks.size() > 0);
        QCOMPARE(unit_in_question(unit)->claim.uid, uid_of(1));
    }

    void what_cannot_be_proved() {
        ReturnedUnit unit = sound();
        unit.lock->state = LockState::captured;
        unit.capture = ProofOutcome::refused;
        expect(unit, Verdict::cannot_prove);
        unit = sound();
        unit.lock.reset();
        unit.self_check = unit.capture = unit.table = ProofOutcome::not_asked;
        expect(unit, Verdict::cannot_prove);
        unit = sound();
        unit.table = ProofOutcome::not_asked;
        expect(unit, Verdict::cannot_prove);
    }

    void not_ours() {
        ReturnedUnit unit = sound();
        unit.of_serial.clear();
        unit.of_chip.reset();
        unit.capture = unit.table = unit.entry = ProofOutcome::not_asked;
        expect(unit, Verdict::not_ours, {"number in the registry"});
        unit.lock->serial.reset();
        unit.label.reset();
        expect(unit, Verdict::not_ours, {"number in the registry"});
    }

    void twice_is_a_clone() {
        ReturnedUnit unit = sound(); // our number in another chip; even with our key
        unit.lock = lock(1, 7);
        unit.of_chip.reset();
        expect(unit, Verdict::clone_suspected, {"chip"});
        unit = sound(); // our chip with the number of another unit of ours
        unit.lock = lock(2, 1);
        unit.label = serial_of(2);
        unit.of_serial = {known(2, 2)};
        expect(unit, Verdict::clone_suspected, {"chip"});
        unit = sound(); // one that nobody knows, with our chip's UID and number, but not the key
        unit.capture = ProofOutcome::wrong;
        expect(unit, Verdict::altered, {"capture challenge"});
    }

    void where_it_was_seen_before_is_told() {
        const auto seen_before = [](const ReturnedUnit& unit) {
            for (const UnitCheck& check : assess(unit).checks) {
                if (check.name == "seen before") {
                    return text_of(check.evidence);
                }
            }
            return std::string("no such check");
        };
        ReturnedUnit unit = sound();
        QCOMPARE(seen_before(unit), std::string("never"));
        unit.sightings = {{"2026-11-20T08:00:00Z", "line2", unit.lock->uid, Verdict::genuine},
                          {"2026-11-21T08:00:00Z", "qa1", {}, Verdict::cannot_prove}};
        QCOMPARE(seen_before(unit), std::string("times: 2; last 2026-11-21T08:00:00Z at qa1: known, cannot prove"));
        unit.sightings[0].uid = *ChipUid::parse("ffffffffffffffffffffffff");
        unit.sightings[0].verdict = Verdict::clone_suspected;
        expect(unit, Verdict::genuine); // this one proves itself; but there is another
        QVERIFY(seen_before(unit).find("ANOTHER CHIP WITH THIS NUMBER, ffffffffffffffffffffffff, 2026-11-20T08:00:00Z "
                                       "at line2: clone suspected") != std::string::npos);
    }

    // Whoever shows it in another language has every value at hand, and no sentence has a hole.
    void every_sentence_is_whole() {
        ReturnedUnit everything = sound();
        everything.signed_entry = SignedEntry{"unit.passed", "2026-11-20T08:00:00Z", name_of("S1"), 3, 9, "0.9"};
        everything.of_serial = {known(1, 2, ClaimState::superseded), known(1, 1, ClaimState::quarantined)};
        everything.of_serial[1].claim.held_from = ClaimState::passed;
        everything.of_serial[1].claim.reissues = 2;
        everything.sightings = {{"2026-11-20T08:00:00Z", "line2", uid_of(9), Verdict::genuine}};
        ReturnedUnit nothing;
        ReturnedUnit unknown = sound();
        unknown.of_serial.clear();
        ReturnedUnit unnumbered = sound();
        unnumbered.lock->serial.reset();
        ReturnedUnit taken = sound();
        taken.lock->state = LockState::captured;
        taken.self_check = taken.capture = taken.table = ProofOutcome::refused;
        taken.signed_entry = SignedEntry{"unit.passed", "", name_of("S1"), 3, 9, "1.0"};
        QStringList told;
        for (const ReturnedUnit& unit : {everything, nothing, unknown, unnumbered, taken}) {
            for (const UnitCheck& check : assess(unit).checks) {
                told << QString::fromStdString(text_of(check.evidence));
            }
        }
        const QString all = told.join('\n');
        QVERIFY2(!all.contains('{') && !all.contains('}'), qPrintable(all));
        for (const char* part :
             {"CHANGED, made with 0.9", "as when it was made", "entry 3 of 9 that were signed for S1",
              "token made again: 2", "held since it was passed", "the unit has no number", "lock without a number",
              "was never issued", "captured: the lock answers it no more", "the archive has no signed entry of it"}) {
            QVERIFY2(all.contains(part), part);
        }
    }

    void names() {
        for (const Verdict verdict :
             {Verdict::genuine, Verdict::altered, Verdict::cannot_prove, Verdict::not_ours, Verdict::clone_suspected}) {
            QCOMPARE(*parse_verdict(name_of(verdict)), verdict);
        }
        QCOMPARE(parse_verdict("fine").error().code, ErrorCode::value_malformed);
    }
};

QTEST_GUILESS_MAIN(ReturnedUnitTest)
#include "returned_unit_test.moc"
