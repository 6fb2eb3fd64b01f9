// Exit codes of all programs. Source: DESIGN.md, "Command line"; they come from ErrorKind alone.
#pragma once

#include "provisioning/result.h"

#include <set>

namespace keyline::app {

enum class ExitCode {
    success = 0,
    unit_failed = 1,
    usage = 2,
    input = 3,
    quarantine = 4,
    key_service = 5,
    fixture = 6,
    audit = 7,
    refused = 8,
    stopped = 130,
};

ExitCode exit_code_of(const Error& error);

// The one that counts of several: 7, 5, 6, 8, 3, 2, 4, 1, 130; success when there is none.
ExitCode most_serious(const std::set<ExitCode>& codes);

} // namespace keyline::app
