#include "provisioning/work_order.h"

#include <algorithm>

namespace keyline {

std::uint64_t WorkOrder::remaining() const {
    const std::uint64_t used = counts.passed + counts.outstanding + counts.quarantined;
    return used < quota ? quota - used : 0;
}

bool WorkOrder::is_for(const StationId& station) const {
    return std::find(stations.begin(), stations.end(), station) != stations.end();
}

} // namespace keyline
