#include "app/keyd/serve.h"

#include "app/exit_code.h"
#include "app/keyd/action_handlers.h"
#include "app/keyd/local_administration.h"
#include "app/keyd/local_key_service.h"
#include "app/keyd/log_line.h"
#include "app/system_ports.h"
#include "db/archive.h"
#include "db/checkpoint.h"
#include "db/registry.h"
#include "hsm/identity.h"
#include "hsm/pkcs11_vault.h"
#include "hsm/service/server.h"
#include "hsm/vault_pool.h"

#include <csignal>
#include <unistd.h>

namespace keyline::app {

namespace {

// As many calls as may wait for one commit together: a thread each, for the registry works for one at a time.
constexpr std::size_t workers = db::transactions_per_commit_max;
// SoftHSM gains nothing from more.
constexpr std::size_t hsm_sessions = 2;
constexpr std::chrono::milliseconds token_check_ms{10'000};

Status record(Registry& registry, std::string event, Error::Args details) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    if (auto recorded = (*transaction)->record({std::move(event), {}, {}, {}, {}, {}, std::move(details)}); !recorded) {
        return recorded.failure();
    }
    return (*transaction)->commit();
}

// The HSM, with its log-in on record, however it ends. `restored_from`: the copy that a damaged token was replaced by.
Result<StartedHsm> start_hsm_on_record(const KeydConfig& config, Clock& clock, Registry& registry,
                                       std::string& restored_from) {
    auto started = start_hsm(config, clock, [&](const hsm::TokenRestored& restored) {
        restored_from = restored.copy.string();
        log_line("the token directory was damaged: the newest copy, " + restored_from +
                 ", stands in its place; what was there: " + restored.damaged.string());
        return record(registry, "keyd.token_restored",
                      {{"copy", restored_from}, {"damaged", restored.damaged.string()}});
    });
    const std::string code = started ? "ok" : std::string(text_of(started.error().code));
    Error::Args details{{"token", config.token_label}, {"code", code}};
    if (auto recorded = record(registry, "keyd.login", std::move(details)); !recorded) {
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
};

Status open_vault(Parts& parts) {
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
    auto signer = hsm::HsmSigner::create(parts.hsm.module);
    if (!signer) {
        return signer.failure();
    }
    parts.signer = std::move(*signer);
    auto archive = db::SqlArchive::open({parts.config.archive, parts.config.environment, *parts.signer});
    if (!archive) {
        return archive.failure();
    }
    parts.archive = std::move(*archive);
    parts.issuer = std::make_unique<Issuer>(parts.registry, parts.clock, parts.random);
    return {};
}

[[noreturn]] void exit_hung() {
    log_line("a call to the HSM hangs: ending; whoever needs the key service next starts it again");
    _exit(static_cast<int>(ExitCode::key_service)); // the hung thread cannot be ended in any other way
}

Result<std::unique_ptr<hsm::KeyServiceServer>> start_server(Parts& parts) {
    parts.services = std::make_unique<LocalKeyServices>(
        KeyServiceParts{*parts.issuer, *parts.archive, *parts.vault, parts.clock, parts.config.environment,
                        parts.signer->public_key_der(), parts.token_restored_from});
    parts.administrator = std::make_unique<Administrator>(
        parts.registry, parts.clock, parts.random,
        administrator_options(parts.config, action_handlers(parts.config, *parts.signer)));
    parts.people = std::make_unique<LocalAdministrations>(*parts.administrator, *parts.vault);
    parts.services->let_people_decide(*parts.administrator);
    return hsm::KeyServiceServer::start({*parts.services, parts.config.socket.string(), parts.config.station, workers,
                                         hsm::WorkerPool::call_ms_max_default, exit_hung, parts.people.get()});
}

sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

timespec next_look(const hsm::KeyServiceServer& server, std::optional<std::chrono::seconds> idle_exit) {
    std::chrono::nanoseconds wait = token_check_ms;
    if (idle_exit) {
        const std::chrono::nanoseconds idle = server.idle_for().value_or(std::chrono::nanoseconds(0));
        wait = std::clamp<std::chrono::nanoseconds>(*idle_exit - idle, std::chrono::milliseconds(1), wait);
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait);
    return {seconds.count(), (wait - seconds).count()};
}

// Answers why it ends; hsm_failed when the token has gone, registry_... when the registry cannot be used.
Result<std::string> wait_for_end(hsm::KeyServiceServer& server, const Parts& parts,
                                 std::optional<std::chrono::seconds> idle_exit) {
    const sigset_t signals = ending_signals();
    while (true) {
        const timespec timeout = next_look(server, idle_exit);
        const int signal = sigtimedwait(&signals, nullptr, &timeout);
        if (signal > 0) {
            return std::string(signal == SIGTERM ? "SIGTERM" : "SIGINT");
        }
        if (idle_exit && server.idle_for() >= *idle_exit && server.close_if_idle()) {
            return std::string("idle");
        }
        if (auto there = parts.hsm.module.check_token(); !there) {
            return there.failure();
        }
        // After an I/O error or damage it serves nobody until it is opened again: whoever needs the key service next
        // starts it anew.
        // A server that several keyd share comes back by itself: until then each call tells that it is not there.
        auto usable = parts.registry.begin();
        const bool comes_back = std::holds_alternative<db::PostgresPlace>(parts.config.registry) && !usable &&
                                usable.error().code == ErrorCode::registry_unavailable;
        if (!usable && !comes_back) {
            return usable.failure();
        }
        if (comes_back) {
            log_line(usable.error());
        }
    }
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
    if (auto recorded = record(parts.registry, "keyd.started", start_details(parts, options.memory_locked));
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
             kg_texts(parts.config.kgs) + ", on " + parts.config.socket.string());
    options.on_ready();
    return wait_for_end(**server, parts, options.idle_exit);
}

} // namespace

Result<FileLock> take_directory(const KeydConfig& config, std::chrono::milliseconds wait_ms_max) {
    auto lock = FileLock::take(config.directory / keyd_lock_name, wait_ms_max);
    if (!lock) {
        return lock.failure();
    }
    if (!*lock) {
        return fail(
            ErrorCode::key_service_not_started,
            {{"reason", "another key service works in " + config.directory.string() + " (its process: keyd.lock)"}});
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
    return record(registry, "keyd.issues_nothing",
                  {{"code", std::string(text_of(may_issue.error().code))},
                   {"path", std::string(may_issue.error().arg("path"))},
                   {"reason", std::string(may_issue.error().arg("reason"))}});
}

Status serve(const ServeOptions& options) {
    const sigset_t signals = ending_signals();
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
    Parts parts{*config, clock, **registry, std::move(*hsm), restored_from, {}, {}, {}, {}, {}, {}, {}, {}};
    auto reason = run(parts, options);
    const std::string text = reason ? *reason : std::string(text_of(reason.error().code));
    if (auto recorded = record(**registry, "keyd.stopped", {{"reason", text}}); !recorded) {
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
