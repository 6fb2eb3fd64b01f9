// keyd's own log, and the stations' logs in the archive, read: entries exactly as they were hashed, from stores that
// others may be writing. Threads: any; makes a connection of its own. Errors: registry_unavailable, registry_unsound;
// what `on_entry` fails with.
#pragma once

#include "db/store.h"
#include "provisioning/identifiers.h"

#include <functional>

namespace keyline::db {

using OnLogEntry = std::function<Status(std::uint64_t number, const std::string& entry)>;

// For each entry, from `from` on.
Status read_registry_log(const StorePlace& registry, const Name& environment, std::uint64_t from,
                         const OnLogEntry& on_entry);
// registry_unsound for a station that nothing is archived of.
Status read_archived_log(const StorePlace& archive, const Name& environment, const StationId& station,
                         std::uint64_t from, const OnLogEntry& on_entry);

} // namespace keyline::db
