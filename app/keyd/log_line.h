// Lines for whoever looks after keyd, on standard error: DIR/keyd.log when a station has started it. No secrets; what
// has to be kept is in the audit log. Threads: any.
#pragma once

#include "provisioning/result.h"

namespace keyline::app {

void log_line(std::string_view text);
void log_line(const Error& error);

} // namespace keyline::app
