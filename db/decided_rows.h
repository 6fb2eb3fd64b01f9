// What was decided about orders and people, against the rows that work goes by: keyd's own log cannot be edited unseen,
// the tables of a registry can be by whoever has its database. Compared are an order's state, end and quota and an
// operator's roles and whether they may log in, as far as the log tells them. Verify the log itself first
// (log_verify.h). Threads: any; makes a connection of its own. Errors: registry_unavailable, registry_unsound.
#pragma once

#include "db/store.h"
#include "provisioning/identifiers.h"

namespace keyline::db {

// One line for each difference: "order WO-0002: quota 46, decided was 40".
Result<std::vector<std::string>> find_undecided_rows(const StorePlace& registry, const Name& environment);

} // namespace keyline::db
