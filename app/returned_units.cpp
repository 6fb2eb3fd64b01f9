#include "app/returned_units.h"

#include "app/lane_place.h"
#include "app/records.h"
#include "app/station_profile.h"
#include "app/verification_wire.h"
#include "db/log_export.h"

namespace keyline::app {

namespace {

Result<ExaminationPlan> plan_for(Station& station, const std::optional<SerialNumber>& serial,
                                 const std::optional<ChipUid>& uid) {
    Action action{ActionKind::unit_examine, {}, {}};
    if (serial) {
        action.args.emplace_back("serial", serial->text());
    }
    if (uid) {
        action.args.emplace_back("uid", uid->text());
    }
    const auto done = ask_records(station, action);
    return done ? plan_in(done->document) : Result<ExaminationPlan>(done.failure());
}

void tell(const OnCheckSeen& seen, const char* name, const char* result, std::string evidence = {}) {
    if (seen) {
        seen({name, result, std::move(evidence)});
    }
}

void tell_answers(const LockExamination& shown, bool challenged, const OnCheckSeen& told) {
    const bool right = shown.self_check && shown.self_check->round_trip && shown.self_check->table;
    tell(told, "self-check", !shown.self_check ? "refused" : right ? "right" : "wrong");
    if (challenged) {
        tell(told, "capture challenge", shown.capture_response ? "answered" : "refused");
        tell(told, "table proof", shown.table_tag ? "answered" : "refused");
    }
}

void add_answers(const LockExamination& shown, Observation& seen) {
    seen.lock = shown.identity;
    if (shown.self_check) {
        const bool right = shown.self_check->round_trip && shown.self_check->table &&
                           shown.self_check->serial == shown.identity.serial;
        seen.self_check = right ? ProofOutcome::right : ProofOutcome::wrong;
    } else {
        seen.self_check = ProofOutcome::refused;
    }
    if (shown.capture_response) {
        seen.capture_response = *shown.capture_response;
    }
    if (shown.table_tag) {
        seen.table_tag = *shown.table_tag;
    }
    seen.capture_refused = seen.challenge && !shown.capture_response;
    seen.table_refused = seen.challenge && !shown.table_tag;
}

// A unit that was made here a moment ago: what the archive has is what is proved.
void sign_entry(Station& station, const SerialNumber& serial) {
    const auto proof = db::prove_unit(station.log(), serial);
    if (!proof && proof.error().code == ErrorCode::audit_not_signed) {
        (void)station.deliver(); // else the report says that it is not archived
    }
}

Result<VerifiedUnit> verify(Station& station, Observation seen, const OnCheckSeen& told) {
    const auto serial = seen.lock && seen.lock->serial ? seen.lock->serial : seen.label;
    if (serial) {
        sign_entry(station, *serial);
        tell(told, "entry in the signed log", "read", serial->text());
    }
    Action action{ActionKind::unit_verify, {}, {}};
    action.document = document_of(seen);
    const auto done = ask_records(station, action);
    if (!done) {
        return done.failure();
    }
    VerifiedUnit unit{{}, std::string(done->document.begin(), done->document.end())};
    auto report = open_report(unit.note, {}, "of the key service");
    if (!report) {
        return report.failure();
    }
    unit.report = std::move(*report);
    AuditEvent event;
    event.event = unit.report.verdict == Verdict::clone_suspected ? "verification.alarm" : "verification.done";
    event.serial = serial;
    event.uid = seen.lock ? std::optional(seen.lock->uid) : std::nullopt;
    event.details = {{"verdict", std::string(name_of(unit.report.verdict))}};
    auto recorded = station.record(std::move(event));
    return recorded ? Result<VerifiedUnit>(std::move(unit)) : recorded.failure();
}

} // namespace

Result<VerifiedUnit> verify_at_lane(Station& station, const LaneSetup& lane, const std::optional<SerialNumber>& label,
                                    const OnCheckSeen& told) {
    const auto place = take_lane(station, lane);
    auto lock = place ? place->link->identify() : Result<LockIdentity>(place.failure());
    if (!lock) {
        return lock.failure();
    }
    tell(told, "chip", "read", lock->uid.text());
    tell(told, "label and lock", "read", lock->serial ? lock->serial->text() : "no number");
    const auto plan = plan_for(station, lock->serial ? lock->serial : label, lock->uid);
    if (!plan) {
        return plan.failure();
    }
    Observation seen;
    seen.label = label;
    seen.claim = plan->claim;
    if (plan->challenge) {
        seen.challenge = plan->challenge->id;
    }
    // One that nobody knows is asked all the same what it says of itself.
    auto shown = place->link->examine(plan->challenge ? &*plan->challenge : nullptr);
    if (!shown) {
        return shown.failure();
    }
    if (shown->identity.uid != lock->uid) {
        return fail(ErrorCode::lock_changed, {{"expected_uid", lock->uid.text()}, {"uid", shown->identity.uid.text()}});
    }
    tell_answers(*shown, plan->challenge.has_value(), told);
    add_answers(*shown, seen);
    return verify(station, std::move(seen), told);
}

Result<VerifiedUnit> verify_by_number(Station& station, const SerialNumber& label, const OnCheckSeen& told) {
    Observation seen;
    seen.label = label;
    return verify(station, std::move(seen), told);
}

} // namespace keyline::app
