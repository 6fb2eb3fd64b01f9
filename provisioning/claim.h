// Claim: one serial number with its PEK, bound to one chip at one station. Kept by keyd.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

namespace keyline {

// How far a claim has come. Everything but passed can still be resumed or retried under the same claim id.
enum class ClaimState { open, passed, failed, quarantined };

std::string_view text_of(ClaimState state); // "open"
Result<ClaimState> parse_claim_state(std::string_view text);

struct Claim {
    ClaimId id;
    OrderId order;
    StationId station;
    SerialNumber serial;
    ChipUid uid;
    ClaimState state = ClaimState::open;
    unsigned attempts = 1;       // first try and retries after a failure
    unsigned reissues = 0;       // how often the same token was made again
    bool proved_written = false; // keyd itself has checked the proofs of this stage
    bool proved_closed = false;
};

} // namespace keyline
