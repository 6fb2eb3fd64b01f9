// keyline-report as a child process, found beside this program: what is drawn (app/report). Threads: any.
// Errors: file_io {path, reason} in the child's own words.
#pragma once

#include "provisioning/result.h"

#include <string>
#include <vector>

namespace keyline::app {

// `arguments` follow the program's name, the file that it makes last; `input` is its standard input.
Status run_report(std::vector<std::string> arguments, const std::string& input);

} // namespace keyline::app
