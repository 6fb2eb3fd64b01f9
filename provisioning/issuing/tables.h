// Substitution tables as keyd decides about them: versions of a product's table, each sealed for its profile and
// version; an order uses one, which stays its own once a serial number was issued. A table is secret: what names it in
// a record is its keyed digest.
// Threads: the transaction's. Errors: table_missing {profile}, table_invalid {reason}, order_*; what the vault says of
// a sealed table that is damaged.
#pragma once

#include "provisioning/people/action.h"
#include "provisioning/ports/table_records.h"

namespace keyline {

// The table that this order's locks get.
Result<SubstitutionTable> table_of(RegistryTransaction& transaction, Vault& vault, const WorkOrder& order);
Result<TableVersion> table_version_of(RegistryTransaction& transaction, const WorkOrder& order);

struct TableAuthor {
    std::string name; // a person's, or a station's where nobody has to log in
    std::int64_t now_unix_s = 0;
};
// Which version an order that is being made uses: the profile's; its first is made when there is none yet. After
// insert_order(), in its transaction. order_invalid when the table has another size.
Status give_table(RegistryTransaction& transaction, Vault& vault, const WorkOrder& order, const TableAuthor& author);

// The actions table.create, table.import (the table is the action's secret), table.assign and table.list.
void add_table_handlers(ActionHandlers& handlers);

} // namespace keyline
