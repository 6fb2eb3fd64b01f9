// Challenges: drawn by keyd, timed by its monotonic clock, bound to claim, chip and stage, used once.
// Kept in memory only: after a restart of keyd the station draws anew. Threads: any.
#pragma once

#include "provisioning/claim.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/random.h"
#include "provisioning/proof.h"

#include <map>
#include <mutex>

namespace keyline {

class Challenges {
  public:
    static constexpr std::chrono::seconds valid_s{8};
    static constexpr std::size_t open_max = 4'096; // of all stations; challenge_limit beyond

    struct Drawn {
        Challenge challenge;
        ClaimId claim;
        ChipUid uid;
        ProofStage stage = ProofStage::written;
    };

    Challenges(Clock& clock, Random& random) : clock_(clock), random_(random) {}

    // A claim has one open challenge at most: drawing again voids the one before.
    Result<Challenge> draw(const Claim& claim, ProofStage stage);
    // Takes it out, whatever the answer will be. challenge_unknown, challenge_expired.
    Result<Drawn> take(const ClaimId& claim, const ChallengeId& id);

  private:
    struct Open {
        Drawn drawn;
        std::chrono::steady_clock::time_point expires;
    };
    void drop_expired();

    Clock& clock_;
    Random& random_;
    std::mutex mutex_;
    std::map<ClaimId, Open> open_;
};

} // namespace keyline
