// keyline-keyd keys: ceremony, show, handover. Adds itself to the command line; main() runs what was chosen.
#pragma once

#include "app/exit_code.h"
#include "provisioning/result.h"

#include <functional>

namespace CLI {
class App;
}

namespace keyline::app {

// `run` is set by the subcommand that was chosen.
void add_keys(CLI::App& app, std::function<Result<ExitCode>()>& run);
void add_handover(CLI::App& keys, std::function<Result<ExitCode>()>& run);

} // namespace keyline::app
