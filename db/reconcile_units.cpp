#include "db/reconciler.h"

#include "db/entry.h"

namespace keyline::db {

namespace {
constexpr std::string_view reconciled_event = "claim.reconciled";
constexpr std::size_t entries_of_unit_max = 1'000;
} // namespace

Status Reconciler::bring_back(RegistryTransaction& transaction, const ClaimRecord& record) {
    const auto there = in_the_way(transaction, record);
    if (!there) {
        return there.failure();
    }
    if (there->is_there) {
        return {};
    }
    const bool older = std::all_of(there->others.begin(), there->others.end(), [&](const ClaimRecord& other) {
        return other.claim.id != record.claim.id && copied_.contains(other.claim.id, other.escrow);
    });
    for (const ClaimRecord& other : there->others) {
        if (auto done = older ? clear(transaction, other, record) : keep_out(transaction, other, record); !done) {
            return done;
        }
    }
    if (!older) {
        return {};
    }
    if (auto inserted = transaction.insert_claim(record); !inserted) {
        return inserted;
    }
    ++done_.brought_back;
    return this->record(transaction, record.claim, UnitFinding::brought_back);
}

Result<InTheWay> Reconciler::in_the_way(RegistryTransaction& transaction, const ClaimRecord& record) const {
    InTheWay found;
    const auto id = transaction.claim(record.claim.id);
    const auto serial = transaction.claim_with(record.claim.serial);
    const auto uid = transaction.claim_with(record.claim.uid);
    for (const auto* one : {&id, &serial, &uid}) {
        if (!*one) {
            return one->failure();
        }
    }
    if (*id) {
        found.is_there = (*id)->escrow == record.escrow;
        found.others.push_back(**id);
    }
    if (*serial && (*serial)->claim.state != ClaimState::superseded) {
        found.others.push_back(**serial);
    }
    if (*uid && !(*serial && (*serial)->claim.id == (*uid)->claim.id)) {
        found.others.push_back(**uid);
    }
    return found;
}

// It was in the registry before: a re-key has superseded it, or its chip was freed by scrapping it.
Status Reconciler::clear(RegistryTransaction& transaction, const ClaimRecord& other, const ClaimRecord& record) {
    Claim claim = other.claim;
    const bool rekeyed = claim.serial == record.claim.serial;
    claim.state = rekeyed ? ClaimState::superseded : ClaimState::scrapped;
    claim.held_from.reset();
    if (rekeyed) {
        claim.rekey_uid = record.claim.uid;
    }
    ++done_.replaced;
    return change(transaction, claim, UnitFinding::replaced);
}

// Two keys for one number or chip, and nobody knows which lock is real: held until a person decides.
Status Reconciler::keep_out(RegistryTransaction& transaction, const ClaimRecord& other, const ClaimRecord& record) {
    ++done_.conflicts;
    kept_out_.insert(record.claim.id);
    options_.tell(UnitFinding::conflict, record.claim);
    Claim claim = other.claim;
    if (!is_living(claim.state) || claim.state == ClaimState::quarantined) {
        return this->record(transaction, claim, UnitFinding::conflict);
    }
    claim.held_from = claim.state;
    claim.state = ClaimState::quarantined;
    return change(transaction, claim, UnitFinding::conflict);
}

Status Reconciler::end_claims(const std::map<ClaimId, ClaimState>& ends) {
    auto transaction = registry_->begin();
    if (!transaction) {
        return transaction.failure();
    }
    for (const auto& [id, end] : ends) {
        auto record = (*transaction)->claim(id);
        if (!record) {
            return record.failure();
        }
        if (!*record || (*record)->claim.state != ClaimState::open) {
            continue;
        }
        // What is not set back is not touched: a report may be on its way, or keyd has refused it.
        const auto set_back = done_.was_older ? Result<bool>(true) : was_brought_back(**transaction, (*record)->claim);
        if (!set_back) {
            return set_back.failure();
        }
        if (!*set_back) {
            continue;
        }
        (*record)->claim.state = end;
        // A station records a pass only once the key service has seen both proofs; its own record of them is what is
        // lost. That they are taken from the log is on record: "ended".
        if (end == ClaimState::passed) {
            (*record)->claim.proved_written = (*record)->claim.proved_closed = true;
        }
        ++done_.ended;
        if (auto changed = change(**transaction, (*record)->claim, UnitFinding::ended); !changed) {
            return changed;
        }
    }
    return (*transaction)->commit();
}

// By an earlier run, before its station had delivered its log again.
Result<bool> Reconciler::was_brought_back(RegistryTransaction& transaction, const Claim& claim) const {
    const auto entries = transaction.recorded_about(claim.serial, entries_of_unit_max);
    if (!entries) {
        return entries.failure();
    }
    return std::any_of(entries->begin(), entries->end(), [&](const std::string& bytes) {
        const auto entry = parse_entry(bytes);
        return entry && entry->event.event == reconciled_event && entry->event.claim == claim.id;
    });
}

// Its number is never to be used again: a claim without a key, scrapped from the first.
Status Reconciler::take_lost(const std::vector<Claim>& lost) {
    done_.lost = lost.size();
    for (const Claim& claim : lost) {
        options_.tell(UnitFinding::lost, claim);
    }
    if (lost.empty()) {
        return {};
    }
    if (options_.lost == ReconcileOptions::Lost::refused) {
        return fail(ErrorCode::registry_not_reconciled,
                    {{"path", options_.copy.string()},
                     {"reason", "stations have " + std::to_string(lost.size()) + " units that no copy has"}});
    }
    const CheckValue no_kek = *CheckValue::parse("000000");
    auto transaction = registry_->begin();
    if (!transaction) {
        return transaction.failure();
    }
    for (const Claim& unit : lost) {
        const auto order = (*transaction)->order(unit.order);
        const auto taken = (*transaction)->claim_with(unit.serial);
        if (!order || !taken) {
            return order ? taken.failure() : order.failure();
        }
        if (!*order) {
            return fail(ErrorCode::order_unknown, {{"order", unit.order.text()}});
        }
        Claim claim = unit;
        claim.state = ClaimState::scrapped;
        if (!*taken) {
            if (auto kept = (*transaction)->insert_claim({claim, {}, (*order)->kg, no_kek}); !kept) {
                return kept;
            }
        }
        if (auto recorded = record(**transaction, claim, UnitFinding::lost); !recorded) {
            return recorded;
        }
    }
    return (*transaction)->commit();
}

Status Reconciler::change(RegistryTransaction& transaction, const Claim& claim, UnitFinding finding) {
    if (auto updated = transaction.update_claim(claim); !updated) {
        return updated;
    }
    return record(transaction, claim, finding);
}

Status Reconciler::record(RegistryTransaction& transaction, const Claim& claim, UnitFinding finding) {
    if (finding != UnitFinding::lost && finding != UnitFinding::conflict) { // those are told already
        options_.tell(finding, claim);
    }
    return transaction.record({std::string(reconciled_event),
                               {},
                               claim.order,
                               claim.id,
                               claim.serial,
                               claim.uid,
                               {{"station", claim.station.text()},
                                {"finding", std::string(text_of(finding))},
                                {"state", std::string(text_of(claim.state))}}});
}

} // namespace keyline::db
