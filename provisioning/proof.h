// What keyd draws and a lock answers: capture step 1 and the table proof.
// Source: spec/lock-formats.md tables 11 and 12; spec/factory-protocol.md commands 4 and 5. Nothing here is secret.
#pragma once

#include "provisioning/bytes.h"

namespace keyline {

inline constexpr std::size_t duid_size_bytes = 16;
inline constexpr std::size_t app_token_size_bytes = 96;
inline constexpr std::size_t capture_response_size_bytes = 144; // S/N 16 ‖ PEK(S/N, DUID, AppToken) 128
inline constexpr std::size_t table_nonce_size_bytes = 16;
inline constexpr std::size_t table_tag_size_bytes = 32;
inline constexpr std::size_t challenge_id_size_bytes = 16;

using ChallengeId = ByteArray<challenge_id_size_bytes>;

struct Challenge {
    ChallengeId id{};
    ByteArray<duid_size_bytes> duid{};
    ByteArray<app_token_size_bytes> app_token{};
    ByteArray<table_nonce_size_bytes> table_nonce{};
};

struct ProofAnswer {
    ByteArray<capture_response_size_bytes> capture_response{};
    ByteArray<table_tag_size_bytes> table_tag{};
};

// A pass needs both: before the factory mode is closed, and after it.
enum class ProofStage { written, closed };

} // namespace keyline
