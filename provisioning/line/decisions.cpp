#include "provisioning/line/decisions.h"

namespace keyline {

namespace {

struct Decision {
    std::optional<UnitEventKind> kind; // none: nothing that the log does not know
    Error reason;
};

Decision decision_about(const UnitRecord& record, const Result<std::optional<Claim>>& claim) {
    if (!claim) { // claim_other_station
        return {UnitEventKind::withdrawn, claim.error()};
    }
    if (!*claim) {
        return {};
    }
    const ClaimState state = (*claim)->state;
    Error reason{ErrorCode::claim_ended, {{"state", std::string(text_of(state))}}, {}, {}};
    if (!is_living(state)) {
        return {UnitEventKind::withdrawn, std::move(reason)};
    }
    if (record.last == UnitEventKind::quarantined && (state == ClaimState::rework || state == ClaimState::open)) {
        return {UnitEventKind::released, std::move(reason)};
    }
    return {};
}

} // namespace

Result<UnitRecord> follow_decision(KeyService& keys, AuditLog& log, UnitRecord record) {
    const auto claim = keys.find_claim(record.claim);
    if (!claim && claim.error().code != ErrorCode::claim_other_station) {
        return claim.failure();
    }
    const Decision decision = decision_about(record, claim);
    if (!decision.kind) {
        return record;
    }
    if (record.last != UnitEventKind::passed) { // nothing follows a pass: a new claim of its chip tells enough
        Error::Args details{{"code", std::string(text_of(decision.reason.code))}};
        details.insert(details.end(), decision.reason.args.begin(), decision.reason.args.end());
        auto appended = log.append({std::string(text_of(*decision.kind)), record.lane, record.order, record.claim,
                                    record.serial, record.uid, std::move(details)});
        if (!appended) {
            return appended.failure();
        }
    }
    record.last = *decision.kind;
    return record;
}

Result<std::optional<UnitRecord>> adopt_unit(KeyService& keys, AuditLog& log, unsigned lane, const OrderId& order,
                                             const LockIdentity& lock) {
    const auto claim = keys.find_claim(lock.uid);
    if (!claim) {
        return claim.failure();
    }
    const bool is_open = *claim && (*claim)->state == ClaimState::open;
    const bool is_tried_again =
        *claim && ((*claim)->state == ClaimState::failed || (*claim)->state == ClaimState::rework);
    if (!(is_open || is_tried_again) || (*claim)->order != order) {
        return std::optional<UnitRecord>();
    }
    UnitRecord record{(*claim)->id, order, lock.uid, (*claim)->serial, lane, UnitEventKind::claiming, {}};
    std::vector<UnitEventKind> way{UnitEventKind::claiming, UnitEventKind::issued};
    if (is_tried_again) {
        way.push_back(UnitEventKind::released);
    }
    for (const UnitEventKind kind : way) {
        auto appended = log.append({std::string(text_of(kind)),
                                    lane,
                                    order,
                                    record.claim,
                                    record.serial,
                                    lock.uid,
                                    {{"adopted", "yes"}, {"state", std::string(text_of((*claim)->state))}}});
        if (!appended) {
            return appended.failure();
        }
        record.last = kind;
        record.seq = *appended;
    }
    return std::optional(std::move(record));
}

} // namespace keyline
