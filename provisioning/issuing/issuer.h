// Issuer: what keyd decides. It takes the station for hostile: the station's name comes from the connection, never from
// a request; challenges are drawn, timed and checked here; quota, attempts and re-issues are counted in the registry's
// transaction, with the entry of keyd's own log in the same commit. What it refuses is on record as well. Threads: any;
// the Vault that a call is given belongs to the calling thread for that call.
#pragma once

#include "provisioning/issuing/challenges.h"
#include "provisioning/people/presence.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/key_service.h"
#include "provisioning/ports/random.h"
#include "provisioning/ports/registry.h"
#include "provisioning/ports/vault.h"

namespace keyline {

class Issuer {
  public:
    static constexpr unsigned reissues_max = 3; // of one claim's token

    // All three outlive the issuer.
    Issuer(Registry& registry, Clock& clock, Random& random, PeoplePolicy people = {PeopleRequired::when_enrolled})
        : registry_(registry), clock_(clock), people_(std::move(people)), challenges_(clock, random) {}

    // Whether this station would get a new serial number, as far as it is not about an order: registry_not_reconciled,
    // escrow_*, session_missing, role_missing.
    Status may_issue(const StationId& station);

    // See ports/key_service.h for what each call means and how it fails.
    Result<Issued> issue(Vault& vault, const StationId& station, const IssueRequest& request);
    Result<std::optional<Claim>> find_claim(const StationId& station, const ClaimId& claim);
    Result<std::optional<Claim>> find_claim(const StationId& station, const ChipUid& uid);
    Result<SubstitutionTable> table(Vault& vault, const StationId& station, const OrderId& order);
    Result<Challenge> challenge(const StationId& station, const ClaimId& claim, ProofStage stage);
    Status prove(Vault& vault, const StationId& station, const ClaimId& claim, const ChallengeId& challenge,
                 const ProofAnswer& answer);
    Status report(const StationId& station, const ClaimId& claim, ClaimState end, const std::string& code);

    // Of the station's own, released at once: for who works without people. They create orders by the action
    // order.create, which makes drafts.
    Result<WorkOrder> create_order(Vault& vault, const StationId& station, const NewOrder& asked);
    Result<WorkOrder> order(const StationId& station, const OrderId& order);
    // Those that are for this station, oldest first.
    Result<std::vector<WorkOrder>> orders(const StationId& station);

  private:
    Result<Issued> issue_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                const IssueRequest& request);
    Result<Issued> issue_new(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                             const WorkOrder& order, const IssueRequest& request);
    Result<Issued> issue_again(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                               const WorkOrder& order, ClaimRecord record);
    Result<Error::Args> producing(RegistryTransaction& transaction, const StationId& station) const;
    Result<SubstitutionTable> table_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                           const OrderId& order);
    // Which proofs of the answer hold is put on record; the station learns one bit.
    Result<bool> prove_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                              const Challenges::Drawn& drawn, const ProofAnswer& answer);
    Status report_within(RegistryTransaction& transaction, const StationId& station, const ClaimId& claim,
                         ClaimState end, const std::string& code);
    std::int64_t now_unix_s() const;

    Registry& registry_;
    Clock& clock_;
    const PeoplePolicy people_;
    Challenges challenges_;
};

} // namespace keyline
