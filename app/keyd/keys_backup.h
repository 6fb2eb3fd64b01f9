// keys backup, keys restore: the keys of a development service, sealed under a key that exists as its custodians'
// components (hsm/key_backup.h). What is in an HSM stays there: hsm_no_backup says so. The registry has a backup of its
// own, and without it keys open nothing; a restored directory waits for it.
// Threads: called once, by main.
#pragma once

#include "provisioning/identifiers.h"

#include <filesystem>
#include <vector>

namespace keyline::app {

struct BackupOptions {
    std::filesystem::path config_path; // backup
    std::filesystem::path directory;   // restore: a new one
    std::filesystem::path file;
    std::vector<std::string> custodians; // two or more, each named once, in the same order each time
    std::vector<int> component_fds{};    // one for each; empty: the terminal
};

// hsm_no_backup {module}; usage, value_malformed, stopped, config_*, hsm_*, file_io.
Status back_up_keys(const BackupOptions& options);
// Tried before it counts: the token logs in, passes its self-test and has the check values that the backup names.
// station_exists, backup_unsound.
Status restore_keys(const BackupOptions& options);

} // namespace keyline::app
