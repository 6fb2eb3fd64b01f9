// The export of a station's log, for tools that are not ours: entries.jsonl (one entry a line; the line's bytes without
// the newline are the leaf), checkpoint (a C2SP signed note over exactly these entries), log.vkey. And the proof that
// one unit's end is in what was signed: entry.json (exact bytes), entry.tlog-proof (C2SP tlog-proof, with the
// checkpoint), log.vkey. Threads: any. Others can go on writing meanwhile.
#pragma once

#include "db/audit_log.h"
#include "db/log_verify.h"

namespace keyline::db {

struct ExportReport {
    std::uint64_t entries = 0;
    std::string checkpoint;
};

// Writes to `directory`, which is made when it is missing, and must be empty. Each file gets its name when it is whole
// and durable, the checkpoint last. audit_not_signed when there is no checkpoint yet; audit_unsound when the entries
// are not what was signed; file_io {path, reason}; stopped.
Result<ExportReport> export_log(StationAuditLog& log, const std::filesystem::path& directory, const Progress& progress);

struct ProofReport {
    std::uint64_t index = 0; // of the entry
    std::string entry;
    std::uint64_t checkpoint_size = 0;
};

// The newest entry of the unit's way, usually unit.passed. To a directory as above. unit_unknown; audit_not_signed when
// no checkpoint covers the entry yet.
Result<ProofReport> export_proof(StationAuditLog& log, const SerialNumber& serial,
                                 const std::filesystem::path& directory);

} // namespace keyline::db
