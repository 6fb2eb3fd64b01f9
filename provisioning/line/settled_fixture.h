// SettledFixture: a fixture whose contacts do not bounce, and that is asked no more often than it needs. At first
// nothing is there and the lid is open, until the contacts have said otherwise for settle_ms.
// Threads: one at a time. Errors: the fixture's own.
#pragma once

#include "provisioning/line/debouncer.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/fixture_control.h"

#include <memory>

namespace keyline {

class SettledFixture final : public FixtureControl {
  public:
    static constexpr std::chrono::milliseconds look_ms{20};   // between two looks at the contacts
    static constexpr std::chrono::milliseconds settle_ms{50}; // that a contact has to stay as it is

    // The clock outlives it.
    SettledFixture(std::unique_ptr<FixtureControl> fixture, Clock& clock)
        : fixture_(std::move(fixture)), clock_(clock) {}

    Result<PlaceSigns> look() override;
    Result<bool> engage() override;
    Status release() override;

    // While a unit is worked on: fixture_lid_open, fixture_unit_gone.
    Status check();

  private:
    std::unique_ptr<FixtureControl> fixture_;
    Clock& clock_;
    Debouncer unit_{settle_ms};
    Debouncer lid_shut_{settle_ms};
    PlaceSigns signs_;
    std::optional<std::chrono::steady_clock::time_point> looked_at_;
    std::optional<bool> engaged_; // none: not known yet
};

} // namespace keyline
