// How the accounts of units (provisioning/verification/unit_accounts.h) are told: `audit reconcile`, and `audit verify
// --registry`. Threads: one.
#pragma once

#include "app/cli/commands.h"
#include "provisioning/verification/unit_accounts.h"

namespace keyline::app {

// Each order's counts by source, then each difference, unit by unit. audit when one of them is wrong; success when all
// of them are a matter of time.
ExitCode tell_accounts(UnitAccounts& accounts, UnitAccounts::Archived archived, Output& out);

// This station's log against the registry: every order that the key service has for it.
Result<ExitCode> compare_with_registry(Station& station, const std::stop_token& stop, Output& out);

} // namespace keyline::app
