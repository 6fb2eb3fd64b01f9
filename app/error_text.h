// Errors as people read them: what happened, and what to do. The only place with such texts; codes are
// provisioning/result.h.
#pragma once

#include "provisioning/result.h"

namespace keyline::app {

struct ErrorText {
    std::string what; // "The order WO-0001 is used up: quota 20, passed 20, outstanding 0."
    std::string hint; // "Create a new order, ..."; may be empty
};

ErrorText explain(const Error& error);

} // namespace keyline::app
