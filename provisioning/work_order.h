// WorkOrder: so many locks of one profile, out of one range of serial numbers. Kept by keyd; the counts are made in the
// transaction of the claim, so that they always add up: issued = outstanding + passed + failed + quarantined + rework +
// scrapped + superseded.
#pragma once

#include "provisioning/product_profile.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace keyline {

struct OrderCounts {
    std::uint64_t attempts = 0; // first claims and retries
    std::uint64_t issued = 0;   // serial numbers with a PEK
    std::uint64_t outstanding = 0;
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t rework = 0;
    std::uint64_t scrapped = 0;
    std::uint64_t superseded = 0;
};

// Each with the name that files and events give it, in the order of above.
std::array<std::pair<const char*, std::uint64_t>, 9> named(const OrderCounts& counts);

// draft: nothing is issued yet; another person than its author releases it. closed: nothing is issued any more.
enum class OrderState { draft, released, closed };
inline constexpr OrderState order_states[] = {OrderState::draft, OrderState::released, OrderState::closed};

std::string_view text_of(OrderState state); // "draft"
Result<OrderState> parse_order_state(std::string_view text);

struct WorkOrder {
    OrderId id;
    ProductProfile profile;
    SerialNumber first;
    SerialNumber last; // inclusive
    std::uint64_t quota = 0;
    std::uint64_t attempt_limit = 0;
    std::optional<std::int64_t> expires_unix_s;
    std::vector<StationId> stations;
    CheckValue kg; // of the Kg that this order's tokens are wrapped under
    OrderCounts counts;
    OrderState state = OrderState::released;
    std::string author{}; // who made it; empty: the station, where nobody has to log in

    // What can still be claimed: quota - passed - outstanding - quarantined, never below 0.
    std::uint64_t remaining() const;
    bool holds(const SerialNumber& serial) const { return first <= serial && serial <= last; }
    bool is_for(const StationId& station) const;
};

// What a person asks for; keyd checks it and makes the WorkOrder.
struct NewOrder {
    ProductProfile profile;
    SerialNumber first;
    std::optional<SerialNumber> last; // default: first + quota - 1
    std::uint64_t quota = 0;
    std::optional<std::uint64_t> attempt_limit; // default: twice the quota
    std::optional<std::int64_t> expires_unix_s;
    std::vector<StationId> stations{}; // that may work on it; default: the one that asks
};

} // namespace keyline
