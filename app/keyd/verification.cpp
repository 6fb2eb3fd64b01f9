#include "app/keyd/verification.h"

#include "app/records_wire.h"
#include "app/verification_wire.h"
#include "db/entry.h"
#include "db/proof.h"
#include "provisioning/issuing/challenges.h"
#include "provisioning/issuing/lookups.h"
#include "provisioning/issuing/table_proof.h"
#include "provisioning/issuing/tables.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t claims_of_number_max = 16; // a number is given again by a re-key alone
constexpr std::size_t entry_in_report_bytes_max = 1'024;

// What the registry says of a number and of a chip.
struct Found {
    ReturnedUnit unit;
    std::vector<ClaimRecord> records; // of unit.of_serial, then that of unit.of_chip
};

Result<KnownUnit> known(RegistryTransaction& transaction, const ClaimRecord& record) {
    auto order = known_order(transaction, record.claim.order);
    if (!order) {
        return order.failure();
    }
    return KnownUnit{record.claim, record.kg, order->profile};
}

Result<Found> find_unit(RegistryTransaction& transaction, const std::optional<SerialNumber>& serial,
                        const std::optional<ChipUid>& uid) {
    Found found;
    if (serial) {
        auto records = transaction.claims({{}, {}, {}, serial, serial}, {}, claims_of_number_max);
        if (!records) {
            return records.failure();
        }
        std::stable_partition(records->begin(), records->end(),
                              [](const ClaimRecord& record) { return record.claim.state == ClaimState::superseded; });
        for (const ClaimRecord& record : *records) {
            auto unit = known(transaction, record);
            if (!unit) {
                return unit.failure();
            }
            found.unit.of_serial.push_back(std::move(*unit));
            found.records.push_back(record);
        }
    }
    if (uid) {
        auto record = transaction.claim_with(*uid);
        if (!record) {
            return record.failure();
        }
        if (*record) {
            auto unit = known(transaction, **record);
            if (!unit) {
                return unit.failure();
            }
            found.unit.of_chip = std::move(*unit);
            found.records.push_back(**record);
        }
    }
    return found;
}

const ClaimRecord* record_of(const Found& found, const ClaimId& claim) {
    const auto record = std::find_if(found.records.begin(), found.records.end(),
                                     [&](const ClaimRecord& one) { return one.claim.id == claim; });
    return record == found.records.end() ? nullptr : &*record;
}

Result<ActionDone> examine(Challenges& challenges, RegistryTransaction& transaction, const Action& action,
                           const ActionContext& context) {
    std::optional<SerialNumber> serial;
    std::optional<ChipUid> uid;
    if (!action.arg("serial").empty()) {
        auto parsed = SerialNumber::parse(action.arg("serial"));
        if (!parsed) {
            return parsed.failure();
        }
        serial = *parsed;
    }
    if (!action.arg("uid").empty()) {
        auto parsed = ChipUid::parse(action.arg("uid"));
        if (!parsed) {
            return parsed.failure();
        }
        uid = *parsed;
    }
    auto found = find_unit(transaction, serial, uid);
    if (!found) {
        return found.failure();
    }
    ReturnedUnit& unit = found->unit;
    unit.label = serial;
    if (uid) {
        unit.lock =
            LockIdentity{*uid, {}, {}, DeviceType(0), LockState::closed, context.vault.kg_check_value(), 0, serial};
    }
    ExaminationPlan plan;
    if (const KnownUnit* in_question = unit_in_question(unit)) {
        plan.claim = in_question->claim.id;
        auto challenge = challenges.draw(in_question->claim, ProofStage::closed);
        if (!challenge) {
            return challenge.failure();
        }
        plan.challenge = *challenge;
    }
    AuditEvent event = event_of("verification.begun", action, context);
    event.serial = serial;
    event.uid = uid;
    if (auto recorded = transaction.record(event); !recorded) {
        return recorded.failure();
    }
    return ActionDone{{{"known", plan.claim ? "yes" : "no"}}, document_of(plan)};
}

Result<ProofOutcome> captured(Vault& vault, const ClaimRecord& record, const Challenge& challenge,
                              const Observation& seen) {
    if (!seen.capture_response) {
        return seen.capture_refused ? ProofOutcome::refused : ProofOutcome::not_asked;
    }
    auto right = vault.check_capture(record.claim.serial, record.escrow, challenge, *seen.capture_response);
    if (!right && right.error().code == ErrorCode::escrow_damaged) { // a lost key: nothing to check with
        return ProofOutcome::not_asked;
    }
    return right ? Result<ProofOutcome>(*right ? ProofOutcome::right : ProofOutcome::wrong) : right.failure();
}

// With the number and chip that the lock has said: that they are the right ones is another check.
Result<ProofOutcome> table_held(RegistryTransaction& transaction, Vault& vault, const ClaimRecord& record,
                                const Challenge& challenge, const Observation& seen) {
    if (!seen.table_tag) {
        return seen.table_refused ? ProofOutcome::refused : ProofOutcome::not_asked;
    }
    auto order = known_order(transaction, record.claim.order);
    auto table = order ? table_of(transaction, vault, *order) : Result<SubstitutionTable>(order.failure());
    auto tag = table ? table_proof(*table, challenge.table_nonce, seen.lock->serial.value_or(record.claim.serial),
                                   seen.lock->uid)
                     : Result<ByteArray<table_tag_size_bytes>>(table.failure());
    if (!tag) {
        return tag.failure();
    }
    return equal_in_constant_time(*tag, *seen.table_tag) ? ProofOutcome::right : ProofOutcome::wrong;
}

Status check_answers(Challenges& challenges, RegistryTransaction& transaction, Vault& vault, const Observation& seen,
                     Found& found) {
    if (!seen.claim || !seen.challenge || !seen.lock) {
        return {};
    }
    const ClaimRecord* record = record_of(found, *seen.claim);
    if (record == nullptr) {
        return fail(ErrorCode::claim_unknown, {{"claim", seen.claim->text()}});
    }
    auto drawn = challenges.take(*seen.claim, *seen.challenge);
    if (!drawn) {
        return drawn.failure();
    }
    auto capture = captured(vault, *record, drawn->challenge, seen);
    auto table = capture ? table_held(transaction, vault, *record, drawn->challenge, seen) : capture;
    if (!table) {
        return table.failure();
    }
    found.unit.capture = *capture;
    found.unit.table = *table;
    return {};
}

Result<db::VerifierKey> log_key(const VerificationParts& parts, const StationId& station) {
    return db::VerifierKey::from_parts(db::station_origin(parts.environment, station), parts.signer.public_key_der());
}

std::string detail(const AuditEvent& event, std::string_view name) {
    const auto found = std::find_if(event.details.begin(), event.details.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    return found == event.details.end() ? std::string() : found->second;
}

// The unit's end in the log of the station that made it, as that was archived and signed.
Result<std::optional<ArchivedProof>> check_entry(const VerificationParts& parts, ReturnedUnit& unit) {
    const KnownUnit* in_question = unit_in_question(unit);
    if (in_question == nullptr) {
        return std::nullopt;
    }
    const Claim& claim = in_question->claim;
    auto archived = parts.archive.prove(claim.station, claim.serial, claim.id);
    if (!archived || !*archived) {
        return archived;
    }
    const auto key = log_key(parts, claim.station);
    const auto proved =
        key ? db::open_proof((*archived)->entry, (*archived)->proof, *key) : Result<db::ProvedEntry>(key.failure());
    const auto entry = db::parse_entry((*archived)->entry);
    if (!proved || !entry) {
        return proved ? entry.failure() : proved.failure();
    }
    const AuditEvent& event = entry->event;
    const bool same = event.uid == claim.uid && (claim.state != ClaimState::passed || event.event == "unit.passed");
    unit.entry = same ? ProofOutcome::right : ProofOutcome::wrong;
    unit.signed_entry = SignedEntry{
        event.event, entry->time, claim.station, proved->index, proved->checkpoint.size, detail(event, "firmware")};
    return archived;
}

Json json_of(const Evidence& evidence) {
    Json values = Json::object();
    for (const auto& [name, value] : evidence.values) {
        values[name] = value;
    }
    return {{"text", std::string(template_of(evidence.code))}, {"values", std::move(values)}};
}

Json json_of(const std::vector<UnitCheck>& checks) {
    Json json = Json::array();
    for (const UnitCheck& check : checks) {
        Json sentences = Json::array();
        for (const Evidence& evidence : check.evidence) {
            sentences.push_back(json_of(evidence));
        }
        json.push_back({{"name", check.name},
                        {"result", std::string(text_of(check.result))},
                        {"evidence", text_of(check.evidence)},
                        {"sentences", std::move(sentences)}});
    }
    return json;
}

Result<Bytes> report_of(const VerificationParts& parts, const ActionContext& context, const ReturnedUnit& unit,
                        const std::optional<ArchivedProof>& archived, const Assessment& assessment) {
    const auto number = number_of(unit);
    const KnownUnit* in_question = unit_in_question(unit);
    const std::string signer_name = report_signer_name(parts.environment);
    const auto key = db::VerifierKey::from_parts(signer_name, parts.signer.public_key_der());
    if (!key) {
        return key.failure();
    }
    Json json = {{"time", context.now_unix_s},
                 {"environment", parts.environment.text()},
                 {"station", context.station.text()},
                 {"operator", context.author.is_logged_in ? context.author.name.text() : ""},
                 {"verdict", std::string(name_of(assessment.verdict))},
                 {"label", unit.label ? Json(unit.label->text()) : Json()},
                 {"serial", number ? Json(number->text()) : Json()},
                 {"uid", unit.lock ? Json(unit.lock->uid.text()) : Json()},
                 {"checks", json_of(assessment.checks)},
                 {"claim", in_question != nullptr ? Json::parse(claim_line(in_question->claim)) : Json()},
                 {"key", key->text()}};
    if (archived && in_question != nullptr && archived->entry.size() <= entry_in_report_bytes_max) {
        const auto entries_key = log_key(parts, in_question->claim.station);
        if (!entries_key) {
            return entries_key.failure();
        }
        json["entry"] = archived->entry;
        json["proof"] = archived->proof;
        json["log_key"] = entries_key->text();
    }
    const std::string body =
        std::string(report_type) + "\n" + json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    const auto note = db::sign_note(body, signer_name, parts.signer);
    if (!note) {
        return note.failure();
    }
    return Bytes(note->begin(), note->end());
}

Status record_verdict(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                      const ReturnedUnit& unit, const Assessment& assessment) {
    std::string wrong;
    for (const UnitCheck& check : assessment.checks) {
        wrong += check.result == CheckResult::wrong ? (wrong.empty() ? "" : ", ") + check.name : "";
    }
    const bool alarm = assessment.verdict == Verdict::clone_suspected;
    AuditEvent event = event_of(alarm ? "verification.alarm" : "verification.done", action, context,
                                {{"verdict", std::string(name_of(assessment.verdict))}, {"wrong", wrong}});
    event.serial = number_of(unit);
    event.uid = unit.lock ? std::optional(unit.lock->uid) : std::nullopt;
    return transaction.record(event);
}

Result<std::vector<Sighting>> sightings_of(RegistryTransaction& transaction, const SerialNumber& serial) {
    const auto recorded = transaction.recorded_about(serial, entries_about_unit_max);
    if (!recorded) {
        return recorded.failure();
    }
    std::vector<Sighting> sightings;
    for (const std::string& bytes : *recorded) {
        const auto entry = db::parse_entry(bytes);
        if (!entry || (entry->event.event != "verification.done" && entry->event.event != "verification.alarm")) {
            continue;
        }
        if (const auto verdict = parse_verdict(detail(entry->event, "verdict"))) {
            sightings.push_back({entry->time, detail(entry->event, "station"), entry->event.uid, *verdict});
        }
    }
    return sightings;
}

Result<ActionDone> verify(const VerificationParts& parts, Challenges& challenges, RegistryTransaction& transaction,
                          const Action& action, const ActionContext& context) {
    auto seen = observation_in(action.document);
    if (!seen) {
        return seen.failure();
    }
    const auto serial = seen->lock && seen->lock->serial ? seen->lock->serial : seen->label;
    auto found = find_unit(transaction, serial, seen->lock ? std::optional(seen->lock->uid) : std::nullopt);
    if (!found) {
        return found.failure();
    }
    ReturnedUnit& unit = found->unit;
    unit.label = seen->label;
    unit.lock = seen->lock;
    unit.self_check = seen->self_check;
    if (auto checked = check_answers(challenges, transaction, context.vault, *seen, *found); !checked) {
        return checked.failure();
    }
    const auto archived = check_entry(parts, unit);
    if (!archived) {
        return archived.failure();
    }
    if (serial) {
        auto sightings = sightings_of(transaction, *serial);
        if (!sightings) {
            return sightings.failure();
        }
        unit.sightings = *std::move(sightings);
    }
    const Assessment assessment = assess(unit);
    auto report = report_of(parts, context, unit, *archived, assessment);
    if (!report) {
        return report.failure();
    }
    if (auto recorded = record_verdict(transaction, action, context, unit, assessment); !recorded) {
        return recorded.failure();
    }
    return ActionDone{{{"verdict", std::string(name_of(assessment.verdict))}}, std::move(*report)};
}

} // namespace

void add_verification_handlers(ActionHandlers& handlers, const VerificationParts& parts) {
    // Apart from those of the line: a unit in work keeps its own.
    auto challenges = std::make_shared<Challenges>(parts.clock, parts.random);
    handlers[ActionKind::unit_examine] = {
        [challenges](RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
            return examine(*challenges, transaction, action, context);
        },
        {}};
    handlers[ActionKind::unit_verify] = {
        [parts, challenges](RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
            return verify(parts, *challenges, transaction, action, context);
        },
        {}};
}

} // namespace keyline::app
