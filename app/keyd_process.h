// keyline-keyd as a child process: found beside this program, in a session of its own (a terminal's Ctrl-C does not
// reach it), its standard error in a log file, and one line of JSON from it that says whether it is ready or why not.
// Threads: any.
#pragma once

#include "provisioning/result.h"

#include <chrono>
#include <filesystem>
#include <sys/types.h>
#include <vector>

namespace keyline::app {

inline constexpr std::chrono::milliseconds keyd_ready_ms_max{30'000};
inline constexpr std::uintmax_t keyd_log_size_bytes_max = 1'048'576; // then it is moved to keyd.log.1

// The program, beside this one. key_service_not_started.
Result<std::filesystem::path> keyd_program();

// `arguments` follow the program's name; --ready-fd is added. Answers the child, which the caller reaps when it ends.
// The child closes the pipe once it is ready, and not before it ends otherwise.
// keyd's own error; key_service_not_started when it does not say anything.
Result<pid_t> run_keyd(std::vector<std::string> arguments, const std::filesystem::path& log_path);

// The line itself, as keyd writes it and run_keyd() reads it.
std::string ready_line(const Status& status);
Status parse_ready_line(std::string_view line);

} // namespace keyline::app
