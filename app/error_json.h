// Errors as JSON objects {"code":"hsm.pin_wrong","args":{...},"cause":"..."}: what programs tell one another, and what
// scripts read. Threads: any.
#pragma once

#include "provisioning/result.h"

#include <nlohmann/json_fwd.hpp>

namespace keyline::app {

nlohmann::json to_json(const Error& error); // bytes that are not UTF-8 are replaced when it is dumped
Error error_from_json(const nlohmann::json& object);

} // namespace keyline::app
