#include "tests/faults/oracle.h"

#include "db/log_verify.h"

#include <algorithm>

namespace keyline::test {

namespace {

using fixtures::simulator::SimulatedLock;

std::string text_of_error(const Error& error) {
    std::string text(keyline::text_of(error.code));
    for (const auto& [name, value] : error.args) {
        text.append(" ").append(name).append("=").append(value);
    }
    return text;
}

struct Oracle {
    const Evidence& evidence;
    std::vector<std::string> problems{};

    void rule(bool holds, std::string what) {
        if (!holds) {
            problems.push_back(std::move(what));
        }
    }
    std::optional<ClaimRecord> claim_with(const SerialNumber& serial) {
        auto transaction = evidence.keys.registry->begin();
        auto claim = (*transaction)->claim_with(serial);
        rule(claim.has_value(), "the registry cannot be read");
        return claim ? *claim : std::nullopt;
    }
    WorkOrder order() const { return evidence.keys.service->order(evidence.order).value(); }
    std::vector<SerialNumber> serials() const {
        std::vector<SerialNumber> all;
        const WorkOrder now = order();
        for (std::uint64_t id = now.first.device_id(); id <= now.last.device_id(); ++id) {
            all.push_back(*SerialNumber::from_parts(now.first.type(), id));
        }
        return all;
    }
    std::optional<UnitRecord> unit_of(const Claim& claim) const {
        const auto unit = evidence.log.unit_with(claim.uid).value();
        return unit && unit->claim == claim.id ? unit : std::nullopt;
    }

    void check_logs();
    void check_keys();
    void check_claim(const Claim& claim);
    void check_passed(const SerialNumber& serial);
    void check_counts();
};

void Oracle::check_logs() {
    const Name environment = *Name::parse(KeySide::environment);
    if (auto sound = db::verify_station_log(evidence.log_path, environment, station_name(), {}); !sound) {
        rule(false, "the audit log does not verify: " + text_of_error(sound.error()));
    } else {
        rule(sound->checkpoint_size == sound->entries, "entries of the audit log are not archived");
    }
    if (auto sound = db::verify_registry_log(evidence.keys.registry_path, environment, {}); !sound) {
        rule(false, "keyd's log does not verify: " + text_of_error(sound.error()));
    }
}

void Oracle::check_keys() {
    for (const auto& [serial, peks] : evidence.keys.vault->peks) {
        rule(peks.size() == 1, serial.text() + " has " + std::to_string(peks.size()) + " PEKs");
        const auto claim = claim_with(serial);
        rule(claim.has_value(), serial.text() + " has a PEK and no claim");
        if (claim) {
            rule(*evidence.keys.vault->open_escrow(claim->escrow) == *peks.begin(),
                 serial.text() + ": the escrow holds another PEK");
        }
    }
}

// Registry and log tell the same of a claim, and one that is not at an end is to be seen.
void Oracle::check_claim(const Claim& claim) {
    const std::string name = claim.serial.text();
    const auto unit = unit_of(claim);
    if (!unit) {
        rule(false, name + " is claimed, and not on record");
        return;
    }
    rule(!unit->serial || unit->serial == claim.serial, name + " has another number on record");
    const ClaimState expected = unit->last == UnitEventKind::passed        ? ClaimState::passed
                                : unit->last == UnitEventKind::failed      ? ClaimState::failed
                                : unit->last == UnitEventKind::quarantined ? ClaimState::quarantined
                                                                           : ClaimState::open;
    rule(claim.state == expected, name + " is " + std::string(keyline::text_of(claim.state)) + " in the registry and " +
                                      std::string(keyline::text_of(unit->last)) + " on record");
    rule(unit->last != UnitEventKind::aborted, name + " is claimed, and aborted on record");
    if (!is_end(unit->last)) {
        const auto open = evidence.log.open_units().value();
        rule(std::any_of(open.begin(), open.end(), [&](const UnitRecord& one) { return one.claim == claim.id; }),
             name + " has no end and is not outstanding");
    }
}

void Oracle::check_passed(const SerialNumber& serial) {
    std::string why = "no chip has it";
    for (const auto& entry : std::filesystem::directory_iterator(evidence.units)) {
        if (entry.path().extension() != ".unit") {
            continue;
        }
        const std::string one = why_not_passed(entry.path(), evidence, serial);
        if (one.empty()) {
            return;
        }
        if (const auto claim = claim_with(serial);
            claim && entry.path().stem().string().starts_with(claim->claim.uid.text())) {
            why = one;
        }
    }
    rule(false, serial.text() + " has passed: " + why);
}

void Oracle::check_counts() {
    const OrderCounts counts = order().counts;
    OrderCounts seen;
    for (const SerialNumber& serial : serials()) {
        const auto claim = claim_with(serial);
        const bool passed = claim && claim->claim.state == ClaimState::passed;
        rule(passed || !evidence.shown_passed.contains(serial), serial.text() + " was shown as passed, and is not");
        if (!claim) {
            continue;
        }
        check_claim(claim->claim);
        if (passed) {
            check_passed(serial);
        }
        seen.issued += 1;
        seen.passed += passed ? 1 : 0;
        seen.outstanding += claim->claim.state == ClaimState::open ? 1 : 0;
        seen.failed += claim->claim.state == ClaimState::failed ? 1 : 0;
        seen.quarantined += claim->claim.state == ClaimState::quarantined ? 1 : 0;
    }
    rule(counts.issued == seen.issued && counts.passed == seen.passed && counts.outstanding == seen.outstanding &&
             counts.failed == seen.failed && counts.quarantined == seen.quarantined,
         "the order's counts are not those of its claims");
    rule(counts.passed + counts.outstanding <= order().quota, "passed and outstanding exceed the quota");
}

} // namespace

std::string why_not_passed(const std::filesystem::path& chip, const Evidence& evidence, const SerialNumber& serial) {
    const auto lock = SimulatedLock::open(chip, evidence.model);
    if (!lock) {
        return "its flash cannot be read";
    }
    auto transaction = evidence.keys.registry->begin();
    const auto claim = (*transaction)->claim_with(serial).value();
    if (!claim) {
        return "no claim";
    }
    const KlRecord& record = (*lock)->record();
    const Bytes pek = evidence.keys.vault->open_escrow(claim->escrow).value();
    if ((*lock)->uid() != claim->claim.uid.text()) {
        return "another chip";
    }
    if (record.state != kl_state_closed) {
        return "not closed, but in state " + std::to_string(record.state);
    }
    if (!equal(record.serial, serial.bytes())) {
        return "another serial number in it";
    }
    if (!equal(record.pek, pek) || !equal(record.pek_of_serial, cbc_encrypt(pek, serial.bytes()))) {
        return "another PEK in it";
    }
    const auto table = (*lock)->stored_table();
    return table && equal(*table, evidence.table.bytes()) ? "" : "another table in it";
}

std::vector<std::string> broken_rules(const Evidence& evidence) {
    Oracle oracle{evidence};
    oracle.check_logs();
    oracle.check_keys();
    oracle.check_counts();
    return std::move(oracle.problems);
}

} // namespace keyline::test
