// How an order comes to be: checked, its range found free, numbered, its profile's table there, kept and on record.
// Errors: order_invalid, order_overlaps, serial_wrong_type, serial_out_of_range, kg_unknown, table_*, what vault and
// registry say. Threads: the transaction's.
#pragma once

#include "provisioning/issuing/lookups.h"
#include "provisioning/work_order.h"

namespace keyline {

struct OrderOrigin {
    StationId station;  // where it is asked; the order is for it when it names none
    std::string author; // empty: the station, where nobody has to log in
    OrderState state = OrderState::released;
    std::int64_t now_unix_s = 0;
    AuditEvent record; // of its creation, but for what the order is
};

Result<WorkOrder> make_order(RegistryTransaction& transaction, Vault& vault, const NewOrder& asked,
                             const OrderOrigin& origin);

} // namespace keyline
