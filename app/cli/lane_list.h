// --lanes 1,3: numbers of lanes as people write them. Threads: any.
#pragma once

#include "provisioning/result.h"

#include <CLI/CLI.hpp>
#include <vector>

namespace keyline::app {

// usage {reason} for an empty part, a number that no lane can have, or one that stands twice.
Result<std::vector<unsigned>> parse_lane_list(std::string_view text);

// Adds --lanes, which writes to `lanes` while the command line is read; `lanes` outlives that.
void add_lanes_option(CLI::App& command, std::vector<unsigned>& lanes, const std::string& description);

} // namespace keyline::app
