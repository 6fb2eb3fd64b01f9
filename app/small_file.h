// A whole small file that somebody names: an order, a certificate, a checkpoint, a report. What is there may be
// anything: a directory, a pipe that nobody writes to, gigabytes. A pipe is read as `<(command)` of a shell gives it.
// Threads: any. Errors: file_missing {path}; file_io {path, reason}: no file, longer than `size_bytes_max`,
// nothing came within small_file_wait_max.
#pragma once

#include "provisioning/result.h"

#include <chrono>
#include <filesystem>

namespace keyline::app {

inline constexpr std::chrono::seconds small_file_wait_max{10};

Result<std::string> read_small_file(const std::filesystem::path& path, std::size_t size_bytes_max);
// The same; "-" is standard input, which is waited for as long as it takes.
Result<std::string> read_small_input(const std::string& path, std::size_t size_bytes_max);
// The first line of it, not empty, without blanks at its end: a vkey.
Result<std::string> read_line_file(const std::filesystem::path& path, std::size_t size_bytes_max);

} // namespace keyline::app
