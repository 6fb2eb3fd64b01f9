// keyline-keyd: the HSM-backed key service. It parses, wires, calls and says how it went.
#include "app/error_text.h"
#include "app/exit_code.h"
#include "app/harden_process.h"
#include "app/keyd/backup_command.h"
#include "app/keyd/init.h"
#include "app/keyd/keys_command.h"
#include "app/keyd/limits.h"
#include "app/keyd/log_line.h"
#include "app/keyd/operator_add.h"
#include "app/keyd/reconcile.h"
#include "app/keyd/serve.h"
#include "app/keyd/station_trust.h"
#include "app/keyd_process.h"
#include "app/system_ports.h"
#include "db/decided_rows.h"
#include "db/log_verify.h"
#include "db/registry_log.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace keyline::app {

namespace {

constexpr const char* footer = R"(Examples:
  keyline-keyd init --dir ~/line1/keyd --station line1
  keyline-keyd init --dir ~/line1/keyd --station line1 --store 'postgresql://keyline@/keyline?host=/run/postgresql'
  keyline-keyd serve --config ~/line1/keyd/keyd.toml
  keyline-keyd check --config ~/line1/keyd/keyd.toml
  keyline-keyd verify --config ~/line1/keyd/keyd.toml
  keyline-keyd log --config ~/line1/keyd/keyd.toml --from 4000 | grep request.refused
  keyline-keyd reconcile --config ~/line1/keyd/keyd.toml --new-copy
  keyline-keyd backup --config ~/line1/keyd/keyd.toml --recipient safe.pem --to /mnt/nas --keep 48
  keyline-keyd restore /mnt/nas/NAME.backup --key safe.key --dir ~/line1/keyd-restored
  keyline-keyd keys ceremony --dir ~/line1/keyd --station line1 --custodian Ann --custodian Bob --components
  keyline-keyd keys handover --config ~/line1/keyd/keyd.toml --order WO-0001 --recipient owner.pem --out wo-0001
  keyline-keyd keys backup --config ~/line1/keyd/keyd.toml --out keys.backup --custodian Ann --custodian Bob
  keyline-keyd keys show --config ~/line1/keyd/keyd.toml
  keyline-keyd operator add ann --roles supervisor --config ~/line1/keyd/keyd.toml

A station whose configuration says "embedded" runs serve by itself.
The PIN comes from a file of mode 0600 or a systemd credential, never from the command line or the environment.

Exit codes: 0 well, 2 usage, 3 configuration or input invalid, 5 HSM or registry unavailable (or a call to the HSM
hung), 7 keyd's own log is not sound.)";

struct Arguments {
    std::filesystem::path config;
    std::filesystem::path directory;
    std::string station;
    std::string environment = "development";
    std::filesystem::path kg_file;
    std::filesystem::path module = "/usr/lib/softhsm/libsofthsm2.so";
    std::string store;
    unsigned idle_exit_s = 0;
    std::uint64_t from = 0;
    std::string log_of; // a station; empty: keyd itself
    int ready_fd = -1;
    OperatorAddOptions added;
};

void tell_ready(int fd, const Status& status) {
    const std::string line = ready_line(status);
    if (fd >= 0 && write(fd, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        log_line("nobody waits for this process to be ready");
    }
}

Status run_init(const Arguments& arguments) {
    if (arguments.environment != "development") {
        return fail(ErrorCode::usage, {{"reason", "init makes development key services only: SoftHSM keeps keys in "
                                                  "files. For production, keys are made by a ceremony in an HSM"}});
    }
    auto station = StationId::parse(arguments.station);
    if (!station) {
        return station.failure();
    }
    auto made = init_keyd({arguments.directory, *station, arguments.kg_file, arguments.module, arguments.store});
    if (made) {
        log_line("made a DEVELOPMENT key service in " + arguments.directory.string() + ": everybody knows its Kg");
    }
    return made;
}

Status run_serve(const Arguments& arguments, bool memory_locked) {
    ServeOptions options;
    options.config_path = arguments.config;
    options.memory_locked = memory_locked;
    if (arguments.idle_exit_s > 0) {
        options.idle_exit = std::chrono::seconds(arguments.idle_exit_s);
    }
    options.on_ready = [fd = arguments.ready_fd] {
        tell_ready(fd, {});
        if (fd >= 0) {
            close(fd);
        }
    };
    return serve(options);
}

Status unwritten() {
    return fail(ErrorCode::file_io, {{"path", "stdout"}, {"reason", "cannot be written"}}, errno_text(errno));
}

Status run_check(const Arguments& arguments) {
    auto config = read_keyd_config(arguments.config);
    if (!config) {
        return config.failure();
    }
    auto lock = take_directory(*config);
    if (!lock) {
        return lock.failure();
    }
    SystemClock clock;
    auto started = start_hsm(*config, clock, [](const hsm::TokenRestored& restored) {
        std::printf("restored    the token directory was damaged, and is the copy %s now\n", restored.copy.c_str());
        return Status();
    });
    if (!started) {
        return started.failure();
    }
    std::printf("module      %s\ntoken       %s\n", started->report.module.c_str(), config->token_label.c_str());
    for (const auto& kg : started->report.kgs) {
        std::printf("%-11s %s\n", kg.label.c_str(), kg.check_value.text().c_str());
    }
    std::printf("kek         %s\n", started->report.kek.text().c_str());
    for (const std::string& check : started->report.checks) {
        std::printf("ok          %s\n", check.c_str());
    }
    if (config->tls) {
        const auto holds_until = check_tls(*config->tls, config->environment, clock.utc());
        if (!holds_until) {
            return holds_until.failure();
        }
        std::printf("ok          [tls]: certificate, key, CA%s; until %s\n",
                    config->tls->crl.empty() ? "" : ", list of the revoked", utc_text(*holds_until).c_str());
    }
    return {};
}

Status run_verify(const Arguments& arguments) {
    auto config = read_keyd_config(arguments.config);
    if (!config) {
        return config.failure();
    }
    auto report = db::verify_registry_log(config->registry, config->environment, {});
    if (!report) {
        return report.failure();
    }
    std::printf("log         %s\nentries     %llu\nroot        %s\n", report->origin.c_str(),
                static_cast<unsigned long long>(report->entries), to_hex(report->root).c_str());
    auto undecided = db::find_undecided_rows(config->registry, config->environment);
    if (!undecided) {
        return undecided.failure();
    }
    for (const std::string& difference : *undecided) {
        std::printf("undecided   %s\n", difference.c_str());
    }
    if (!undecided->empty()) {
        return fail(ErrorCode::registry_unsound, {{"reason", "orders or people are not as its log says that they were "
                                                             "decided: " +
                                                                 undecided->front()}});
    }
    std::printf("decided     orders and people are as this log says\n");
    return {};
}

// A line each, as it was hashed: without its newline it is the tree's leaf.
Status run_log(const Arguments& arguments) {
    auto config = read_keyd_config(arguments.config);
    if (!config) {
        return config.failure();
    }
    const auto print = [](std::uint64_t, const std::string& entry) {
        const bool written =
            std::fwrite(entry.data(), 1, entry.size(), stdout) == entry.size() && std::fputc('\n', stdout) != EOF;
        return written ? Status() : unwritten();
    };
    Status read;
    if (arguments.log_of.empty()) {
        read = db::read_registry_log(config->registry, config->environment, arguments.from, print);
    } else {
        const auto station = StationId::parse(arguments.log_of);
        read = station ? db::read_archived_log(config->archive, config->environment, *station, arguments.from, print)
                       : Status(station.failure());
    }
    return read && std::fflush(stdout) != 0 ? unwritten() : read;
}

Status run_operator_add(const Arguments& arguments) {
    OperatorAddOptions options = arguments.added;
    options.config_path = arguments.config;
    return add_operator_on_host(options);
}

// keyd's own log is the registry's, and a log that does not hold is what `verify` is about.
ExitCode exit_code_of_verify(const Error& error) {
    return error.code == ErrorCode::registry_unsound ? ExitCode::audit : exit_code_of(error);
}

// The command; its --config is that of all others.
CLI::App* add_operator_command(CLI::App& app, OperatorAddOptions& options) {
    auto* operators = app.add_subcommand("operator", "The first people who may log in; later ones: keyline operator");
    operators->require_subcommand(1);
    auto* add = operators->add_subcommand("add", "Add somebody; asks for badge and PIN, shows neither");
    add->add_option("NAME", options.name, "Their name, given once and never to somebody else")->required();
    add->add_option("--roles", options.roles, "operator, supervisor, qa, auditor, custodian; several with commas")
        ->required();
    add->add_option("--secrets", options.secrets,
                    "Badge and PIN from this file (mode 0600, a pipe or /dev/fd/3; - is stdin), one a line; default: "
                    "the terminal")
        ->type_name("FILE");
    add->add_flag_callback(
        "--recover", [&options] { options.purpose = Administrator::Purpose::recover; },
        "Though there are two already who can add others: when they cannot log in any more");
    add->footer("Two people are needed before anybody can approve anything. Example:\n"
                "  keyline-keyd operator add ann --roles supervisor --config keyd.toml");
    return add;
}

int run(int argc, char** argv) {
    CLI::App app("The key service: keys in an HSM, orders and quotas, serial registry, signed archive.",
                 "keyline-keyd");
    app.set_version_flag("--version", std::string("keyline-keyd ") + KEYLINE_VERSION);
    app.require_subcommand(1);
    app.footer(footer);
    Arguments arguments;
    auto* init = app.add_subcommand("init", "Make a development key service: SoftHSM token, keys, PIN, registry");
    init->add_option("--dir", arguments.directory, "Its directory; not there yet, or empty")->required();
    init->add_option("--station", arguments.station, "The station that it is for")->required();
    init->add_option("--environment", arguments.environment, "Only 'development' can be made")->capture_default_str();
    init->add_option("--kg-file", arguments.kg_file, "64 hex digits; default: the known development Kg");
    init->add_option("--store", arguments.store,
                     "Registry and archive in this PostgreSQL database (postgresql://USER@HOST/NAME, without a "
                     "password); default: files in DIR");
    init->add_option("--module", arguments.module, "SoftHSM's PKCS#11 module")->capture_default_str();
    auto* serve_command = app.add_subcommand("serve", "Serve until SIGTERM or SIGINT");
    serve_command->add_option("--idle-exit", arguments.idle_exit_s, "End so many seconds after the last client")
        ->check(CLI::Range(1U, 86'400U));
    for (auto* command : {init, serve_command}) {
        command->add_option("--ready-fd", arguments.ready_fd, "Where one line of JSON says: ready, or why not");
    }
    std::function<Result<ExitCode>()> run_keys;
    add_keys(app, run_keys);
    add_reconcile(app, run_keys);
    add_backup(app, run_keys);
    auto* check =
        app.add_subcommand("check", "Log in to the HSM, run the self-test, show check values, read the certificates");
    auto* verify =
        app.add_subcommand("verify", "Verify the key service's own log, and that orders and people are as it says");
    auto* log = app.add_subcommand("log", "Print the key service's own log, an entry a line, as it was hashed");
    log->add_option("--from", arguments.from, "Only from this entry on; the first is 0");
    log->add_option("--station", arguments.log_of, "What is archived of this station's log instead");
    log->footer("A station whose disk is lost gets its log back, and goes on under its name:\n"
                "  keyline-keyd log --config keyd.toml --station line1 >line1.jsonl\n"
                "  keyline --station ~/line1 init --log line1.jsonl --key-service ... (on the new machine)");
    auto* operator_add = add_operator_command(app, arguments.added);
    for (auto* command : {serve_command, check, verify, log, operator_add}) {
        command->add_option("--config", arguments.config, "keyd.toml")->required();
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
    }

    const Hardening hardening = harden_process();
    limit_resources();
    if (run_keys) {
        const auto code = run_keys();
        if (!code) {
            log_line(code.error());
        }
        return static_cast<int>(code ? *code : exit_code_of(code.error()));
    }
    const Status status = init->parsed()            ? run_init(arguments)
                          : serve_command->parsed() ? run_serve(arguments, hardening.memory_locked)
                          : check->parsed()         ? run_check(arguments)
                          : log->parsed()           ? run_log(arguments)
                          : operator_add->parsed()  ? run_operator_add(arguments)
                                                    : run_verify(arguments);
    if (!status) {
        log_line(status.error());
    }
    if (!status || init->parsed()) {
        tell_ready(arguments.ready_fd, status);
    }
    if (status) {
        return 0;
    }
    return static_cast<int>(verify->parsed() ? exit_code_of_verify(status.error()) : exit_code_of(status.error()));
}

} // namespace

} // namespace keyline::app

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return keyline::app::run(argc, argv);
    } catch (const std::exception& error) { // a library's; none of ours throws
        keyline::app::log_line(std::string("unexpected: ") + error.what());
        return static_cast<int>(keyline::app::ExitCode::key_service);
    }
}
