#include "provisioning/work_order.h"

#include <algorithm>

namespace keyline {

std::string_view text_of(OrderState state) {
    switch (state) {
    case OrderState::draft:
        return "draft";
    case OrderState::released:
        return "released";
    case OrderState::closed:
        return "closed";
    }
    return "draft";
}

Result<OrderState> parse_order_state(std::string_view text) {
    for (const OrderState state : order_states) {
        if (text_of(state) == text) {
            return state;
        }
    }
    return fail(ErrorCode::value_malformed, {{"value", "order state"}});
}

std::array<std::pair<const char*, std::uint64_t>, 9> named(const OrderCounts& counts) {
    return {{{"attempts", counts.attempts},
             {"issued", counts.issued},
             {"outstanding", counts.outstanding},
             {"passed", counts.passed},
             {"failed", counts.failed},
             {"quarantined", counts.quarantined},
             {"rework", counts.rework},
             {"scrapped", counts.scrapped},
             {"superseded", counts.superseded}}};
}

std::uint64_t WorkOrder::remaining() const {
    const std::uint64_t used = counts.passed + counts.outstanding + counts.quarantined;
    return used < quota ? quota - used : 0;
}

bool WorkOrder::is_for(const StationId& station) const {
    return std::find(stations.begin(), stations.end(), station) != stations.end();
}

} // namespace keyline
