#include "provisioning/verification/returned_unit.h"

#include <algorithm>
#include <array>

namespace keyline {

namespace {

constexpr std::array<std::string_view, 5> verdict_names{
#define KEYLINE_NAME(enumerator, text) #enumerator,
    KEYLINE_VERDICTS(KEYLINE_NAME)
#undef KEYLINE_NAME
};
constexpr std::array<std::string_view, 5> verdict_texts{
#define KEYLINE_TEXT(enumerator, text) text,
    KEYLINE_VERDICTS(KEYLINE_TEXT)
#undef KEYLINE_TEXT
};
constexpr std::array<std::string_view, 4> result_texts{"right", "wrong", "not checked", "noted"};
constexpr std::array<std::string_view, 5> state_texts{"blank", "token stored", "token and table stored", "closed",
                                                      "captured"};

std::string text_of_state(LockState state) {
    return std::string(state_texts.at(static_cast<std::size_t>(state)));
}

CheckResult result_of(bool is_right) {
    return is_right ? CheckResult::right : CheckResult::wrong;
}

UnitCheck proof_check(std::string name, ProofOutcome outcome, const std::string& refused) {
    switch (outcome) {
    case ProofOutcome::right:
        return {std::move(name), CheckResult::right, {}};
    case ProofOutcome::wrong:
        return {std::move(name), CheckResult::wrong, {}};
    case ProofOutcome::refused:
        return {std::move(name), CheckResult::not_checked, refused};
    case ProofOutcome::not_asked:
        return {std::move(name), CheckResult::not_checked, {}};
    }
    return {std::move(name), CheckResult::not_checked, {}};
}

class Assessor {
  public:
    explicit Assessor(const ReturnedUnit& unit) : unit_(unit), known_(unit_in_question(unit)) {}

    Assessment assess() {
        check_number();
        if (known_ != nullptr) {
            check_chip();
            check_make();
            check_registry();
        }
        check_sightings();
        check_proofs();
        assessment_.verdict = verdict();
        return std::move(assessment_);
    }

  private:
    void add(std::string name, CheckResult result, std::string evidence) {
        assessment_.checks.push_back({std::move(name), result, std::move(evidence)});
    }

    void check_number() {
        const auto number = number_of(unit_);
        if (unit_.label && unit_.lock) {
            add("label and lock", result_of(unit_.lock->serial == unit_.label),
                "label " + unit_.label->text() + ", lock " +
                    (unit_.lock->serial ? unit_.lock->serial->text() : "without a number"));
        }
        add("number in the registry", result_of(!unit_.of_serial.empty()),
            !number                   ? "the unit has no number"
            : unit_.of_serial.empty() ? number->text() + " was never issued"
                                      : number->text() + ", order " + unit_.of_serial.back().claim.order.text() +
                                            ", station " + unit_.of_serial.back().claim.station.text());
    }

    void check_chip() {
        if (!unit_.lock) {
            add("chip", CheckResult::not_checked, "");
            return;
        }
        add("chip", result_of(known_->claim.uid == unit_.lock->uid && known_->claim.serial == number_of(unit_)),
            unit_.lock->uid.text() + "; registered: " + known_->claim.uid.text() + " with " +
                known_->claim.serial.text());
    }

    void check_make() {
        if (!unit_.lock) {
            return;
        }
        const LockIdentity& lock = *unit_.lock;
        add("Kg", result_of(lock.kg == known_->kg), lock.kg.text() + "; made with " + known_->kg.text());
        add("product",
            result_of(lock.type == known_->made.device_type && lock.table_size_bytes == known_->made.table_size_bytes),
            "device type " + lock.type.text() + ", table of " + std::to_string(lock.table_size_bytes) + " bytes; " +
                known_->made.name.text() + ": " + known_->made.device_type.text() + ", " +
                std::to_string(known_->made.table_size_bytes));
        const bool is_shut = lock.state == LockState::closed || lock.state == LockState::captured;
        const bool was_passed = known_->claim.state == ClaimState::passed || !is_living(known_->claim.state);
        add("lock's state", is_shut || !was_passed ? CheckResult::right : CheckResult::wrong,
            text_of_state(lock.state));
        add("firmware", CheckResult::noted, lock.hardware + ", " + lock.firmware);
    }

    void check_registry() {
        const Claim& claim = known_->claim;
        const bool passed = claim.state == ClaimState::passed;
        add("registry", result_of(passed && claim.proved_written && claim.proved_closed),
            std::string(keyline::text_of(claim.state)) + ", " +
                (claim.proved_written && claim.proved_closed ? "both proofs were seen" : "not all proofs were seen"));
        std::string history = std::to_string(claim.attempts) + (claim.attempts == 1 ? " attempt" : " attempts");
        history += claim.reissues > 0 ? ", token made again " + std::to_string(claim.reissues) + " times" : "";
        history += claim.held_from ? ", held since it was " + std::string(keyline::text_of(*claim.held_from)) : "";
        for (const KnownUnit& other : unit_.of_serial) {
            if (other.claim.id != claim.id) {
                history += "; the number's chip " + other.claim.uid.text() + " is " +
                           std::string(keyline::text_of(other.claim.state));
            }
        }
        add("history", CheckResult::noted, history);
    }

    // Another chip with this number is a copy of one of them; which one, the proofs tell.
    void check_sightings() {
        if (unit_.sightings.empty()) {
            add("seen before", CheckResult::noted, "never");
            return;
        }
        const Sighting& last = unit_.sightings.back();
        std::string evidence = std::to_string(unit_.sightings.size()) +
                               (unit_.sightings.size() == 1 ? " time" : " times") + "; last " + last.time + " at " +
                               last.station + ": " + std::string(keyline::text_of(last.verdict));
        const auto other =
            std::find_if(unit_.sightings.rbegin(), unit_.sightings.rend(), [&](const Sighting& sighting) {
                return unit_.lock && sighting.uid && sighting.uid != unit_.lock->uid;
            });
        if (other != unit_.sightings.rend()) {
            evidence += "; ANOTHER CHIP WITH THIS NUMBER, " + other->uid->text() + ", " + other->time + " at " +
                        other->station + ": " + std::string(keyline::text_of(other->verdict));
        }
        add("seen before", CheckResult::noted, std::move(evidence));
    }

    void check_proofs() {
        assessment_.checks.push_back(proof_check("self-check", unit_.self_check, "the lock does not answer it"));
        assessment_.checks.push_back(proof_check("capture challenge", unit_.capture,
                                                 unit_.lock && unit_.lock->state == LockState::captured
                                                     ? "captured: the lock answers it no more"
                                                     : "refused"));
        assessment_.checks.push_back(proof_check("table proof", unit_.table, "refused"));
        UnitCheck entry = proof_check("entry in the signed log", unit_.entry, {});
        entry.evidence = unit_.entry_evidence;
        assessment_.checks.push_back(std::move(entry));
    }

    // The same number, or the same chip, twice.
    bool is_twice() const {
        if (!unit_.lock) {
            return false;
        }
        const auto number = number_of(unit_);
        const bool number_elsewhere =
            !unit_.of_serial.empty() &&
            std::none_of(unit_.of_serial.begin(), unit_.of_serial.end(),
                         [&](const KnownUnit& known) { return known.claim.uid == unit_.lock->uid; });
        const bool chip_elsewhere =
            unit_.of_chip && number && unit_.of_chip->claim.serial != *number && !unit_.of_serial.empty();
        return number_elsewhere || chip_elsewhere;
    }

    Verdict verdict() const {
        if (is_twice()) {
            return Verdict::clone_suspected;
        }
        if (known_ == nullptr) {
            return Verdict::not_ours;
        }
        const bool wrong = std::any_of(assessment_.checks.begin(), assessment_.checks.end(),
                                       [](const UnitCheck& check) { return check.result == CheckResult::wrong; });
        if (wrong) {
            return Verdict::altered;
        }
        const bool proved = unit_.lock && unit_.self_check == ProofOutcome::right &&
                            unit_.capture == ProofOutcome::right && unit_.table == ProofOutcome::right;
        return proved ? Verdict::genuine : Verdict::cannot_prove;
    }

    const ReturnedUnit& unit_;
    const KnownUnit* known_;
    Assessment assessment_;
};

} // namespace

std::string_view name_of(Verdict verdict) {
    return verdict_names.at(static_cast<std::size_t>(verdict));
}

std::string_view text_of(Verdict verdict) {
    return verdict_texts.at(static_cast<std::size_t>(verdict));
}

Result<Verdict> parse_verdict(std::string_view name) {
    const auto found = std::find(verdict_names.begin(), verdict_names.end(), name);
    if (found == verdict_names.end()) {
        return fail(ErrorCode::value_malformed, {{"value", "verdict"}});
    }
    return static_cast<Verdict>(found - verdict_names.begin());
}

std::string_view text_of(CheckResult result) {
    return result_texts.at(static_cast<std::size_t>(result));
}

std::optional<SerialNumber> number_of(const ReturnedUnit& unit) {
    return unit.lock && unit.lock->serial ? unit.lock->serial : unit.label;
}

const KnownUnit* unit_in_question(const ReturnedUnit& unit) {
    if (unit.lock) {
        for (auto known = unit.of_serial.rbegin(); known != unit.of_serial.rend(); ++known) {
            if (known->claim.uid == unit.lock->uid) {
                return &*known;
            }
        }
    }
    if (!unit.of_serial.empty()) {
        return &unit.of_serial.back();
    }
    return unit.of_chip ? &*unit.of_chip : nullptr;
}

Assessment assess(const ReturnedUnit& unit) {
    return Assessor(unit).assess();
}

} // namespace keyline
