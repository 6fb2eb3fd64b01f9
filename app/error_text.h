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

// `text` with each {name} as the error's arg of that name, {cause} as its cause, ? for one that it has not; <a part>
// without its value is left out. Other languages' texts are written the same way.
std::string fill_in(std::string_view text, const Error& error);

} // namespace keyline::app
