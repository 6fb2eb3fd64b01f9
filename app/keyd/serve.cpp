#include "app/keyd/serve.h"

#include "app/exit_code.h"
#include "app/keyd/action_handlers.h"
#include "app/keyd/hang_guard.h"
#include "app/keyd/local_administration.h"
#include "app/keyd/local_key_service.h"
#include "app/keyd/log_line.h"
#include "app/keyd/refusals.h"
#include "app/keyd/station_trust.h"
#include "app/keyd/watch.h"
#include "app/system_ports.h"
#include "db/archive.h"
#include "db/checkpoint.h"
#include "db/registry.h"
#include "hsm/identity.h"
#include "hsm/pkcs11_vault.h"
#include "hsm/service/server.h"
#include "hsm/vault_pool.h"

#include <unistd.h>

namespace keyline::app {

namespace {

// As many calls as may wait for one commit together: a thread each, for the registry works for one at a time.
constexpr std::size_t workers = db::transactions_per_commit_max;
// SoftHSM gains nothing from more.
constexpr std::size_t hsm_sessions = 2;
constexpr std::chrono::milliseconds hsm_start_ms_max{20'000}; // log-in and self-test

// The HSM, with its log-in on record, however it ends. `restored_from`: the copy that a damaged token was replaced by.
Result<StartedHsm> start_hsm_on_record(const KeydConfig& config, Clock& clock, Registry& registry,
                                       std::string& restored_from) {
    const HangGuard guard(hsm_start_ms_max);
    auto started = start_hsm(config, clock, [&](const hsm::TokenRestored& restored) {
        restored_from = restored.copy.string();
        log_line("the token directory was damaged: the newest copy, " + restored_from +
                 ", stands in its place; what was there: " + restored.damaged.string());
        return record_event(registry, "keyd.token_restored",
                            {{"copy", restored_from}, {"damaged", restored.damaged.string()}});
    });
    const std::string code = started ? "ok" : std::string(text_of(started.error().code));
    Error::Args details{{"token", config.token_label}, {"code", code}};
    if (auto recorded = record_event(registry, "keyd.login", std::move(details)); !recorded) {
        return recorded.failure();
    }
    return started;
}

// Held in the order in which they need one another.
struct Parts {
    const KeydConfig& config;
    SystemClock& clock;
    Registry& registry;
    StartedHsm hsm;
    std::string token_restored_from; // empty: it was not
    std::unique_ptr<hsm::HsmSigner> signer;
    std::unique_ptr<db::SqlArchive> archive;
    SystemRandom random;
    std::unique_ptr<Issuer> issuer;
    std::unique_ptr<hsm::VaultPool> vault;
    std::unique_ptr<LocalKeyServices> services;
    std::unique_ptr<Administrator> administrator;
    std::unique_ptr<LocalAdministrations> people;
    std::shared_ptr<hsm::ReloadedTrust> trust; // in stations; none without TLS
    std::unique_ptr<Refusals> refusals;
    std::unique_ptr<Metrics> metrics; // none without [metrics]
    Health health{};
};

Status open_vault(Parts& parts) {
    const HangGuard guard(hsm_start_ms_max);
    std::vector<std::unique_ptr<Vault>> vaults;
    for (std::size_t i = 0; i < hsm_sessions; ++i) {
        auto vault = hsm::Pkcs11Vault::create(parts.hsm.module, {{}, parts.config.kgs, parts.config.kek});
        if (!vault) {
            return vault.failure();
        }
        vaults.push_back(std::make_unique<hsm::Pkcs11Vault>(std::move(*vault)));
    }
    parts.vault = std::make_unique<hsm::VaultPool>(std::move(vaults));
    return {};
}

Status open_archive_and_issuer(Parts& parts) {
    std::optional<HangGuard> guard(hsm_start_ms_max);
    auto signer = hsm::HsmSigner::create(parts.hsm.module);
    guard.reset();
    if (!signer) {
        return signer.failure();
    }
    parts.signer = std::move(*signer);
    auto archive = db::SqlArchive::open({parts.config.archive, parts.config.environment, *parts.signer});
    if (!archive) {
        return archive.failure();
    }
    parts.archive = std::move(*archive);
    parts.issuer = std::make_unique<Issuer>(parts.registry, parts.clock, parts.random, parts.config.people);
    return {};
}

// Whom the TLS listener believes, if there is one.
Status open_trust(Parts& parts) {
    if (!parts.config.tls) {
        return {};
    }
    auto ends = check_own_certificate(*parts.config.tls, parts.config.environment, parts.clock.utc());
    if (!ends) {
        return ends.failure();
    }
    if (auto fits = check_tls(*parts.config.tls, parts.config.environment, parts.clock.utc()); !fits) {
        log_line(fits.error()); // the local socket serves all the same
    }
    auto trust = open_station_trust(*parts.config.tls, parts.config.environment, parts.registry);
    if (!trust) {
        return trust.failure();
    }
    parts.trust = std::move(*trust);
    return {};
}

Status open_metrics(Parts& parts) {
    if (parts.config.metrics_listen.empty()) {
        return {};
    }
    auto metrics = Metrics::serve(parts.config.metrics_listen, KEYLINE_VERSION);
    if (!metrics) {
        return metrics.failure();
    }
    parts.metrics = std::move(*metrics);
    return {};
}

// For whoever reads the metrics, for as long as the server lives.
void tell_state(Parts& parts, const hsm::KeyServiceServer& server) {
    if (parts.metrics == nullptr) {
        return;
    }
    parts.metrics->set_state([&parts, &server] {
        Metrics::State state{
            server.state(), parts.health.hsm_there, parts.health.registry_there, parts.health.disk_free_mib, {}, {}};
        if (parts.config.tls) {
            auto pem = hsm::read_text_file(parts.config.tls->own.certificate);
            auto own = pem ? hsm::read_certificate(*pem) : Result<hsm::CertificateFacts>(pem.failure());
            state.own_certificate_ends = own ? std::optional(own->not_after) : std::nullopt;
            state.crl_ends = parts.trust->current()->crl_next_update();
        }
        return state;
    });
}

Result<std::unique_ptr<hsm::KeyServiceServer>> start_server(Parts& parts) {
    parts.services = std::make_unique<LocalKeyServices>(
        KeyServiceParts{*parts.issuer, *parts.archive, *parts.vault, parts.clock, parts.config.environment,
                        parts.signer->public_key_der(), parts.token_restored_from});
    parts.administrator = std::make_unique<Administrator>(
        parts.registry, parts.clock, parts.random,
        administrator_options(
            parts.config, action_handlers({parts.config, *parts.signer, *parts.archive, parts.clock, parts.random})));
    parts.people = std::make_unique<LocalAdministrations>(*parts.administrator, *parts.vault);
    parts.services->let_people_decide(*parts.administrator);
    parts.refusals = std::make_unique<Refusals>(parts.registry);
    if (auto opened = open_trust(parts); !opened) {
        return opened.failure();
    }
    if (auto opened = open_metrics(parts); !opened) {
        return opened.failure();
    }
    hsm::KeyServiceServer::Options options{
        *parts.services,
        parts.config.socket.string(),
        {parts.config.station, parts.config.stations, parts.trust, &parts.clock,
         [&refusals = *parts.refusals, metrics = parts.metrics.get()](const hsm::Refusal& refusal) {
             refusals.add(refusal);
             if (metrics != nullptr) {
                 metrics->refused(refusal.why.code);
             }
         },
         [metrics = parts.metrics.get()](const hsm::CallEnd& end) {
             if (metrics != nullptr) {
                 metrics->call_ended(end);
             }
         }},
        workers,
        hsm::WorkerPool::call_ms_max_default,
        exit_hung,
        parts.people.get()};
    if (parts.config.tls) {
        const KeydTls& tls = *parts.config.tls;
        options.tls = {tls.listen, tls.own, tls.version_min};
    }
    return hsm::KeyServiceServer::start(std::move(options));
}

std::string kg_texts(const std::vector<KgVersion>& kgs) {
    std::string texts;
    for (const KgVersion& kg : kgs) {
        texts += (texts.empty() ? "" : " ") + kg.check_value.text() +
                 (kg.use == KgVersion::Use::retired ? " (retired)" : "");
    }
    return texts;
}

Error::Args start_details(const Parts& parts, bool memory_locked) {
    std::string checks;
    for (const std::string& check : parts.hsm.report.checks) {
        checks += (checks.empty() ? "" : " ") + check;
    }
    return {{"version", KEYLINE_VERSION},
            {"station", parts.config.station.text()},
            {"module", parts.hsm.report.module},
            {"kg", kg_texts(parts.config.kgs)},
            {"kek", parts.hsm.report.kek.text()},
            {"table_key", parts.hsm.report.table.text()},
            {"digest_key", parts.hsm.report.digest.text()},
            {"self_test", checks},
            {"memory_locked", memory_locked ? "yes" : "no"}};
}

Result<std::string> run(Parts& parts, const ServeOptions& options) {
    if (auto opened = open_archive_and_issuer(parts); !opened) {
        return opened.failure();
    }
    if (auto recorded = record_event(parts.registry, "keyd.started", start_details(parts, options.memory_locked));
        !recorded) {
        return recorded.failure();
    }
    if (auto opened = open_vault(parts); !opened) {
        return opened.failure();
    }
    auto server = start_server(parts);
    if (!server) {
        return server.failure();
    }
    log_line("ready, " + parts.config.environment.text() + ", station " + parts.config.station.text() + ", Kg " +
             kg_texts(parts.config.kgs) + ", on " + parts.config.socket.string() +
             (parts.config.tls ? ", TLS port " + std::to_string((*server)->port()) : ""));
    tell_state(parts, **server);
    const std::string status = "Serves " + parts.config.environment.text() +
                               (parts.config.tls ? ", TLS port " + std::to_string((*server)->port()) : "");
    const Supervisor supervisor;
    supervisor.ready(status);
    options.on_ready();
    auto end = watch_until_end({**server, parts.config, parts.hsm.module, parts.registry, parts.clock, supervisor,
                                parts.health, parts.trust.get(), parts.metrics.get(), options.idle_exit,
                                options.config_path, status});
    supervisor.stopping(end ? *end : std::string(text_of(end.error().code)));
    if (parts.metrics != nullptr) {
        parts.metrics->set_state({});
    }
    return end;
}

// A person who waits longer than for one that is just ending is told what for.
Result<std::optional<FileLock>> wait_for(const std::filesystem::path& path, std::chrono::milliseconds wait_ms_max) {
    auto lock = FileLock::take(path, std::min(wait_ms_max, directory_wait_ms_max));
    if (!lock || *lock || wait_ms_max <= directory_wait_ms_max) {
        return lock;
    }
    log_line("waiting for the key service in " + path.parent_path().string() + " (process " + FileLock::holder(path) +
             ") to end, " + std::to_string(wait_ms_max / std::chrono::seconds(1)) + " s at most");
    return FileLock::take(path, wait_ms_max - directory_wait_ms_max);
}

} // namespace

Result<FileLock> take_directory(const KeydConfig& config, std::chrono::milliseconds wait_ms_max) {
    const std::filesystem::path path = config.directory / keyd_lock_name;
    auto lock = wait_for(path, wait_ms_max);
    if (!lock) {
        return lock.failure();
    }
    if (!*lock) {
        return fail(ErrorCode::key_service_in_use,
                    {{"directory", config.directory.string()}, {"process", FileLock::holder(path)}});
    }
    (*lock)->note(std::to_string(getpid()) + "\n");
    return std::move(**lock);
}

// Without a second place a lost registry means locks that nobody can ever capture.
Status check_escrow_copy(const KeydConfig& config, const std::filesystem::path& path) {
    if (config.escrow_copy) {
        return {};
    }
    if (config.environment.text() == "production") {
        return fail(ErrorCode::config_invalid,
                    {{"path", path.string()},
                     {"key", "escrow.copy"},
                     {"reason", "is missing: production issues nothing without a second place for escrow records. "
                                "Name a file on another disk and make it: keyline-keyd reconcile --new-copy"}});
    }
    log_line("no [escrow] copy: escrow records are in the registry alone, which is for development only");
    return {};
}

Status tell_whether_it_issues(db::SqlRegistry& registry) {
    const Status& may_issue = registry.may_issue();
    if (may_issue) {
        return {};
    }
    log_line(may_issue.error());
    return record_event(registry, "keyd.issues_nothing",
                        {{"code", std::string(text_of(may_issue.error().code))},
                         {"path", std::string(may_issue.error().arg("path"))},
                         {"reason", std::string(may_issue.error().arg("reason"))}});
}

Status serve(const ServeOptions& options) {
    const sigset_t signals = watched_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // for all threads: wait_for_end() takes them
    auto config = read_keyd_config(options.config_path);
    if (!config) {
        return config.failure();
    }
    auto lock = take_directory(*config);
    if (!lock) {
        return lock.failure();
    }
    if (auto secure = secure_socket_directory(config->socket); !secure) {
        return secure.failure();
    }
    SystemClock clock;
    if (auto placed = check_escrow_copy(*config, options.config_path); !placed) {
        return placed;
    }
    auto registry = db::SqlRegistry::open(
        {config->registry, config->environment, clock, config->escrow_copy.value_or(std::filesystem::path())});
    if (!registry) {
        return registry.failure();
    }
    if (auto told = tell_whether_it_issues(**registry); !told) {
        return told;
    }
    std::string restored_from;
    auto hsm = start_hsm_on_record(*config, clock, **registry, restored_from);
    if (!hsm) {
        return hsm.failure();
    }
    Parts parts{*config, clock, **registry, std::move(*hsm), restored_from, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    auto reason = run(parts, options);
    const std::string text = reason ? *reason : std::string(text_of(reason.error().code));
    if (auto recorded = record_event(**registry, "keyd.stopped", {{"reason", text}}); !recorded) {
        return recorded;
    }
    lock->note({});
    if (config->socket == default_socket_path(config->directory)) {
        rmdir(config->socket.parent_path().c_str()); // nobody else's, and made again when it is needed
    }
    log_line("stopped: " + text);
    return reason ? Status() : reason.failure();
}

} // namespace keyline::app
