#include "provisioning/claim.h"

namespace keyline {

std::string_view text_of(ClaimState state) {
    switch (state) {
    case ClaimState::open:
        return "open";
    case ClaimState::passed:
        return "passed";
    case ClaimState::failed:
        return "failed";
    case ClaimState::quarantined:
        return "quarantined";
    case ClaimState::rework:
        return "rework";
    case ClaimState::scrapped:
        return "scrapped";
    case ClaimState::superseded:
        return "superseded";
    }
    return "open";
}

Result<ClaimState> parse_claim_state(std::string_view text) {
    for (const ClaimState state : claim_states) {
        if (text_of(state) == text) {
            return state;
        }
    }
    return fail(ErrorCode::value_malformed, {{"value", "claim state"}});
}

} // namespace keyline
