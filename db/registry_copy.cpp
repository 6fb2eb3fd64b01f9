// The registry and its escrow copy: what is written before each COMMIT, and compared at the start.
#include "db/checkpoint.h"
#include "db/registry.h"

namespace keyline::db {

SqlRegistry::SqlRegistry(std::unique_ptr<Database> database, Options options)
    : options_(std::move(options)), database_(std::move(database)),
      groups_(*database_, {[this] { return copy_ ? copy_->write_group(*database_) : Status(); },
                           [this](const Status& outcome) {
                               if (copy_) {
                                   copy_->decided(outcome);
                               }
                           }}) {}

Status SqlRegistry::start_copy() {
    const bool has_copy = !options_.escrow_copy.empty();
    auto transaction = Transaction::begin(*database_, has_copy ? Access::read_write : Access::read_only);
    if (!transaction) {
        return transaction.failure();
    }
    if (!has_copy) {
        const auto lacking = EscrowRows(*database_).is_any_lacking();
        if (!lacking) {
            return lacking.failure();
        }
        may_issue_ = *lacking ? Status(fail(ErrorCode::registry_not_reconciled,
                                            {{"path", database_->place()},
                                             {"reason", "it was found to be older than an escrow copy"}}))
                              : Status();
        return {};
    }
    auto copy = std::make_unique<EscrowCopy>(options_.escrow_copy, keyd_origin(options_.environment));
    if (auto compared = copy->compare(*database_); !compared) {
        return compared;
    }
    if (auto committed = transaction->commit(); !committed) {
        return committed;
    }
    if (copy->is_in_doubt()) {
        if (auto ended = end_doubt(*copy); !ended) {
            return ended;
        }
    }
    may_issue_ = copy->may_issue(*database_);
    copy_ = std::move(copy);
    return {};
}

// In one commit, as they were to be issued.
Status SqlRegistry::end_doubt(EscrowCopy& copy) {
    auto transaction = begin();
    if (!transaction) {
        return transaction.failure();
    }
    const auto can = can_bring_back(**transaction, copy.in_doubt());
    if (!can) {
        return can.failure();
    }
    if (!*can) {
        copy.end_doubt(EscrowCopy::Outcome::avoided);
        return {};
    }
    for (const ClaimRecord& record : copy.in_doubt()) {
        const Claim& claim = record.claim;
        auto brought = (*transaction)->insert_claim(record);
        if (brought) {
            brought = (*transaction)
                          ->record({"claim.reconciled",
                                    {},
                                    claim.order,
                                    claim.id,
                                    claim.serial,
                                    claim.uid,
                                    {{"station", claim.station.text()},
                                     {"finding", "brought back"},
                                     {"reason", "keyd had ended before its commit"},
                                     {"state", std::string(text_of(claim.state))}}});
        }
        if (!brought) {
            return brought;
        }
    }
    auto settled = copy.settle_doubt(*database_);
    if (settled) {
        settled = (*transaction)->commit();
    }
    if (settled) {
        copy.end_doubt(EscrowCopy::Outcome::kept);
    }
    return settled;
}

// false: another has served the station since, its claims are there.
Result<bool> SqlRegistry::can_bring_back(RegistryTransaction& transaction, const std::vector<ClaimRecord>& claims) {
    for (const ClaimRecord& record : claims) {
        const auto id = transaction.claim(record.claim.id);
        const auto serial = transaction.claim_with(record.claim.serial);
        const auto uid = transaction.claim_with(record.claim.uid);
        for (const auto* one : {&id, &serial, &uid}) {
            if (!*one) {
                return one->failure();
            }
        }
        const bool is_taken = *serial && (*serial)->claim.state != ClaimState::superseded;
        if (*id || is_taken || *uid) {
            return false;
        }
    }
    return true;
}

} // namespace keyline::db
