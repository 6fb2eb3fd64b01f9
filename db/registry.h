// SqlRegistry: orders, claims with their escrow, sealed tables and keyd's own audit log in one database, one commit for
// all of them. Threads: any; transactions run one after another and share commits (group_commit.h).
// Processes: several may use the database. Ownership: the clock outlives the registry, the registry its transactions.
// Failure: ports/registry.h.
#pragma once

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

  private:
    friend class SqlRegistryTransaction;
    SqlRegistry(std::unique_ptr<Database> database, Options options)
        : options_(std::move(options)), database_(std::move(database)), groups_(*database_) {}

    Status check_growth(const LogHead& head);
    void note_growth(const LogHead& head);

    Options options_;
    std::unique_ptr<Database> database_;
    GroupCommit groups_;
    std::mutex growth_mutex_;
    LogGrowth growth_;
};

} // namespace keyline::db
