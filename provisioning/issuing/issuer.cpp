// The issuer's calls about claims. Those about orders: issuer_orders.cpp.
#include "provisioning/issuing/issuer.h"

#include "provisioning/issuing/decision.h"
#include "provisioning/issuing/lookups.h"
#include "provisioning/issuing/quota.h"
#include "provisioning/issuing/table_proof.h"
#include "provisioning/issuing/tables.h"

namespace keyline {

namespace {

AuditEvent event_of(std::string event, const Claim& claim, Error::Args details = {}) {
    details.emplace_back("station", claim.station.text());
    return {std::move(event), {}, claim.order, claim.id, claim.serial, claim.uid, std::move(details)};
}

Result<ClaimRecord> own_claim(RegistryTransaction& transaction, const StationId& station, const ClaimId& id) {
    auto record = transaction.claim(id);
    if (!record) {
        return record.failure();
    }
    if (!*record) {
        return fail(ErrorCode::claim_unknown, {{"claim", id.text()}});
    }
    if ((*record)->claim.station != station) {
        return fail(ErrorCode::claim_other_station, {{"claim", id.text()}});
    }
    return std::move(**record);
}

tl::unexpected<Error> ended(const Claim& claim) {
    return fail(ErrorCode::claim_ended,
                {{"serial", claim.serial.text()}, {"state", std::string(text_of(claim.state))}});
}

Result<ClaimRecord> open_claim(RegistryTransaction& transaction, const StationId& station, const ClaimId& id) {
    auto record = own_claim(transaction, station, id);
    if (record && record->claim.state != ClaimState::open) {
        return ended(record->claim);
    }
    return record;
}

// A number that had another claim is free for the chip alone that a re-key named.
Status check_serial_is_free(RegistryTransaction& transaction, const SerialNumber& serial, const ChipUid& uid) {
    auto taken = transaction.claim_with(serial);
    if (!taken) {
        return taken.failure();
    }
    if (!*taken) {
        return {};
    }
    const Claim& claim = (*taken)->claim;
    if (claim.state == ClaimState::superseded && claim.rekey_uid == uid) {
        return {};
    }
    return fail(claim.state == ClaimState::passed ? ErrorCode::serial_already_passed : ErrorCode::serial_taken,
                {{"serial", serial.text()}, {"state", std::string(text_of(claim.state))}});
}

// What was asked for; or the number that a re-key keeps for this chip; or the order's next.
Result<SerialNumber> choose_serial(RegistryTransaction& transaction, const WorkOrder& order,
                                   const IssueRequest& request) {
    if (request.serial) {
        return *request.serial;
    }
    auto rekeyed = transaction.rekey_for(request.uid);
    if (!rekeyed) {
        return rekeyed.failure();
    }
    if (*rekeyed && (*rekeyed)->claim.order == order.id) {
        return (*rekeyed)->claim.serial;
    }
    auto next = transaction.next_serial(order.id);
    if (!next) {
        return next.failure();
    }
    if (!*next) {
        return fail(ErrorCode::order_used_up, {{"order", order.id.text()}, {"last", order.last.text()}});
    }
    return **next;
}

} // namespace

Result<Issued> Issuer::issue(Vault& vault, const StationId& station, const IssueRequest& request) {
    AuditEvent subject = about(station);
    subject.order = request.order;
    subject.claim = request.claim;
    subject.serial = request.serial;
    subject.uid = request.uid;
    return decide_and_commit(registry_, "issue", subject, [&](RegistryTransaction& transaction) {
        return issue_within(transaction, vault, station, request);
    });
}

Status Issuer::may_issue(const StationId& station) {
    return look_and_commit(registry_, [&](RegistryTransaction& transaction) -> Status {
        if (auto allowed = transaction.may_issue(); !allowed) {
            return allowed;
        }
        auto people = who_produces(transaction.people(), people_, station, now_unix_s());
        return people ? Status() : people.failure();
    });
}

Result<Issued> Issuer::issue_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                    const IssueRequest& request) {
    auto order = own_order(transaction, station, request.order);
    if (!order) {
        return order.failure();
    }
    if (auto allowed = transaction.may_issue(); !allowed) {
        return allowed.failure();
    }
    auto known = transaction.claim(request.claim);
    if (!known) {
        return known.failure();
    }
    if (*known) {
        const Claim& claim = (*known)->claim;
        if (claim.station != station || claim.order != request.order || claim.uid != request.uid ||
            (request.serial && *request.serial != claim.serial)) {
            return fail(ErrorCode::claim_mismatch, {{"claim", request.claim.text()}});
        }
        return issue_again(transaction, vault, station, *order, std::move(**known));
    }
    return issue_new(transaction, vault, station, *order, request);
}

// For the record: who was there when an attempt began.
Result<Error::Args> Issuer::producing(RegistryTransaction& transaction, const StationId& station) const {
    auto people = who_produces(transaction.people(), people_, station, now_unix_s());
    if (!people) {
        return people.failure();
    }
    std::string names;
    for (const OperatorName& name : *people) {
        names += (names.empty() ? "" : ",") + name.text();
    }
    return names.empty() ? Error::Args() : Error::Args{{"operators", names}};
}

Result<Issued> Issuer::issue_new(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                 const WorkOrder& order, const IssueRequest& request) {
    auto bound = transaction.claim_with(request.uid);
    if (!bound) {
        return bound.failure();
    }
    if (*bound) {
        return fail(ErrorCode::uid_bound, {{"uid", request.uid.text()},
                                           {"serial", (*bound)->claim.serial.text()},
                                           {"state", std::string(text_of((*bound)->claim.state))}});
    }
    if (auto allowed = check_order_allows_attempt(order, now_unix_s()); !allowed) {
        return allowed.failure();
    }
    auto details = producing(transaction, station);
    if (!details) {
        return details.failure();
    }
    auto serial = choose_serial(transaction, order, request);
    if (!serial) {
        return serial.failure();
    }
    if (auto belongs = check_serial_belongs(order, *serial); !belongs) {
        return belongs.failure();
    }
    if (auto is_free = check_serial_is_free(transaction, *serial, request.uid); !is_free) {
        return is_free.failure();
    }
    auto minted = vault.mint(*serial, order.kg);
    if (!minted) {
        return minted.failure();
    }
    auto digest = digest_of(vault, minted->token.bytes());
    if (!digest) {
        return digest.failure();
    }
    const ClaimRecord record{
        {request.claim, order.id, station, *serial, request.uid}, minted->escrow, order.kg, vault.kek_check_value()};
    if (auto inserted = transaction.insert_claim(record); !inserted) {
        return inserted.failure();
    }
    details->insert(details->end(), {{"kg", record.kg.text()}, {"kek", record.kek.text()}, {"token_digest", *digest}});
    if (auto recorded = transaction.record(event_of("claim.issued", record.claim, *std::move(details))); !recorded) {
        return recorded.failure();
    }
    return Issued{record.claim, std::move(minted->token), std::move(*digest)};
}

// A token once more for a unit in work needs nobody: it may have been interrupted as a shift ended.
Result<Issued> Issuer::issue_again(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                   const WorkOrder& order, ClaimRecord record) {
    Claim& claim = record.claim;
    const bool retry = claim.state == ClaimState::failed || claim.state == ClaimState::rework;
    if (claim.state != ClaimState::open && !retry) {
        return ended(claim);
    }
    if (claim.reissues >= reissues_max) {
        return fail(ErrorCode::claim_reissue_limit,
                    {{"serial", claim.serial.text()}, {"reissues_max", std::to_string(reissues_max)}});
    }
    Result<Error::Args> details = Error::Args();
    if (retry) {
        if (auto allowed = check_order_allows_attempt(order, now_unix_s()); !allowed) {
            return allowed.failure();
        }
        details = producing(transaction, station);
        if (!details) {
            return details.failure();
        }
        claim.state = ClaimState::open;
        claim.attempts += 1;
        claim.proved_written = false;
        claim.proved_closed = false;
    }
    claim.reissues += 1;
    auto token = vault.remake(claim.serial, record.escrow, record.kg);
    if (!token) {
        return token.failure();
    }
    auto digest = digest_of(vault, token->bytes());
    if (!digest) {
        return digest.failure();
    }
    if (auto updated = transaction.update_claim(claim); !updated) {
        return updated.failure();
    }
    details->insert(details->end(), {{"attempts", std::to_string(claim.attempts)},
                                     {"reissues", std::to_string(claim.reissues)},
                                     {"token_digest", *digest}});
    if (auto recorded =
            transaction.record(event_of(retry ? "claim.retried" : "claim.reissued", claim, *std::move(details)));
        !recorded) {
        return recorded.failure();
    }
    return Issued{claim, std::move(*token), std::move(*digest)};
}

Result<std::optional<Claim>> Issuer::find_claim(const StationId& station, const ClaimId& claim) {
    auto record = look_and_commit(
        registry_, [&](RegistryTransaction& transaction) { return own_claim(transaction, station, claim); });
    if (!record && record.error().code == ErrorCode::claim_unknown) {
        return std::optional<Claim>();
    }
    if (!record) {
        return record.failure();
    }
    return std::optional<Claim>(record->claim);
}

Result<std::optional<Claim>> Issuer::find_claim(const StationId& station, const ChipUid& uid) {
    auto record =
        look_and_commit(registry_, [&](RegistryTransaction& transaction) { return transaction.claim_with(uid); });
    if (!record) {
        return record.failure();
    }
    return *record && (*record)->claim.station == station ? std::optional((*record)->claim) : std::nullopt;
}

Result<Challenge> Issuer::challenge(const StationId& station, const ClaimId& id, ProofStage stage) {
    auto record = look_and_commit(
        registry_, [&](RegistryTransaction& transaction) { return open_claim(transaction, station, id); });
    if (!record) {
        return record.failure();
    }
    return challenges_.draw(record->claim, stage);
}

Status Issuer::prove(Vault& vault, const StationId& station, const ClaimId& claim, const ChallengeId& challenge,
                     const ProofAnswer& answer) {
    AuditEvent subject = about(station);
    subject.claim = claim;
    // A refusal has to be committed too: decide first, then judge.
    bool proved = false;
    auto decided = decide_and_commit(registry_, "prove", subject, [&](RegistryTransaction& transaction) -> Status {
        auto drawn = challenges_.take(claim, challenge);
        if (!drawn) {
            return drawn.failure();
        }
        auto holds = prove_within(transaction, vault, station, *drawn, answer);
        if (!holds) {
            return holds.failure();
        }
        proved = *holds;
        return {};
    });
    if (decided && !proved) {
        return fail(ErrorCode::proof_wrong, {{"claim", claim.text()}});
    }
    return decided;
}

Result<bool> Issuer::prove_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                  const Challenges::Drawn& drawn, const ProofAnswer& answer) {
    auto record = open_claim(transaction, station, drawn.claim);
    if (!record) {
        return record.failure();
    }
    Claim& claim = record->claim;
    auto order = own_order(transaction, station, claim.order);
    if (!order) {
        return order.failure();
    }
    auto captured = vault.check_capture(claim.serial, record->escrow, drawn.challenge, answer.capture_response);
    if (!captured) {
        return captured;
    }
    auto table = table_of(transaction, vault, *order);
    if (!table) {
        return table.failure();
    }
    auto expected_tag = table_proof(*table, drawn.challenge.table_nonce, claim.serial, claim.uid);
    if (!expected_tag) {
        return expected_tag.failure();
    }
    const bool table_held = equal_in_constant_time(*expected_tag, answer.table_tag);
    const bool proved = *captured && table_held;
    if (proved) {
        (drawn.stage == ProofStage::written ? claim.proved_written : claim.proved_closed) = true;
        if (auto updated = transaction.update_claim(claim); !updated) {
            return updated.failure();
        }
    }
    auto recorded = transaction.record(event_of(proved ? "claim.proved" : "claim.not_proved", claim,
                                                {{"stage", drawn.stage == ProofStage::written ? "written" : "closed"},
                                                 {"capture", *captured ? "right" : "wrong"},
                                                 {"table", table_held ? "right" : "wrong"}}));
    if (!recorded) {
        return recorded.failure();
    }
    return proved;
}

Status Issuer::report(const StationId& station, const ClaimId& claim, ClaimState end, const std::string& code) {
    AuditEvent subject = about(station, {{"reported", std::string(text_of(end))}});
    subject.claim = claim;
    return decide_and_commit(registry_, "report", subject, [&](RegistryTransaction& transaction) {
        return report_within(transaction, station, claim, end, code);
    });
}

Status Issuer::report_within(RegistryTransaction& transaction, const StationId& station, const ClaimId& id,
                             ClaimState end, const std::string& code) {
    auto record = own_claim(transaction, station, id);
    if (!record) {
        return record.failure();
    }
    Claim& claim = record->claim;
    if (claim.state == end) {
        return {}; // the report was sent again
    }
    const bool is_end = end == ClaimState::passed || end == ClaimState::failed || end == ClaimState::quarantined;
    if (claim.state != ClaimState::open || !is_end) {
        return ended(claim);
    }
    if (end == ClaimState::passed && !(claim.proved_written && claim.proved_closed)) {
        return fail(ErrorCode::claim_not_proved, {{"serial", claim.serial.text()}});
    }
    claim.state = end;
    if (auto updated = transaction.update_claim(claim); !updated) {
        return updated;
    }
    return transaction.record(event_of("claim." + std::string(text_of(end)), claim, {{"code", code}}));
}

std::int64_t Issuer::now_unix_s() const {
    return std::chrono::duration_cast<std::chrono::seconds>(clock_.utc().time_since_epoch()).count();
}

} // namespace keyline
