// keyd.toml: what one key service works with; app/keyd/README.md has each key. Nothing in it is secret.
// Relative paths begin at the file's own directory. Threads: values.
#pragma once

#include "app/disk_space.h"
#include "db/store.h"
#include "hsm/service/gate.h"
#include "provisioning/identifiers.h"
#include "provisioning/kg_version.h"
#include "provisioning/people/presence.h"

#include <filesystem>
#include <optional>

namespace keyline::app {

inline constexpr const char* keyd_lock_name = "keyd.lock"; // held by the keyd that works in its directory

struct KeydTls {
    std::string listen;
    hsm::OwnCertificate own;
    std::filesystem::path ca;
    std::filesystem::path crl; // empty: none
    std::vector<std::string> blocked_pins;
    hsm::TlsVersion version_min = hsm::TlsVersion::v1_3;
};

struct KeydConfig {
    std::filesystem::path directory; // of the file; absolute
    Name environment;                // "development" or "production"
    StationId station;
    std::filesystem::path module;
    std::string token_label;
    std::filesystem::path pin_file;
    std::optional<std::filesystem::path> softhsm_directory;
    db::StorePlace registry;
    db::StorePlace archive;
    std::filesystem::path socket;
    std::optional<std::filesystem::path> escrow_copy;
    std::vector<KgVersion> kgs; // not empty; the retired ones last
    CheckValue kek;
    PeoplePolicy people{};
    std::vector<std::string> order_signers{}; // vkeys
    std::optional<KeydTls> tls{};
    std::vector<hsm::StationRights> stations{};                 // who may call over TLS
    std::string metrics_listen{};                               // empty: nowhere
    std::int64_t disk_free_mib_min = disk_free_mib_min_default; // of each disk that something is on; else an alarm
};

// config_missing {path}; config_invalid {path, line, key, reason}.
Result<KeydConfig> read_keyd_config(const std::filesystem::path& path);

// The socket of the keyd that works in this directory: a name of its own for each directory and user, and short enough
// for a Unix socket however long the directory's name is.
std::filesystem::path default_socket_path(const std::filesystem::path& directory);

// Makes the socket's directory, mode 0700, or checks that it is this user's alone: before anything listens there, and
// before anything said there is believed. file_io {path, reason}.
Status secure_socket_directory(const std::filesystem::path& socket);

} // namespace keyline::app
