// keyline-keyd reconcile: makes registry and escrow copy level again (db/reconcile.h). Adds itself to the command line;
// main() runs what was chosen. Threads: called once, by main. The key service is stopped meanwhile.
#pragma once

#include "app/exit_code.h"
#include "provisioning/result.h"

#include <functional>

namespace CLI {
class App;
}

namespace keyline::app {

// `run` is set when the subcommand was chosen. It prints a line for each unit that differed and the numbers at the end.
void add_reconcile(CLI::App& app, std::function<Result<ExitCode>()>& run);

} // namespace keyline::app
