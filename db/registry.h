// SqlRegistry: orders, claims with their escrow, sealed tables and keyd's own audit log in one database, one commit for
// all of them. Threads: any; transactions run one after another and share commits (group_commit.h).
// Processes: several may use the database. Ownership: the clock outlives the registry, the registry its transactions.
// Failure: ports/registry.h.
#pragma once

#include "db/escrow_copy.h"
#include "db/group_commit.h"
#include "db/log_store.h"
#include "db/store.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/registry.h"

namespace keyline::db {

struct RegistryOptions {
    StorePlace place;
    Name environment;
    Clock& clock;
    std::filesystem::path escrow_copy{}; // empty: none, and escrow records are in the registry alone
};

class SqlRegistry : public Registry {
  public:
    using Options = RegistryOptions;

    // A new one; registry_unavailable when there is one already.
    static Result<std::unique_ptr<SqlRegistry>> create(Options options);
    // registry_unavailable when there is none; registry_unsound when it is not this environment's registry, or the
    // newest entries of its log do not fit its tree.
    static Result<std::unique_ptr<SqlRegistry>> open(Options options);

    Result<std::unique_ptr<RegistryTransaction>> begin() override;

    // Why nothing is issued, as it was when it was opened. Everything else is done all the same.
    const Status& may_issue() const { return may_issue_; }

  private:
    friend class SqlRegistryTransaction;
    SqlRegistry(std::unique_ptr<Database> database, Options options);
    Status start_copy();
    Status end_doubt(EscrowCopy& copy);
    static Result<bool> can_bring_back(RegistryTransaction& transaction, const std::vector<ClaimRecord>& claims);

    Status check_growth(const LogHead& head);
    void note_growth(const LogHead& head);

    Options options_;
    std::unique_ptr<Database> database_;
    Status may_issue_;
    std::unique_ptr<EscrowCopy> copy_; // none: not configured; only who has the turn in groups_ touches it
    GroupCommit groups_;
    std::mutex growth_mutex_;
    LogGrowth growth_;
};

} // namespace keyline::db
