#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

#include <memory>
#include <optional>

namespace keyline {

// UnitHolds: one chip and one serial number are in work on one lane only, of all lanes of all processes of the station.
// Threads: any.
class UnitHolds {
  public:
    // Held until it is destroyed, or the process ends.
    class Hold {
      public:
        virtual ~Hold() = default;
    };

    virtual ~UnitHolds() = default;
    // unit_on_other_lane; station_unwritable.
    virtual Result<std::unique_ptr<Hold>> hold(const ChipUid& uid) = 0;
    // serial_on_other_lane; station_unwritable.
    virtual Result<std::unique_ptr<Hold>> hold(const SerialNumber& serial) = 0;
};

} // namespace keyline
