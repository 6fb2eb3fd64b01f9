// KgVersion: one of the Kg that a key service keeps side by side, named by its check value. An order names the one that
// its tokens are wrapped under; a lock says which one its firmware holds. Threads: values.
#pragma once

#include "provisioning/identifiers.h"

#include <optional>
#include <vector>

namespace keyline {

inline constexpr std::size_t kg_versions_max = 16;

struct KgVersion {
    enum class Use {
        orders,
        retired, // no new orders; units of those that exist are made and proved
    };
    CheckValue check_value;
    Use use = Use::orders;
};

// The Kg for a new order: the one `asked` for, or the first. order_invalid {reason} when it is not there, or retired.
Result<CheckValue> kg_for_order(const std::vector<KgVersion>& kgs, const std::optional<CheckValue>& asked);

} // namespace keyline
