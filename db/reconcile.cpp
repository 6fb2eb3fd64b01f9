#include "db/reconcile.h"

#include "db/archived_units.h"
#include "db/checkpoint.h"
#include "db/reconciler.h"
#include "db/schema.h"

namespace keyline::db {

namespace {
constexpr std::size_t claims_per_commit_max = 1'000;
} // namespace

Status Reconciler::open() {
    const std::string origin = keyd_origin(options_.environment);
    auto registry = SqlRegistry::open({options_.registry, options_.environment, options_.clock});
    if (!registry) {
        return registry.failure();
    }
    registry_ = *std::move(registry);
    auto database = open_store(options_.registry, registry_kind());
    if (!database) {
        return database.failure();
    }
    database_ = *std::move(database);
    if (options_.new_copy.empty()) { // is the registry older? That is noted in it.
        EscrowCopy copy(options_.copy, origin);
        auto transaction = Transaction::begin(*database_, Access::read_write);
        auto compared = transaction ? copy.compare(*database_) : transaction.failure();
        if (compared) {
            compared = transaction->commit();
        }
        if (!compared) {
            return compared;
        }
    }
    const auto lacking = EscrowRows(*database_).is_any_lacking();
    if (!lacking) {
        return lacking.failure();
    }
    done_.was_older = *lacking;
    auto own = options_.new_copy.empty() ? EscrowFile::open(options_.copy, EscrowFile::Use::write)
                                         : EscrowFile::create(options_.copy, {options_.new_copy, origin});
    if (!own) {
        return own.failure();
    }
    copies_.push_back({*std::move(own), {}});
    for (const std::filesystem::path& path : options_.other_copies) {
        auto other = EscrowFile::open(path, EscrowFile::Use::read);
        if (!other) {
            return other.failure();
        }
        copies_.push_back({*std::move(other), {}});
    }
    for (const CopyFile& copy : copies_) {
        if (copy.file->header().origin != origin) {
            return fail(ErrorCode::escrow_unsound,
                        {{"path", copy.file->path().string()}, {"reason", "it is of " + copy.file->header().origin}});
        }
    }
    return {};
}

// In full: every line has to follow the one before it.
Status Reconciler::look_at(CopyFile& copy) {
    const auto end = copy.file->read(copy.file->begin(), [&](const EscrowLine& line, const EscrowPosition&) -> Status {
        if (const auto* avoided = std::get_if<EscrowVoid>(&line.content)) {
            copy.voids.insert(avoided->group);
        }
        return {};
    });
    if (!end) {
        return end.failure();
    }
    const auto torn = copy.file->rest_contains(*end, "\"kept\":");
    if (!torn) {
        return torn.failure();
    }
    if (*torn) {
        return fail(ErrorCode::escrow_unsound, {{"path", copy.file->path().string()},
                                                {"reason", "line " + std::to_string(end->position.next_seq + 1) +
                                                               " does not follow the one before it"}});
    }
    copy.end = end->position;
    return for_each_claim(copy, [&](const ClaimRecord& record) -> Status {
        copied_.add(record.claim.id, record.escrow);
        ++orders_[record.claim.order];
        return {};
    });
}

Status Reconciler::look_at_copies() {
    for (CopyFile& copy : copies_) {
        if (auto looked = look_at(copy); !looked) {
            return looked;
        }
    }
    copied_.sort();
    done_.copied = copied_.size();
    return {};
}

Status Reconciler::for_each_claim(const CopyFile& copy, const EachClaim& each) const {
    auto read = copy.file->read(copy.file->begin(), [&](const EscrowLine& line, const EscrowPosition&) -> Status {
        const auto* claim = std::get_if<EscrowClaim>(&line.content);
        return claim != nullptr && !copy.voids.contains(claim->group) ? each(claim->record) : Status();
    });
    return read ? Status() : Status(read.failure());
}

Status Reconciler::check_orders() {
    auto transaction = registry_->begin();
    if (!transaction) {
        return transaction.failure();
    }
    std::string unknown;
    for (const auto& [id, units] : orders_) {
        const auto order = (*transaction)->order(id);
        if (!order) {
            return order.failure();
        }
        if (!*order) {
            unknown += (unknown.empty() ? "" : ", ") + id.text() + " (" + std::to_string(units) + " units)";
        }
    }
    return unknown.empty() ? Status() : Status(fail(ErrorCode::order_unknown, {{"order", unknown}}));
}

Status Reconciler::bring_back_all() {
    for (const CopyFile& copy : copies_) {
        std::vector<ClaimRecord> claims;
        auto read = for_each_claim(copy, [&](const ClaimRecord& record) -> Status {
            claims.push_back(record);
            return claims.size() < claims_per_commit_max ? Status() : bring_back(std::exchange(claims, {}));
        });
        if (read) {
            read = bring_back(claims);
        }
        if (!read) {
            return read;
        }
    }
    return {};
}

Status Reconciler::bring_back(const std::vector<ClaimRecord>& claims) {
    auto transaction = registry_->begin();
    if (!transaction) {
        return transaction.failure();
    }
    for (const ClaimRecord& record : claims) {
        if (auto brought = bring_back(**transaction, record); !brought) {
            return brought;
        }
    }
    return (*transaction)->commit();
}

Result<EscrowKeys> Reconciler::registered() const {
    EscrowKeys ids;
    std::int64_t after = 0;
    for (;;) {
        const auto page = EscrowRows(*database_).keys(after, rows_per_read_max);
        if (!page) {
            return page.failure();
        }
        if (page->empty()) {
            ids.sort();
            return ids;
        }
        for (const EscrowRows::Key& key : *page) {
            ids.add(key.claim, {});
        }
    }
}

Status Reconciler::ask_stations() {
    const auto known = registered();
    if (!known) {
        return known.failure();
    }
    const auto open = EscrowRows(*database_).open_claims();
    if (!open) {
        return open.failure();
    }
    const auto units = read_archived_units(
        options_.archive, options_.environment,
        {[&](const ClaimId& claim) { return known->contains(claim, {}) || kept_out_.contains(claim); },
         [&](const ClaimId& claim, const StationId& station) {
             const auto found = open->find(claim);
             return found != open->end() && found->second == station;
         }});
    if (!units) {
        return units.failure();
    }
    done_.was_older = done_.was_older || !units->unknown.empty();
    auto ended = end_claims(units->ends);
    return ended ? take_lost(units->unknown) : ended;
}

Status Reconciler::append(const std::vector<EscrowRows::Key>& keys) {
    std::vector<EscrowContent> lines;
    EscrowFile& own = *copies_.front().file;
    auto transaction = registry_->begin();
    if (!transaction) {
        return transaction.failure();
    }
    for (const EscrowRows::Key& key : keys) {
        if (copied_.contains(key.claim, key.escrow)) {
            continue;
        }
        const auto record = (*transaction)->claim(key.claim);
        if (!record) {
            return record.failure();
        }
        lines.push_back(EscrowClaim{own.end().next_seq, **record});
    }
    done_.added += lines.size();
    return own.append(lines, EscrowFile::Sync::durable);
}

Status Reconciler::complete_copy() {
    CopyFile& own = copies_.front();
    if (auto ready = own.file->go_on_at(own.end); !ready) {
        return ready;
    }
    std::int64_t after = 0;
    for (;;) {
        const auto keys = EscrowRows(*database_).keys(after, claims_per_commit_max);
        if (!keys) {
            return keys.failure();
        }
        if (keys->empty()) {
            return {};
        }
        if (auto appended = append(*keys); !appended) {
            return appended;
        }
    }
}

Status Reconciler::finish() {
    auto recorded = registry_->begin();
    if (!recorded) {
        return recorded.failure();
    }
    if (auto entry = (*recorded)->record({"registry.reconciled",
                                          {},
                                          {},
                                          {},
                                          {},
                                          {},
                                          {{"by", options_.by},
                                           {"reason", options_.reason},
                                           {"copy", options_.copy.string()},
                                           {"copied", std::to_string(done_.copied)},
                                           {"added", std::to_string(done_.added)},
                                           {"brought_back", std::to_string(done_.brought_back)},
                                           {"ended", std::to_string(done_.ended)},
                                           {"replaced", std::to_string(done_.replaced)},
                                           {"conflicts", std::to_string(done_.conflicts)},
                                           {"lost", std::to_string(done_.lost)}}});
        !entry) {
        return entry;
    }
    if (auto committed = (*recorded)->commit(); !committed) {
        return committed;
    }
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    EscrowRows rows(*database_);
    auto log = rows.log_mark();
    if (!log) {
        return log.failure();
    }
    CopyFile& own = copies_.front();
    if (auto marked = own.file->append({EscrowKept{{}, *log}}, EscrowFile::Sync::durable); !marked) {
        return marked;
    }
    own.end = own.file->end();
    for (const CopyFile& copy : copies_) {
        if (auto settled = rows.settle(*copy.file, copy.end); !settled) {
            return settled;
        }
    }
    if (auto forgotten = options_.new_copy.empty() ? Status() : rows.replace_others(*own.file); !forgotten) {
        return forgotten;
    }
    return transaction->commit();
}

Result<Reconciliation> reconcile(const ReconcileOptions& options) {
    return Reconciler(options).run();
}

std::string_view text_of(UnitFinding finding) {
    switch (finding) {
    case UnitFinding::brought_back:
        return "brought back";
    case UnitFinding::ended:
        return "ended";
    case UnitFinding::replaced:
        return "replaced";
    case UnitFinding::conflict:
        return "conflict";
    case UnitFinding::lost:
        return "lost";
    }
    return "lost";
}

} // namespace keyline::db
