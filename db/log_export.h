// The export of a station's log, for tools that are not ours: entries.jsonl (one entry a line; the line's bytes without
// the newline are the leaf), leaf-hashes (32 bytes for each entry of the log, in order: level 0 of the tree),
// checkpoint (a C2SP signed note over exactly these leaves), log.vkey; and entries.csv for spreadsheets when it is
// wanted. With a filter entries.jsonl has what was asked for alone, and filter.json says what that was; leaf-hashes
// still has all, so each line is still proved ("seq" says which leaf it is). Nobody but the log can tell that a part is
// complete. And the proof that one unit's end is in what was signed: entry.json (exact bytes), entry.tlog-proof (C2SP
// tlog-proof, with the checkpoint), log.vkey. And the check of an export, by whoever has nothing else. Threads: any.
// Others can go on writing meanwhile.
#pragma once

#include "db/audit_log.h"
#include "db/entry_filter.h"
#include "db/log_anchors.h"
#include "db/log_verify.h"

namespace keyline::db {

enum class Spreadsheet { no, yes };

struct ExportOptions {
    EntryFilter filter{};
    Spreadsheet csv = Spreadsheet::no;
    Progress progress{};
};

struct ExportReport {
    std::uint64_t entries = 0;  // in entries.jsonl
    std::uint64_t log_size = 0; // entries that the checkpoint covers
    std::string checkpoint;
};

// Writes to `directory`, which is made when it is missing, and must be empty. Each file gets its name when all are
// whole and durable; a failure leaves nothing. audit_not_signed when there is no checkpoint yet; audit_unsound when the
// entries are not what was signed; file_io {path, reason}; stopped.
Result<ExportReport> export_log(StationAuditLog& log, const std::filesystem::path& directory,
                                const ExportOptions& options);

struct UnitProof {
    std::uint64_t index = 0; // of the entry
    std::string entry;       // exact bytes
    std::uint64_t checkpoint_size = 0;
    std::string proof; // tlog-proof, with the checkpoint
    std::string vkey;
};

// unit_unknown; audit_not_signed when no checkpoint covers the entry yet; audit_unsound.
Result<UnitProof> prove_unit(StationAuditLog& log, const SerialNumber& serial);

// The newest entry of the unit's way, usually unit.passed. To a directory as above. Errors: those of
// prove_unit(), and of a directory.
Result<UnitProof> export_proof(StationAuditLog& log, const SerialNumber& serial,
                               const std::filesystem::path& directory);

struct ExportCheck {
    std::string origin;
    std::uint64_t entries = 0;
    std::uint64_t log_size = 0;
    Hash root{};
    std::uint64_t held = 0; // the largest given checkpoint that it holds; 0 of none
};

// An exported directory against its own checkpoint, and against what is known from elsewhere. The key in the directory
// says nothing by itself: whoever forges an export forges that too. audit_unsound {reason, entry}; file_missing,
// file_io; stopped.
Result<ExportCheck> verify_export(const std::filesystem::path& directory, const LogAnchors& anchors,
                                  const Progress& progress);

} // namespace keyline::db
