// What a station's record says about production (db/log_statistics.h), read to its end, and as JSON: the same for
// `keyline audit stats` and for the screen. Threads: any. Blocks for the whole log: 10 million entries take a minute.
// Errors: audit_unavailable, audit_unsound {reason, entry}; stopped.
#pragma once

#include "app/station.h"
#include "db/log_statistics.h"

#include <functional>
#include <stop_token>

namespace keyline::app {

using EntriesRead = std::function<void(std::uint64_t done, std::uint64_t total)>;
Result<db::LogStatistics> read_statistics(Station& station, const db::EntryFilter& filter, const EntriesRead& progress,
                                          const std::stop_token& stop = {});

// One object; packaging/events.schema.json, "audit.statistics".
std::string json_of(const db::LogStatistics& statistics);

} // namespace keyline::app
