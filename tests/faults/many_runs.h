// Many seeded runs on some threads, and what they come to. Threads: run_many() blocks; `progress` is called by one
// thread at a time.
#pragma once

#include "tests/faults/seeded_run.h"

#include <functional>
#include <map>

namespace keyline::test {

// Runs with one fault alone, by its kind: does the station get over it?
struct KindTotals {
    std::uint64_t struck = 0;  // in any run
    std::uint64_t alone = 0;   // runs in which it was the only fault, and struck
    std::uint64_t ended = 0;   // units that came to an end in these runs, while there were faults
    std::uint64_t passed = 0;  // of these
    std::uint64_t settled = 0; // of the runs: all of the order passed in the end, but for what is in quarantine
};

struct RunTotals {
    static constexpr std::size_t failed_kept_max = 20;

    std::uint64_t runs = 0;
    std::uint64_t passed = 0;
    std::uint64_t ended = 0;
    std::uint64_t crashes = 0;
    std::uint64_t settled = 0;
    std::array<KindTotals, fixtures::simulator::fault_kinds_drawn> kinds{};
    std::vector<RunReport> failed; // the first of them
    std::uint64_t failed_runs = 0;

    void add(RunReport report);
    std::string text() const; // a table, and how to repeat what failed
};

RunTotals run_many(std::uint64_t first, std::uint64_t count, unsigned jobs,
                   const std::function<void(std::uint64_t done, std::size_t failed)>& progress);

} // namespace keyline::test
