#include "provisioning/verification/unit_accounts.h"

#include <algorithm>

namespace keyline {

namespace {

using Kind = UnitEventKind;

// What a unit's newest event makes of it, in the registry's words; none: the log says no more than that a person has
// decided.
std::optional<ClaimState> state_in_log(Kind last) {
    switch (last) {
    case Kind::passed:
        return ClaimState::passed;
    case Kind::failed:
    case Kind::released:
        return ClaimState::failed;
    case Kind::quarantined:
        return ClaimState::quarantined;
    case Kind::withdrawn:
        return std::nullopt;
    default:
        return ClaimState::open;
    }
}

void count(LogCounts& counts, Kind last) {
    ++counts.issued;
    const auto state = state_in_log(last);
    ++(!state                              ? counts.withdrawn
       : *state == ClaimState::passed      ? counts.passed
       : *state == ClaimState::failed      ? counts.failed
       : *state == ClaimState::quarantined ? counts.quarantined
                                           : counts.outstanding);
}

void count(OrderCounts& counts, ClaimState state) {
    ++counts.issued;
    switch (state) {
    case ClaimState::open:
        ++counts.outstanding;
        return;
    case ClaimState::passed:
        ++counts.passed;
        return;
    case ClaimState::failed:
        ++counts.failed;
        return;
    case ClaimState::quarantined:
        ++counts.quarantined;
        return;
    case ClaimState::rework:
        ++counts.rework;
        return;
    case ClaimState::scrapped:
        ++counts.scrapped;
        return;
    case ClaimState::superseded:
        ++counts.superseded;
        return;
    }
}

std::string text_of(const OrderCounts& counts) {
    std::string text;
    for (const auto& [name, value] : named(counts)) {
        text += (text.empty() ? "" : " ") + std::string(name) + "=" + std::to_string(value);
    }
    return text;
}

} // namespace

std::string_view name_of(AccountFinding finding) {
    static constexpr std::string_view names[] = {
#define KEYLINE_NAME(enumerator, ...) #enumerator,
        KEYLINE_ACCOUNT_FINDINGS(KEYLINE_NAME)
#undef KEYLINE_NAME
    };
    return names[static_cast<std::size_t>(finding)];
}

std::string_view text_of(AccountFinding finding) {
    static constexpr std::string_view texts[] = {
#define KEYLINE_TEXT(enumerator, text, severity) text,
        KEYLINE_ACCOUNT_FINDINGS(KEYLINE_TEXT)
#undef KEYLINE_TEXT
    };
    return texts[static_cast<std::size_t>(finding)];
}

Severity severity_of(AccountFinding finding) {
    static constexpr Severity severities[] = {
#define KEYLINE_SEVERITY(enumerator, text, severity) Severity::severity,
        KEYLINE_ACCOUNT_FINDINGS(KEYLINE_SEVERITY)
#undef KEYLINE_SEVERITY
    };
    return severities[static_cast<std::size_t>(finding)];
}

std::string_view text_of(Severity severity) {
    return severity == Severity::wrong ? "wrong" : severity == Severity::pending ? "pending" : "explained";
}

void UnitAccounts::add(const WorkOrder& order) {
    asked_.insert_or_assign(order.id, order);
    accounts_[order.id];
}

void UnitAccounts::add(const Claim& claim) {
    if (asked_.contains(claim.order)) {
        units_[claim.id].claim = claim;
        count(registry_[claim.order], claim.state);
    }
}

void UnitAccounts::add(UnitSource source, const StationId& station, const AuditEvent& event) {
    const auto kind = parse_unit_event_kind(event.event);
    if (!kind || *kind == Kind::refused || *kind == Kind::interrupted || !event.claim || !event.order) {
        return;
    }
    const auto known = units_.find(*event.claim);
    if (!asked_.contains(*event.order) && known == units_.end()) {
        return;
    }
    Unit& unit = known != units_.end() ? known->second : units_[*event.claim];
    std::optional<Seen>& own = unit.log;
    if (source == UnitSource::log && !own) {
        own.emplace(Seen{*kind, false, {}, {}, *event.order});
    }
    Seen& seen = source == UnitSource::log
                     ? *own
                     : unit.archive.try_emplace(station, Seen{*kind, false, {}, {}, *event.order}).first->second;
    seen.last = *kind;
    seen.issued = seen.issued || *kind == Kind::issued;
    if (event.serial && *kind != Kind::claiming) {
        seen.serial = event.serial;
    }
    seen.uid = event.uid ? event.uid : seen.uid;
}

const std::map<OrderId, OrderAccount>& UnitAccounts::orders() {
    for (auto& [id, account] : accounts_) {
        account = {counts_of(id), {}, {}};
    }
    for (const auto& [id, unit] : units_) {
        for (const auto& [station, seen] : unit.archive) {
            // A unit that was given to another station counts there.
            const bool moved_on = seen.last == Kind::withdrawn && unit.claim && unit.claim->station != station;
            if (seen.issued && !moved_on && accounts_.contains(seen.order)) {
                count(accounts_.at(seen.order).archive, seen.last);
            }
        }
        if (unit.log && unit.log->issued && accounts_.contains(unit.log->order)) {
            count(accounts_.at(unit.log->order).log, unit.log->last);
        }
    }
    return accounts_;
}

OrderCounts UnitAccounts::counts_of(const OrderId& order) const {
    const auto found = registry_.find(order);
    return found == registry_.end() ? OrderCounts() : found->second;
}

std::vector<UnitDifference> UnitAccounts::differences() const {
    std::vector<UnitDifference> found;
    for (const auto& [id, order] : asked_) {
        check_order(order, found);
    }
    for (const auto& [id, unit] : units_) {
        compare(id, unit, found);
    }
    std::stable_sort(found.begin(), found.end(), [](const UnitDifference& a, const UnitDifference& b) {
        return a.claim.has_value() != b.claim.has_value() ? b.claim.has_value() : a.serial < b.serial;
    });
    return found;
}

void UnitAccounts::check_order(const WorkOrder& order, std::vector<UnitDifference>& found) const {
    OrderCounts units = counts_of(order.id);
    units.attempts = order.counts.attempts; // of no unit that can be asked
    if (text_of(units) != text_of(order.counts)) {
        found.push_back({AccountFinding::counts_differ, order.id, {}, {}, text_of(order.counts), {}, text_of(units)});
    }
    if (units.passed + units.outstanding + units.quarantined > order.quota) {
        found.push_back({AccountFinding::quota_exceeded,
                         order.id,
                         {},
                         {},
                         "quota=" + std::to_string(order.quota),
                         {},
                         text_of(units)});
    }
}

void UnitAccounts::compare(const ClaimId& id, const Unit& unit, std::vector<UnitDifference>& found) const {
    const auto add = [&](AccountFinding finding) {
        const Seen* archived = nullptr;
        if (!unit.archive.empty()) {
            const auto of_claim = unit.claim ? unit.archive.find(unit.claim->station) : unit.archive.end();
            archived = of_claim != unit.archive.end() ? &of_claim->second : &unit.archive.begin()->second;
        }
        const Seen* seen = unit.log ? &*unit.log : archived;
        if (!unit.claim && seen == nullptr) { // nobody knows of it
            return;
        }
        found.push_back({finding, unit.claim ? unit.claim->order : seen->order, id,
                         unit.claim ? std::optional(unit.claim->serial) : seen->serial,
                         unit.claim ? std::string(text_of(unit.claim->state)) : "",
                         archived != nullptr ? std::string(text_of(archived->last)) : "",
                         unit.log ? std::string(text_of(unit.log->last)) : ""});
    };
    if (unit.claim) {
        if (const auto finding = compare_claim(*unit.claim, unit)) {
            add(*finding);
        }
    } else {
        const bool issued =
            (unit.log && unit.log->issued) ||
            std::any_of(unit.archive.begin(), unit.archive.end(), [](const auto& one) { return one.second.issued; });
        if (issued) {
            add(AccountFinding::unknown_to_registry);
        }
    }
    if (const auto finding = compare_logs(unit)) {
        add(*finding);
    }
}

std::optional<AccountFinding> UnitAccounts::compare_claim(const Claim& claim, const Unit& unit) const {
    if (claim.state == ClaimState::passed && !(claim.proved_written && claim.proved_closed)) {
        return AccountFinding::pass_not_proved;
    }
    const auto archived = unit.archive.find(claim.station);
    // A claim that is open may have been made a moment ago, or its answer never came to the station.
    const bool may_lack = claim.state == ClaimState::open || !is_living(claim.state);
    if (claim.station == own_ && !unit.log && !may_lack) {
        return AccountFinding::unknown_to_log;
    }
    const bool own_is_ahead = claim.station == own_ && unit.log;
    if (archived_ == Archived::yes && archived == unit.archive.end() && !may_lack && !own_is_ahead) {
        return claim.state == ClaimState::passed ? AccountFinding::passed_without_log
                                                 : AccountFinding::unknown_to_archive;
    }
    if (own_is_ahead) {
        return compare_ends(claim, *unit.log);
    }
    return archived != unit.archive.end() ? compare_ends(claim, archived->second) : std::nullopt;
}

// What people have decided (rework, scrap, quarantine, a new key) the log need not know yet.
std::optional<AccountFinding> UnitAccounts::compare_ends(const Claim& claim, const Seen& seen) const {
    if (seen.serial && *seen.serial != claim.serial) {
        return AccountFinding::other_number;
    }
    if (seen.uid && *seen.uid != claim.uid) {
        return AccountFinding::other_chip;
    }
    if (seen.order != claim.order) {
        return AccountFinding::other_order;
    }
    const auto told = state_in_log(seen.last);
    if (!told || *told == claim.state) {
        return std::nullopt;
    }
    switch (claim.state) {
    case ClaimState::open:
        return AccountFinding::not_reported;
    case ClaimState::passed:
        return *told == ClaimState::quarantined ? AccountFinding::other_end : AccountFinding::passed_without_log;
    case ClaimState::failed:
        return *told == ClaimState::open     ? AccountFinding::in_work
               : *told == ClaimState::passed ? AccountFinding::passed_only_in_log
                                             : AccountFinding::other_end;
    default:
        return AccountFinding::decided_since;
    }
}

std::optional<AccountFinding> UnitAccounts::compare_logs(const Unit& unit) const {
    if (archived_ == Archived::no || !unit.log) {
        return std::nullopt;
    }
    const auto archived = unit.archive.find(own_);
    if (archived == unit.archive.end()) {
        return AccountFinding::not_archived;
    }
    if (archived->second.last == unit.log->last) {
        return std::nullopt;
    }
    // Nothing follows a pass: an archive that tells of another end has another history.
    return archived->second.last == Kind::passed ? AccountFinding::archive_differs : AccountFinding::not_archived;
}

} // namespace keyline
