// The export of a station's log, for tools that are not ours: entries.jsonl (one entry a line; the line's bytes without
// the newline are the leaf), checkpoint (a C2SP signed note over exactly these entries), log.vkey.
// Threads: any. Others can go on writing meanwhile.
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

} // namespace keyline::db
