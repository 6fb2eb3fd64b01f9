// keyline-keyd serve: everything that a key service needs is opened in order, served, and closed in reverse.
// Threads: called once, by main, before any thread is started.
#pragma once

#include "app/file_lock.h"
#include "app/keyd/hsm_start.h"
#include "app/keyd_config.h"

#include <chrono>
#include <functional>

namespace keyline::app {

struct ServeOptions {
    std::filesystem::path config_path;
    std::optional<std::chrono::seconds> idle_exit; // end so long after the last client has gone
    std::function<void()> on_ready;
    bool memory_locked = false; // for the record
};

// Returns when it was told to end (SIGTERM, SIGINT) or nobody needs it any more. Exits the process at once, with
// ExitCode::key_service, when a call to the HSM hangs.
Status serve(const ServeOptions& options);

inline constexpr std::chrono::milliseconds directory_wait_ms_max{3'000}; // for one that is just ending

inline constexpr std::chrono::milliseconds embedded_end_ms_max{15'000}; // for one that a station started and left

// One key service at a time works in a directory. key_service_in_use when another one still does after that time.
Result<FileLock> take_directory(const KeydConfig& config,
                                std::chrono::milliseconds wait_ms_max = directory_wait_ms_max);

} // namespace keyline::app
