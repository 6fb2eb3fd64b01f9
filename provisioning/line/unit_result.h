// How a unit ends, as the line shows it. Source: DESIGN.md, "Outcomes".
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

#include <optional>

namespace keyline {

enum class Outcome {
    passed,
    failed,      // the unit
    error,       // the station or its services; the unit stays where it was
    aborted,     // a person
    quarantined, // what the lock holds is not known
};

std::string_view text_of(Outcome outcome); // "passed"

struct UnitResult {
    Outcome outcome = Outcome::error;
    std::optional<SerialNumber> serial;
    std::optional<ChipUid> uid;  // none when the lock could not be identified
    std::optional<Error> reason; // none when passed
};

} // namespace keyline
