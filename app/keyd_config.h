// keyd.toml: what one key service works with. Nothing in it is secret. Threads: values.
//
//     environment = "development"         # or "production"
//     station = "line1"                   # who calls on the Unix socket
//     module = "/usr/lib/softhsm/libsofthsm2.so"
//     token_label = "keyline-line1"
//     pin_file = "pin"                    # mode 0600; or pin_credential = "NAME", from systemd's LoadCredential=
//     softhsm_directory = "."             # SoftHSM only: tokens/ is in it, softhsm2.conf is written into it
//     registry = "keyd.db"                # or "postgresql://USER@/DATABASE?host=/run/postgresql", shared by several
//     keyd: archive = "archive.db"              # the same database when the registry is in one and this is left out.
//                                         # Never with a password: a passfile, a peer's identity or a certificate
//     socket = "/run/keyline/keyd.sock"   # default: default_socket_path()
//
//     [escrow]                            # every escrow record in a second place before its token leaves;
//     copy = "/other/disk/escrow.log"     # production demands it. Made by keyline-keyd reconcile --new-copy
//
//     [check_values]
//     kg = "0a1b2c"                       # or several: ["0a1b2c", "4d5e6f"]; the first is for products that name none
//     kg_retired = ["778899"]             # no new orders; units of those that exist are made and proved
//     kek = "3d4e5f"
//
//     [people]
//     required = true                     # somebody must log in; default: in production; in development as soon as
//                                         # there is an operator
//
//     [orders]
//     trusted = ["NAME+ID+KEY"]           # vkeys of those whose order files are taken; default: nobody's
//
//     [tls]                               # without it nobody comes over TCP
//     listen = "10.0.0.5:7443"
//     certificate = "keyd-a.crt"          # PEM; keyline keys station-cert --keyd makes it
//     key = "keyd-a.key"                  # mode 0600; or key_credential = "NAME", from systemd's LoadCredential=
//     ca = "ca.crt"                       # that has signed the stations' certificates
//     crl = "ca.crl"                      # the revoked ones; looked at again when it changes
//     blocked = ["sha256:..."]            # keys that are not let in, whatever the CA says
//     min_version = "1.3"                 # or "1.2"
//
//     [[stations]]                        # who may call over TCP, and what
//     name = "line1"
//     calls = ["line", "orders"]          # also "people"
//     enabled = true
//
//     [metrics]
//     listen = "127.0.0.1:9464"           # Prometheus; loopback only
//
// Relative paths begin at the file's own directory.
#pragma once

#include "db/store.h"
#include "hsm/service/gate.h"
#include "provisioning/identifiers.h"
#include "provisioning/kg_version.h"

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
    bool people_required = true;
    std::vector<std::string> order_signers{}; // vkeys
    std::optional<KeydTls> tls{};
    std::vector<hsm::StationRights> stations{}; // who may call over TLS
    std::string metrics_listen{};               // empty: nowhere
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
