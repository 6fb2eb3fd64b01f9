// keys show: every key with its attributes and check value, what the self-test says, and by name whatever is weaker
// than production demands. Threads: called once, by main.
#pragma once

#include <filesystem>

#include "provisioning/result.h"

namespace keyline::app {

enum class ShowAs { table, json };
enum class Fitness { production, development }; // what the keys are good enough for

// Prints on stdout. hsm_module_missing, hsm_token_missing, hsm_pin_*, config_*: when there is nothing to look at.
Result<Fitness> show_keys(const std::filesystem::path& config_path, ShowAs as);

} // namespace keyline::app
