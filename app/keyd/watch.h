// Watch: what keyd does while its server serves: takes signals, looks after the HSM, the registry, the certificates and
// the clock, and tells its supervisor that all is well, which it cannot when one of them hangs. Threads: main's.
#pragma once

#include "app/keyd/metrics.h"
#include "app/keyd/supervisor.h"
#include "app/keyd_config.h"
#include "hsm/pkcs11/module.h"
#include "provisioning/ports/registry.h"

#include <atomic>
#include <csignal>

namespace keyline::app {

// As of the last look; for whoever reads the metrics.
struct Health {
    std::atomic<bool> hsm_there = true;
    std::atomic<bool> registry_there = true;
    std::atomic<std::uint64_t> disk_free_mib = 0; // of the disk that has least
};

// All of them outlive the call.
struct Watched {
    hsm::KeyServiceServer& server;
    const KeydConfig& config;
    const hsm::Module& module;
    Registry& registry;
    Clock& clock;
    const Supervisor& supervisor;
    Health& health;
    hsm::ReloadedTrust* trust; // none without [tls]
    Metrics* metrics;          // none without [metrics]
    std::optional<std::chrono::seconds> idle_exit;
    std::filesystem::path config_path; // read again at SIGHUP
    std::string status;                // for the supervisor
};

sigset_t watched_signals(); // SIGTERM, SIGINT, SIGHUP: to be blocked before the first thread is started

// Answers why keyd ends: "SIGTERM", "SIGINT", "idle"; hsm_failed when the token or the log-in has gone, registry_...
// when the registry cannot be used. SIGHUP reads the stations' rights again.
Result<std::string> watch_until_end(const Watched& watched);

} // namespace keyline::app
