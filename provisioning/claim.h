// Claim: one serial number with its PEK, bound to one chip at one station. Kept by keyd.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

#include <optional>

namespace keyline {

// How far a claim has come, and what a person has decided about its unit since.
enum class ClaimState {
    open,
    passed,
    failed,      // may be tried again under the same claim id
    quarantined, // held until a person releases it
    rework,      // sent to be repaired; may be tried again, with its re-issues counted anew
    scrapped,    // an end: its number is never used again, its chip is free
    superseded,  // an end: the serial number was given a new key by a re-key, or may be
};
inline constexpr ClaimState claim_states[] = {ClaimState::open,        ClaimState::passed, ClaimState::failed,
                                              ClaimState::quarantined, ClaimState::rework, ClaimState::scrapped,
                                              ClaimState::superseded};

std::string_view text_of(ClaimState state); // "open"
Result<ClaimState> parse_claim_state(std::string_view text);
// Its unit still is, or may become, the lock with this number.
constexpr bool is_living(ClaimState state) {
    return state != ClaimState::scrapped && state != ClaimState::superseded;
}

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
    std::optional<ClaimState> held_from{}; // of a quarantined one: what it was before
    std::optional<ChipUid> rekey_uid{};    // of a superseded one: the chip that may have its number
};

} // namespace keyline
