#include "provisioning/line/recovery.h"

namespace keyline {

namespace {

// True: the claim was never made, and that is on record now.
Result<bool> abort_unknown_claim(KeyService& keys, AuditLog& log, UnitRecord& unit) {
    if (unit.last != UnitEventKind::claiming) {
        return false;
    }
    auto claim = keys.find_claim(unit.claim);
    if (!claim) {
        return claim.failure();
    }
    if (*claim) {
        return false;
    }
    auto recorded = log.append({std::string(text_of(UnitEventKind::aborted)),
                                unit.lane,
                                unit.order,
                                unit.claim,
                                unit.serial,
                                unit.uid,
                                {{"code", std::string(text_of(ErrorCode::claim_unknown))}}});
    if (!recorded) {
        return recorded.failure();
    }
    unit.last = UnitEventKind::aborted;
    return true;
}

} // namespace

Result<Interrupted> resolve_interrupted(KeyService& keys, AuditLog& log, UnitHolds& holds) {
    auto open = log.open_units();
    if (!open) {
        return open.failure();
    }
    Interrupted interrupted;
    for (UnitRecord& unit : *open) {
        auto hold = holds.hold(unit.uid);
        if (!hold && hold.error().code == ErrorCode::unit_on_other_lane) {
            interrupted.in_work.push_back(std::move(unit));
            continue;
        }
        if (!hold) {
            return hold.failure();
        }
        auto aborted = abort_unknown_claim(keys, log, unit);
        if (!aborted) {
            return aborted.failure();
        }
        (*aborted ? interrupted.aborted : interrupted.outstanding).push_back(std::move(unit));
    }
    return interrupted;
}

} // namespace keyline
