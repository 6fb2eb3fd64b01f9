#include "app/keyd/keys_command.h"

#include "app/keyd/ceremony.h"
#include "app/keyd/keys_backup.h"
#include "app/keyd/keys_show.h"
#include "hsm/durable_file.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace keyline::app {

namespace {

struct CeremonyArguments {
    CeremonyOptions options;
    std::string station;
    std::string environment = "development";
    std::string expected_kg;
    bool components = false;
    bool kg_version = false;
};

Result<ExitCode> hold_ceremony(CeremonyArguments arguments) {
    CeremonyOptions& options = arguments.options;
    options.origin = arguments.components ? KgOrigin::components : KgOrigin::made_in_hsm;
    if (!arguments.expected_kg.empty()) {
        auto value = CheckValue::parse(arguments.expected_kg);
        if (!value) {
            return value.failure();
        }
        options.expected_kg = *value;
    }
    if (!arguments.kg_version) {
        auto station = StationId::parse(arguments.station);
        auto environment = Name::parse(arguments.environment);
        if (!station || !environment) {
            return station ? environment.failure() : station.failure();
        }
        options.station = *station;
        options.environment = *environment;
    }
    auto record = arguments.kg_version ? add_kg(options) : make_key_service(options);
    if (!record) {
        return record.failure();
    }
    std::printf("record      %s\n", record->c_str());
    return ExitCode::success;
}

void add_ceremony(CLI::App& keys, std::function<Result<ExitCode>()>& run) {
    auto arguments = std::make_shared<CeremonyArguments>();
    CeremonyOptions& options = arguments->options;
    options.module = "/usr/lib/softhsm/libsofthsm2.so";
    auto* ceremony = keys.add_subcommand("ceremony", "Make the keys of a new key service, or another Kg for one");
    ceremony->add_option("--dir", options.directory, "Its directory: a new one; with --kg-version the one it has")
        ->required();
    ceremony->add_option("--custodian", options.custodians, "Who takes part, by name; two or more, once for each")
        ->required();
    ceremony->add_option("--station", arguments->station, "The station that it is for")->default_str("");
    ceremony->add_option("--environment", arguments->environment, "development or production")
        ->check(CLI::IsMember({"development", "production"}))
        ->capture_default_str();
    ceremony->add_option("--module", options.module, "The PKCS#11 module")->capture_default_str();
    ceremony->add_option("--token-label", options.token_label,
                         "A token that is there; default: a SoftHSM token is made, for development");
    ceremony->add_option("--pin-file", options.pin_file, "Where its PIN is, mode 0600");
    ceremony->add_option("--store", options.store, "postgresql:// URI for registry and archive; default: files");
    ceremony->add_flag("--components", arguments->components,
                       "Kg from the custodians' components, each entered on the terminal without echo");
    ceremony->add_option("--component-fd", options.component_fds,
                         "Instead of the terminal: a descriptor with 64 hex digits and, on a second line, the "
                         "component's check value; once for each custodian, in the same order; with --expect-kg");
    ceremony->add_option("--expect-kg", arguments->expected_kg, "The check value that the whole Kg must have");
    ceremony->add_flag("--kg-version", arguments->kg_version, "Another Kg beside those that the service has");
    ceremony->callback([arguments, &run] { run = [arguments] { return hold_ceremony(*arguments); }; });
}

void add_show(CLI::App& keys, std::function<Result<ExitCode>()>& run) {
    auto config = std::make_shared<std::filesystem::path>();
    auto json = std::make_shared<bool>(false);
    auto* show = keys.add_subcommand(
        "show", "Every key, its attributes and check value; by name what production would refuse (exit code 5)");
    show->add_option("--config", *config, "keyd.toml")->required();
    show->add_flag("--json", *json, "One JSON object");
    show->callback([=, &run] {
        run = [=]() -> Result<ExitCode> {
            auto fitness = show_keys(*config, *json ? ShowAs::json : ShowAs::table);
            if (!fitness) {
                return fitness.failure();
            }
            return *fitness == Fitness::production ? ExitCode::success : ExitCode::key_service;
        };
    });
}

void add_backup(CLI::App& keys, std::function<Result<ExitCode>()>& run) {
    auto options = std::make_shared<BackupOptions>();
    auto* backup = keys.add_subcommand(
        "backup", "A development service's token and PIN, sealed under its custodians' components; not the registry");
    auto* restore = keys.add_subcommand("restore", "A new directory out of such a backup, tried before it counts");
    backup->add_option("--config", options->config_path, "keyd.toml of a key service that is not serving")->required();
    backup->add_option("--out", options->file, "A new file")->required();
    restore->add_option("--from", options->file, "The backup")->required();
    restore->add_option("--dir", options->directory, "A new directory; its registry comes from the registry's backup")
        ->required();
    for (auto* command : {backup, restore}) {
        command->add_option("--custodian", options->custodians, "Whose component, by name; two or more")->required();
        command->add_option("--component-fd", options->component_fds,
                            "Instead of the terminal: a descriptor with 64 hex digits and, on a second line, the "
                            "component's check value; once for each custodian, in the same order");
    }
    backup->footer("An HSM's keys never leave it: back them up by its own means (cloning, backup cards); a Kg of\n"
                   "components is also with its custodians. Examples:\n"
                   "  keyline-keyd keys backup --config keyd.toml --out keys.backup --custodian Ann --custodian Bob\n"
                   "  keyline-keyd keys restore --from keys.backup --dir ~/line1/keyd --custodian Ann --custodian Bob");
    const auto done = [](const Status& status) -> Result<ExitCode> {
        return status ? Result<ExitCode>(ExitCode::success) : status.failure();
    };
    backup->callback([=, &run] { run = [=] { return done(back_up_keys(*options)); }; });
    restore->callback([=, &run] { run = [=] { return done(restore_keys(*options)); }; });
}

} // namespace

void add_keys(CLI::App& app, std::function<Result<ExitCode>()>& run) {
    auto* keys = app.add_subcommand("keys", "Key ceremony, what the keys are, hand-over");
    keys->require_subcommand(1);
    keys->footer("Certificates of stations and key services are made by keyline keys station-cert.");
    add_ceremony(*keys, run);
    add_show(*keys, run);
    add_handover(*keys, run);
    add_backup(*keys, run);
}

} // namespace keyline::app
