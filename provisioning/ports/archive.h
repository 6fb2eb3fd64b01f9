#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace keyline {

struct ArchivedEntries {
    std::vector<std::string> entries;
    std::uint64_t size = 0; // of the whole log
};

// That an entry is in what was signed of its station's log.
struct ArchivedProof {
    std::string entry; // exact bytes
    std::string proof; // C2SP tlog-proof, with the checkpoint
};

// Archive: the exact bytes of every station's log, kept by keyd. Signed means archived. Threads: any.
class Archive {
  public:
    virtual ~Archive() = default;
    // Stores entries from, from + 1, ..., computes the root itself, commits, signs, and answers the C2SP signed note.
    // Entries that are already there must be the same: audit_fork. A gap: audit_unsound. Nothing at all archived:
    // audit_unsound. registry_unavailable when it cannot be written, hsm_failed when it cannot be signed.
    virtual Result<std::string> append(const StationId& station, std::uint64_t from,
                                       const std::vector<std::string>& entries) = 0;
    // Entries from, from + 1, ... of what is archived: none of a station that nothing is archived of.
    virtual Result<ArchivedEntries> read(const StationId& station, std::uint64_t from, std::size_t entries_max) = 0;
    // The newest entry of this claim's way (unit.*) that a checkpoint covers. registry_unsound: it is not what was
    // signed.
    virtual Result<std::optional<ArchivedProof>> prove(const StationId& station, const SerialNumber& serial,
                                                       const ClaimId& claim) = 0;
};

} // namespace keyline
