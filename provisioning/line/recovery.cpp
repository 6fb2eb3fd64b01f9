#include "provisioning/line/recovery.h"

#include "provisioning/line/decisions.h"

namespace keyline {

namespace {

// keyd knows nothing of it: it was never made, and that is on record now.
Result<bool> is_never_made(KeyService& keys, AuditLog& log, const UnitRecord& unit) {
    if (unit.last != UnitEventKind::claiming) {
        return false;
    }
    auto claim = keys.find_claim(unit.claim);
    if (!claim && claim.error().code != ErrorCode::claim_other_station) {
        return claim.failure();
    }
    if (!claim || *claim) {
        return false;
    }
    auto recorded = log.append({std::string(text_of(UnitEventKind::aborted)),
                                unit.lane,
                                unit.order,
                                unit.claim,
                                unit.serial,
                                unit.uid,
                                {{"code", std::string(text_of(ErrorCode::claim_unknown))}}});
    return recorded ? Result<bool>(true) : recorded.failure();
}

Result<UnitRecord> resolve(KeyService& keys, AuditLog& log, UnitRecord unit) {
    auto never_made = is_never_made(keys, log, unit);
    if (!never_made) {
        return never_made.failure();
    }
    if (*never_made) {
        unit.last = UnitEventKind::aborted;
        return unit;
    }
    return follow_decision(keys, log, std::move(unit));
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
        auto resolved = resolve(keys, log, std::move(unit));
        if (!resolved) {
            return resolved.failure();
        }
        (is_end(resolved->last) ? interrupted.aborted : interrupted.outstanding).push_back(*std::move(resolved));
    }
    return interrupted;
}

} // namespace keyline
