// Which executors keyd has: one line for each group of actions. Those of operator.* are the Administrator's own.
// Threads: one, at the start.
#pragma once

#include "app/keyd_config.h"
#include "provisioning/people/administrator.h"
#include "provisioning/ports/archive.h"
#include "provisioning/ports/signer.h"

namespace keyline::app {

// `signer` signs what is exported; both outlive them.
ActionHandlers action_handlers(const KeydConfig& config, Signer& signer, Archive& archive);

Administrator::Options administrator_options(const KeydConfig& config, ActionHandlers handlers);

} // namespace keyline::app
