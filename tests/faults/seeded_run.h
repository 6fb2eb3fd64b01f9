// One seeded run: the whole station side (lane, unit procedure, driver, framing, audit log, recovery, outbox) and the
// whole key service side in one process with the simulator's locks, whose faults are drawn from the seed. Some
// stretches of work with faults and crashes of the station, then one without; then the truth is compared with what was
// said. Threads: each run on one thread, any number of runs side by side. Files: in a directory that the run makes
// below `scratch` and removes.
#pragma once

#include "fixtures/lock/simulator/unit_faults.h"
#include "provisioning/unit_event.h"

#include <chrono>
#include <filesystem>

namespace keyline::test {

struct RunReport {
    std::uint64_t seed = 0;
    fixtures::simulator::FaultPlan plan;
    fixtures::simulator::FaultTally struck{};
    std::vector<std::string> problems; // what must never be; empty: all held
    std::vector<std::string> story;    // what happened, line by line
    unsigned passed_under_faults = 0;  // results of the stretches with faults
    unsigned ended_under_faults = 0;
    unsigned crashes = 0;          // of the station
    std::uint64_t quarantined = 0; // of the order's units, in the end
    bool order_settled = false;    // all others of the order have passed in the end
    std::chrono::seconds took{0};  // of the run's own time
};

RunReport run_seed(std::uint64_t seed, const std::filesystem::path& scratch);
// The same with another plan: for a plan that a seed gave and a person has changed.
RunReport run_plan(std::uint64_t seed, const fixtures::simulator::FaultPlan& plan,
                   const std::filesystem::path& scratch);

// A directory in memory where there is one.
std::filesystem::path scratch_directory();

} // namespace keyline::test
