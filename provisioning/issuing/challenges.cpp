#include "provisioning/issuing/challenges.h"

namespace keyline {

Result<Challenge> Challenges::draw(const Claim& claim, ProofStage stage) {
    Challenge challenge;
    for (const auto part :
         {std::span<std::uint8_t>(challenge.id), std::span<std::uint8_t>(challenge.duid),
          std::span<std::uint8_t>(challenge.app_token), std::span<std::uint8_t>(challenge.table_nonce)}) {
        if (auto filled = random_.fill(part); !filled) {
            return filled.failure();
        }
    }
    const std::lock_guard guard(mutex_);
    drop_expired();
    if (open_.size() >= open_max && !open_.contains(claim.id)) {
        return fail(ErrorCode::challenge_limit, {{"open_max", std::to_string(open_max)}});
    }
    open_.insert_or_assign(claim.id, Open{{challenge, claim.id, claim.uid, stage}, clock_.monotonic() + valid_s});
    return challenge;
}

Result<Challenges::Drawn> Challenges::take(const ClaimId& claim, const ChallengeId& id) {
    const std::lock_guard guard(mutex_);
    const auto found = open_.find(claim);
    if (found == open_.end() || !equal_in_constant_time(found->second.drawn.challenge.id, id)) {
        return fail(ErrorCode::challenge_unknown, {{"claim", claim.text()}});
    }
    const Open open = std::move(found->second);
    open_.erase(found);
    if (clock_.monotonic() > open.expires) {
        return fail(ErrorCode::challenge_expired, {{"valid_s", std::to_string(valid_s.count())}});
    }
    return open.drawn;
}

void Challenges::drop_expired() {
    const auto now = clock_.monotonic();
    std::erase_if(open_, [&](const auto& entry) { return now > entry.second.expires; });
}

} // namespace keyline
