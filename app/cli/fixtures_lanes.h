// What the subcommands of `keyline fixtures` share. Threads: one.
#pragma once

#include "app/cli/commands.h"
#include "app/lane_place.h"

namespace keyline::app {

struct ChosenLanes {
    std::vector<LaneSetup> lanes;
    std::optional<fixtures::SwdProfile> swd; // where one of them has a debug probe
};
// `profile` empty: the only one there is for debug probes. Those of select_lanes() and find_swd_profile().
Result<ChosenLanes> choose_lanes(Station& station, const std::vector<unsigned>& numbers, const std::string& profile);
void add_profile_option(CLI::App& command, std::string& profile);

// The lock in a lane, once its fixture has fed it: fixture_lid_open; lock_silent, also
// where the fixture sees no unit.
Result<LockIdentity> ready_lock(const LanePlace& place, Clock& clock);

void add_fixtures_trace(CLI::App& fixtures, CommandLine& line);
void add_fixtures_selftest(CLI::App& fixtures, CommandLine& line);
void add_fixtures_loopback(CLI::App& fixtures, CommandLine& line);

} // namespace keyline::app
