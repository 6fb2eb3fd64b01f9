// The proof that one entry is in what was signed, as text: C2SP tlog-proof with its checkpoint. Made by export_proof()
// and prove_unit() (log_export.h). Threads: values. Errors: audit_unsound {reason}.
#pragma once

#include "db/checkpoint.h"

namespace keyline::db {

inline constexpr std::size_t proof_size_bytes_max = 16'384;

std::string format_proof(std::uint64_t index, const std::vector<Hash>& hashes, const std::string& note);

struct ProvedEntry {
    std::uint64_t index = 0;
    Checkpoint checkpoint;
};
// That this key has signed a log in which these bytes are the entry that the proof says.
Result<ProvedEntry> open_proof(std::string_view entry, std::string_view proof, const VerifierKey& key);

} // namespace keyline::db
