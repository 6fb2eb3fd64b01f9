// Which executors keyd has: one line for each group of actions. Those of operator.* are the Administrator's own.
// Threads: one, at the start.
#pragma once

#include "app/keyd_config.h"
#include "provisioning/people/administrator.h"

namespace keyline::app {

ActionHandlers action_handlers();

Administrator::Options administrator_options(const KeydConfig& config);

} // namespace keyline::app
