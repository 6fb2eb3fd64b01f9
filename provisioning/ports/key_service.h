// KeyService: keyd as the station sees it. Threads: any, several at once. Every call has a deadline.
// Errors: what keyd decided (order_*, claim_*, serial_*, uid_bound, challenge_*, proof_wrong, hsm_*, registry_*), or
// key_service_unavailable when there is no answer. Each call may be sent again: `claim` is the idempotency key.
#pragma once

#include "provisioning/caller.h"
#include "provisioning/claim.h"
#include "provisioning/production_token.h"
#include "provisioning/proof.h"
#include "provisioning/work_order.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace keyline {

struct IssueRequest {
    ClaimId claim;
    OrderId order;
    std::optional<SerialNumber> serial; // none: the order's next
    ChipUid uid;
};

struct Issued {
    Claim claim;
    ProductionToken token;
    std::string token_digest; // keyed, in hex: for the record
};

struct KeyServiceInfo {
    StationId station;       // who keyd takes the caller for
    std::string environment; // "development" or "production"
    std::string version;
    CheckValue kg;
    CheckValue kek;
    std::string log_origin;            // of this station's audit log
    std::string log_vkey;              // C2SP vkey that its checkpoints verify with
    std::string token_restored_from{}; // at its start keyd found its token damaged, and took this copy; empty: not so
    std::chrono::system_clock::time_point utc{}; // keyd's clock
    std::optional<Error> issues_nothing{};       // why this station gets no new serial number now; none: it may
};

class KeyService {
  public:
    virtual ~KeyService() = default;

    virtual Result<KeyServiceInfo> info() = 0;

    // A new claim, or the same token again for an open or failed one (limited and recorded).
    virtual Result<Issued> issue(const IssueRequest& request) = 0;
    virtual Result<std::optional<Claim>> find_claim(const ClaimId& claim) = 0;
    // The chip's living claim, if it is this station's: one that was given to it, or that its log has lost.
    virtual Result<std::optional<Claim>> find_claim(const ChipUid& uid) = 0;
    virtual Result<SubstitutionTable> table(const OrderId& order) = 0;
    virtual Result<Challenge> challenge(const ClaimId& claim, ProofStage stage) = 0;
    // Success: proved. proof_wrong: not. One bit, and the challenge is used up either way.
    virtual Status prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& answer) = 0;
    // passed, failed or quarantined; again: success. claim_not_proved for a pass that keyd has not seen proved.
    virtual Status report(const ClaimId& claim, ClaimState end, const std::string& code) = 0;

    virtual Result<WorkOrder> create_order(const NewOrder& order) = 0;
    virtual Result<WorkOrder> order(const OrderId& order) = 0;
    virtual Result<std::vector<WorkOrder>> orders() = 0;

    // Entries `from`, `from` + 1, ... of the station's log, exact bytes. Answers the signed checkpoint over all that is
    // archived. audit_fork when they differ from what was archived before; audit_unsound when entries in between are
    // missing.
    virtual Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) = 0;
};

// keyd's side: the KeyService of whoever calls. Threads: any.
class KeyServices {
  public:
    virtual ~KeyServices() = default;

    // Cheap, one for each call: a view that lives no longer than this object does. For one thread at a time.
    virtual std::unique_ptr<KeyService> serve(const Caller& caller) = 0;
};

} // namespace keyline
