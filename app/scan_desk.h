// A label that is scanned while lanes are at work: is it one of this order that may be made, and which lane is it for?
// What the key service would refuse once a unit is in its place is refused here, while the label is still in the hand.
// Threads: any. Blocks for a look into the log.
#pragma once

#include "provisioning/line/armed_work.h"
#include "provisioning/ports/audit_log.h"
#include "provisioning/work_order.h"

namespace keyline::app {

struct ArmedLane {
    unsigned lane = 0;
    SerialNumber serial;
};

// serial_malformed, serial_padding, serial_wrong_type, serial_out_of_range, serial_already_passed;
// those of ArmedWork::arm(); audit_unavailable.
Result<ArmedLane> arm_by_scan(std::string_view label, std::optional<unsigned> lane, const WorkOrder& order,
                              AuditLog& log, ArmedWork& work);

} // namespace keyline::app
