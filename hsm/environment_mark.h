// Which environment a token's keys were made for: CKA_ID of the KEK, "production" or "development". Development and
// production are separate services: each refuses the other's keys, whatever its configuration names.
// Keys that were made before there were marks have none, and are for development.
// Threads: one, at the start. The module is logged in.
#pragma once

#include "hsm/keys.h"

namespace keyline::hsm {

// hsm_failed, hsm_key_missing.
Status mark_environment(const Module& module, const KeyLabels& labels, std::string_view environment);
// hsm_key_environment {key, expected, found}.
Status check_environment(const Module& module, const KeyLabels& labels, std::string_view environment);

} // namespace keyline::hsm
