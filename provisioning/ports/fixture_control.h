// FixtureControl: what holds, feeds and sees the unit of a lane, besides the way to its lock. This class itself is a
// fixture without any of it: a unit that stands there has power, and only its lock can say that it is there.
// Threads: one at a time (the lane's). Errors: fixture_*. The destructor leaves the unit without power and unclamped.
#pragma once

#include "provisioning/result.h"

#include <optional>

namespace keyline {

struct PlaceSigns {
    std::optional<bool> unit{};     // is one there; none: the fixture does not see it
    std::optional<bool> lid_shut{}; // none: no lid, or one that tells nothing
    bool operator==(const PlaceSigns&) const = default;
};

class FixtureControl {
  public:
    virtual ~FixtureControl() = default;
    virtual Result<PlaceSigns> look() { return PlaceSigns(); }
    // Clamp, power, and out of reset. True: the unit starts by this, and its lock needs its time.
    virtual Result<bool> engage() { return false; }
    // In reset, no power, and unclamped: it may be taken away.
    virtual Status release() { return {}; }
};

// The fixture of a lane that has nothing to control.
FixtureControl& no_fixture_control();

} // namespace keyline
