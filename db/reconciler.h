// How reconcile() works, step by step. The flow: reconcile.cpp; what becomes of each unit: reconcile_units.cpp.
#pragma once

#include "db/escrow_copy.h"
#include "db/escrow_keys.h"
#include "db/reconcile.h"
#include "db/registry.h"

#include <set>

namespace keyline::db {

struct CopyFile {
    std::unique_ptr<EscrowFile> file;
    std::set<std::uint64_t> voids; // groups
    EscrowPosition end{};
};

// What is there of a claim: with these claims in the way it cannot be brought back as it is.
struct InTheWay {
    bool is_there = false;
    std::vector<ClaimRecord> others;
};

class Reconciler {
  public:
    explicit Reconciler(const ReconcileOptions& options) : options_(options) {}

    Result<Reconciliation> run() {
        for (const auto step :
             {&Reconciler::open, &Reconciler::look_at_copies, &Reconciler::check_orders, &Reconciler::bring_back_all,
              &Reconciler::ask_stations, &Reconciler::complete_copy, &Reconciler::finish}) {
            if (auto done = (this->*step)(); !done) {
                return done.failure();
            }
        }
        return done_;
    }

  private:
    using EachClaim = std::function<Status(const ClaimRecord&)>;

    Status open();
    Status look_at_copies();
    Status look_at(CopyFile& copy);
    Status check_orders();
    Status bring_back_all();
    Status ask_stations();
    Status complete_copy();
    Status finish();

    Status for_each_claim(const CopyFile& copy, const EachClaim& each) const;
    Status bring_back(const std::vector<ClaimRecord>& claims);
    Status bring_back(RegistryTransaction& transaction, const ClaimRecord& record);
    Result<InTheWay> in_the_way(RegistryTransaction& transaction, const ClaimRecord& record) const;
    Status clear(RegistryTransaction& transaction, const ClaimRecord& other, const ClaimRecord& record);
    Status keep_out(RegistryTransaction& transaction, const ClaimRecord& other, const ClaimRecord& record);
    Result<bool> was_brought_back(RegistryTransaction& transaction, const Claim& claim) const;
    Status end_claims(const std::map<ClaimId, ClaimState>& ends);
    Status take_lost(const std::vector<Claim>& lost);
    Status change(RegistryTransaction& transaction, const Claim& claim, UnitFinding finding);
    Status record(RegistryTransaction& transaction, const Claim& claim, UnitFinding finding);
    Result<EscrowKeys> registered() const;
    Status append(const std::vector<EscrowRows::Key>& keys);

    const ReconcileOptions& options_;
    std::unique_ptr<SqlRegistry> registry_;
    std::unique_ptr<Database> database_; // the same: for what no RegistryTransaction tells
    std::vector<CopyFile> copies_;       // keyd's own is the first
    EscrowKeys copied_;
    std::set<ClaimId> kept_out_;              // in conflict: not in the registry
    std::map<OrderId, std::uint64_t> orders_; // units of each
    Reconciliation done_;
};

} // namespace keyline::db
