// What an order still allows. Pure decisions over the counts that the registry read in the transaction of the claim.
#pragma once

#include "provisioning/work_order.h"

namespace keyline {

// May one more unit of this order be in work now? order_expired, order_used_up (quota), claim_attempt_limit.
Status check_order_allows_attempt(const WorkOrder& order, std::int64_t now_unix_s);

// serial_wrong_type, serial_out_of_range.
Status check_serial_belongs(const WorkOrder& order, const SerialNumber& serial);

// The order that a person asked for, complete; order_invalid, serial_wrong_type.
Result<WorkOrder> complete_order(const NewOrder& asked, const OrderId& id, const StationId& station,
                                 const CheckValue& kg);

} // namespace keyline
