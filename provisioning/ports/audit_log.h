// AuditLog: the station's append-only record, which is the journal of its units too. See notes on RFC 6962 in
// db/README.md. Threads: any; several processes may have the same log open. When append() returns, the entry is
// durable. Errors: audit_unavailable (cannot be read or written: production stops), audit_unsound (what is stored does
// not fit together).
#pragma once

#include "provisioning/unit_event.h"

#include <cstdint>
#include <vector>

namespace keyline {

class AuditLog {
  public:
    virtual ~AuditLog() = default;

    // Answers the entry's sequence number (its index in the tree, from 0). A unit event moves the unit's record in the
    // same commit.
    virtual Result<std::uint64_t> append(const AuditEvent& event) = 0;

    // Units that are not at an end, oldest first.
    virtual Result<std::vector<UnitRecord>> open_units() = 0;
    // The newest claim of this chip, whatever its state.
    virtual Result<std::optional<UnitRecord>> unit_with(const ChipUid& uid) = 0;
    virtual Result<std::optional<UnitRecord>> unit_with(const SerialNumber& serial) = 0;
    // The outbox: ends that keyd has not acknowledged, oldest first.
    virtual Result<std::vector<UnitRecord>> unreported_units(std::size_t units_max) = 0;
    // Nothing when the unit has moved on since `end` was read: then its new end is to be reported.
    virtual Status mark_reported(const UnitRecord& end) = 0;

    virtual Result<std::uint64_t> size() = 0;
    // How many entries the newest stored checkpoint covers.
    virtual Result<std::uint64_t> archived_size() = 0;
    virtual Result<std::vector<std::string>> entries(std::uint64_t from, std::size_t entries_max) = 0;
    // Checks the signed note against the pinned key and this log's own root before it is kept; audit_unsound or
    // audit_fork otherwise.
    virtual Status store_checkpoint(const std::string& signed_note) = 0;
};

} // namespace keyline
