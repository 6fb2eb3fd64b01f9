// The whole verification of a log, for `keyline audit verify`: the file, its rules, every entry, the tree, the units'
// records and the signed checkpoint. Reads by pages, so that others can go on writing; what they add meanwhile is
// verified too. Threads: any; makes a connection of its own.
#pragma once

#include "db/log_anchors.h"
#include "db/store.h"
#include "provisioning/unit_event.h"

#include <filesystem>
#include <functional>
#include <map>
#include <vector>

namespace keyline::db {

// The whole file is checked page by page up to this size; that of a larger one would keep its writers waiting.
inline constexpr std::int64_t file_check_size_bytes_max = 256LL * 1024 * 1024;

// After each page of entries. false stops: ErrorCode::stopped.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

struct VerifyOptions {
    Progress progress{};
    LogAnchors anchors{};
    // Where a verification that was stopped keeps how far it has come, and goes on; empty: nowhere. What it has seen
    // already is not looked at again: who doubts it removes the file.
    std::filesystem::path resume_file{};
};

struct LogReport {
    std::string origin;
    std::uint64_t entries = 0;
    Hash root{};
    std::optional<std::string> checkpoint;        // the newest signed note
    std::uint64_t checkpoint_size = 0;            // entries that it covers: the rest is not archived yet
    std::map<UnitEventKind, std::uint64_t> units; // by their newest event
    bool file_checked = false;                    // page by page
    std::uint64_t held = 0;                       // the largest given checkpoint that it holds; 0 of none
    std::uint64_t resumed_from = 0;               // entries that an earlier, stopped verification has seen
};

// Every problem is audit_unsound with {"reason", ...} and, where it is one entry's, {"entry", number};
// audit_unavailable when the file cannot be read. `progress` may be empty.
Result<LogReport> verify_station_log(const std::filesystem::path& path, const Name& environment,
                                     const StationId& station, const VerifyOptions& options);
// The same for keyd's own log in its registry; registry_unsound, registry_unavailable.
Result<LogReport> verify_registry_log(const StorePlace& place, const Name& environment, const VerifyOptions& options);

// Every station's log in an archive: entries, tree, and the newest checkpoint over them. `vkey`: of the key service
// that signed them, under whatever name; none: the root is compared, and the signature is not. registry_unsound,
// registry_unavailable.
Result<std::vector<LogReport>> verify_archive(const StorePlace& place, const std::optional<std::string>& vkey,
                                              const Progress& progress);

} // namespace keyline::db
