// From keyd.toml to a token that is logged in to, has passed its self-test and holds the keys that the file expects.
// Threads: one, at the start of the process. The caller holds the directory's lock.
#pragma once

#include "app/keyd_config.h"
#include "hsm/self_test.h"
#include "hsm/token_backup.h"
#include "provisioning/ports/clock.h"

#include <functional>

namespace keyline::app {

struct StartedHsm {
    hsm::Module module;
    hsm::SelfTestReport report;
};

// Production takes no SoftHSM, which keeps keys in files. config_invalid.
Status refuse_for_production(const Name& environment, std::string_view module_description);
// What everybody knows: the check value of the Kg that comes with Keyline. Production refuses it.
CheckValue development_kg_check_value();

// Told before the log-in that a damaged token directory was replaced by its newest copy; a failure ends the start.
using OnTokenRestored = std::function<Status(const hsm::TokenRestored&)>;

// As start_hsm(), without the self-test and the comparison of check values: to look at what is there.
Result<hsm::Module> log_in_to_token(const KeydConfig& config, Clock& clock, const OnTokenRestored& on_restored);

// Production takes no SoftHSM and no development Kg. A SoftHSM token directory is copied before the log-in, or
// restored; a PIN that was refused once is not tried again. config_invalid, hsm_*, file_io.
Result<StartedHsm> start_hsm(const KeydConfig& config, Clock& clock, const OnTokenRestored& on_restored);

} // namespace keyline::app
