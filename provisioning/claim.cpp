#include "provisioning/claim.h"

namespace keyline {

namespace {
constexpr ClaimState states[] = {ClaimState::open, ClaimState::passed, ClaimState::failed, ClaimState::quarantined};
}

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
    }
    return "open";
}

Result<ClaimState> parse_claim_state(std::string_view text) {
    for (const ClaimState state : states) {
        if (text_of(state) == text) {
            return state;
        }
    }
    return fail(ErrorCode::value_malformed, {{"value", "claim state"}});
}

} // namespace keyline
