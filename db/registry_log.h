// keyd's own log, read: its entries exactly as they were hashed, from a registry that others may be writing. Threads:
// any; makes a connection of its own. Errors: registry_unavailable, registry_unsound; what `on_entry` fails with.
#pragma once

#include "db/store.h"
#include "provisioning/identifiers.h"

#include <functional>

namespace keyline::db {

// `on_entry(number, entry)` for each, from `from` on.
Status read_registry_log(const StorePlace& place, const Name& environment, std::uint64_t from,
                         const std::function<Status(std::uint64_t, const std::string&)>& on_entry);

} // namespace keyline::db
