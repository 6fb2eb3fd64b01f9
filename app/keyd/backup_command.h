// keyline-keyd backup, restore (backup.h). Adds itself to the command line; main() runs what was chosen.
// Threads: called once, by main.
#pragma once

#include "app/exit_code.h"
#include "provisioning/result.h"

#include <functional>

namespace CLI {
class App;
}

namespace keyline::app {

void add_backup(CLI::App& app, std::function<Result<ExitCode>()>& run);

} // namespace keyline::app
