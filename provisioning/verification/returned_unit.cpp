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

UnitCheck proof_check(std::string name, ProofOutcome outcome, EvidenceCode refused) {
    switch (outcome) {
    case ProofOutcome::right:
        return {std::move(name), CheckResult::right, {}};
    case ProofOutcome::wrong:
        return {std::move(name), CheckResult::wrong, {}};
    case ProofOutcome::refused:
        return {std::move(name), CheckResult::not_checked, {{refused, {}}}};
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
    void add(std::string name, CheckResult result, std::vector<Evidence> evidence) {
        assessment_.checks.push_back({std::move(name), result, std::move(evidence)});
    }

    void check_number() {
        using enum EvidenceCode;
        const auto number = number_of(unit_);
        if (unit_.label && unit_.lock) {
            const std::string label = unit_.label->text();
            add("label and lock", result_of(unit_.lock->serial == unit_.label),
                {unit_.lock->serial
                     ? Evidence{label_and_lock, {{"label", label}, {"serial", unit_.lock->serial->text()}}}
                     : Evidence{lock_without_number, {{"label", label}}}});
        }
        if (unit_.of_serial.empty()) {
            add("number in the registry", CheckResult::wrong,
                {number ? Evidence{never_issued, {{"serial", number->text()}}} : Evidence{unit_without_number}});
            return;
        }
        const Claim& claim = unit_.of_serial.back().claim;
        add("number in the registry", CheckResult::right,
            {{issued, {{"serial", number->text()}, {"order", claim.order.text()}, {"station", claim.station.text()}}}});
    }

    void check_chip() {
        if (!unit_.lock) {
            add("chip", CheckResult::not_checked, {});
            return;
        }
        const Claim& claim = known_->claim;
        add("chip", result_of(claim.uid == unit_.lock->uid && claim.serial == number_of(unit_)),
            {{EvidenceCode::chips,
              {{"uid", unit_.lock->uid.text()}, {"registered", claim.uid.text()}, {"serial", claim.serial.text()}}}});
    }

    void check_make() {
        if (!unit_.lock) {
            return;
        }
        const LockIdentity& lock = *unit_.lock;
        const ProductProfile& made = known_->made;
        add("Kg", result_of(lock.kg == known_->kg),
            {{EvidenceCode::kg_versions, {{"kg", lock.kg.text()}, {"registered", known_->kg.text()}}}});
        add("product", result_of(lock.type == made.device_type && lock.table_size_bytes == made.table_size_bytes),
            {{EvidenceCode::products,
              {{"type", lock.type.text()},
               {"bytes", std::to_string(lock.table_size_bytes)},
               {"product", made.name.text()},
               {"made_type", made.device_type.text()},
               {"made_bytes", std::to_string(made.table_size_bytes)}}}});
        const bool is_shut = lock.state == LockState::closed || lock.state == LockState::captured;
        const bool was_passed = known_->claim.state == ClaimState::passed || !is_living(known_->claim.state);
        add("lock's state", is_shut || !was_passed ? CheckResult::right : CheckResult::wrong,
            {{EvidenceCode::lock_is, {{"lock_state", text_of_state(lock.state)}}}});
        check_firmware(lock);
    }

    // Locks get new firmware in the field: for whoever reads the report to judge.
    void check_firmware(const LockIdentity& lock) {
        const std::string made = unit_.signed_entry ? unit_.signed_entry->firmware : std::string();
        const EvidenceCode code = made.empty()            ? EvidenceCode::firmware_is
                                  : made == lock.firmware ? EvidenceCode::firmware_same
                                                          : EvidenceCode::firmware_changed;
        add("firmware", CheckResult::noted,
            {{code, {{"hardware", lock.hardware}, {"firmware", lock.firmware}, {"made_firmware", made}}}});
    }

    void check_registry() {
        const Claim& claim = known_->claim;
        const bool proved = claim.proved_written && claim.proved_closed;
        add("registry", result_of(claim.state == ClaimState::passed && proved),
            {{proved ? EvidenceCode::both_proofs_seen : EvidenceCode::not_all_proofs_seen,
              {{"unit_state", std::string(keyline::text_of(claim.state))}}}});
        check_history(claim);
    }

    void check_history(const Claim& claim) {
        using enum EvidenceCode;
        std::vector<Evidence> history{{attempts, {{"count", std::to_string(claim.attempts)}}}};
        if (claim.reissues > 0) {
            history.push_back({made_again, {{"count", std::to_string(claim.reissues)}}});
        }
        if (claim.held_from) {
            history.push_back({held, {{"unit_state", std::string(keyline::text_of(*claim.held_from))}}});
        }
        for (const KnownUnit& other : unit_.of_serial) {
            if (other.claim.id != claim.id) {
                history.push_back({other_key,
                                   {{"uid", other.claim.uid.text()},
                                    {"unit_state", std::string(keyline::text_of(other.claim.state))}}});
            }
        }
        add("history", CheckResult::noted, std::move(history));
    }

    // Another chip with this number is a copy of one of them; which one, the proofs tell.
    void check_sightings() {
        using enum EvidenceCode;
        if (unit_.sightings.empty()) {
            add("seen before", CheckResult::noted, {{never_seen}});
            return;
        }
        const Sighting& last = unit_.sightings.back();
        std::vector<Evidence> evidence{{seen,
                                        {{"count", std::to_string(unit_.sightings.size())},
                                         {"time", last.time},
                                         {"station", last.station},
                                         {"verdict", std::string(keyline::text_of(last.verdict))}}}};
        const auto other =
            std::find_if(unit_.sightings.rbegin(), unit_.sightings.rend(), [&](const Sighting& sighting) {
                return unit_.lock && sighting.uid && sighting.uid != unit_.lock->uid;
            });
        if (other != unit_.sightings.rend()) {
            evidence.push_back({other_chip_seen,
                                {{"uid", other->uid->text()},
                                 {"time", other->time},
                                 {"station", other->station},
                                 {"verdict", std::string(keyline::text_of(other->verdict))}}});
        }
        add("seen before", CheckResult::noted, std::move(evidence));
    }

    void check_proofs() {
        using enum EvidenceCode;
        const bool captured_lock = unit_.lock && unit_.lock->state == LockState::captured;
        assessment_.checks.push_back(proof_check("self-check", unit_.self_check, not_answered));
        assessment_.checks.push_back(
            proof_check("capture challenge", unit_.capture, captured_lock ? captured : refused));
        assessment_.checks.push_back(proof_check("table proof", unit_.table, refused));
        UnitCheck entry = proof_check("entry in the signed log", unit_.entry, refused);
        if (const auto& found = unit_.signed_entry) {
            entry.evidence = {{entry_signed,
                               {{"event", found->event},
                                {"index", std::to_string(found->index)},
                                {"size", std::to_string(found->log_size)},
                                {"station", found->station.text()},
                                {"time", found->time}}}};
        } else if (known_ != nullptr) {
            entry.evidence = {{entry_not_archived}};
        }
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
