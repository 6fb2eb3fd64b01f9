// ProductProfile: what a product's locks have in common. Read from profiles/NAME.toml by app/station_setup.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"
#include "provisioning/substitution_table.h"

#include <optional>

namespace keyline {

struct ProductProfile {
    ProfileName name;
    DeviceType device_type;
    std::size_t table_size_bytes = SubstitutionTable::size_bytes_default;
    std::string description;
    std::optional<CheckValue> kg = {}; // of the Kg in its locks' firmware; none: the key service's first
};

} // namespace keyline
