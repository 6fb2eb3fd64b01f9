// Which executors keyd has: one line for each group of actions. Those of operator.* are the Administrator's own.
// Threads: one, at the start.
#pragma once

#include "app/keyd_config.h"
#include "provisioning/people/administrator.h"
#include "provisioning/ports/archive.h"
#include "provisioning/ports/signer.h"

namespace keyline::app {

struct ActionParts { // all outlive the handlers
    const KeydConfig& config;
    Signer& signer; // of what is exported, and of reports
    Archive& archive;
    Clock& clock;
    Random& random;
};
ActionHandlers action_handlers(const ActionParts& parts);

Administrator::Options administrator_options(const KeydConfig& config, ActionHandlers handlers);

} // namespace keyline::app
