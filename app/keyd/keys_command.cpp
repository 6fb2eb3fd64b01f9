#include "app/keyd/keys_command.h"

#include "app/keyd/ceremony.h"
#include "app/keyd/keys_show.h"
#include "hsm/durable_file.h"
#include "hsm/handover_file.h"

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
                         "component's check value; once for each custodian, in the same order");
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

void add_handover_verify(CLI::App& keys, std::function<Result<ExitCode>()>& run) {
    auto file = std::make_shared<std::filesystem::path>();
    auto* verify = keys.add_subcommand("handover-verify", "Check the files of a hand-over, every line of them");
    verify->add_option("FILE", *file, "FILE.manifest and FILE.sig are beside it")->required();
    verify->callback([=, &run] {
        run = [=]() -> Result<ExitCode> {
            auto report = hsm::verify_handover(*file, {});
            if (!report) {
                return report.failure();
            }
            std::printf("order       %s, %s\nunits       %llu\nmanifest    %s\nrecipient   %s\nsigner      %s\n",
                        report->order.text().c_str(), report->environment.c_str(),
                        static_cast<unsigned long long>(report->units), report->manifest_sha256.c_str(),
                        report->recipient_sha256.c_str(), report->signer_sha256.c_str());
            return ExitCode::success;
        };
    });
}

} // namespace

void add_keys(CLI::App& app, std::function<Result<ExitCode>()>& run) {
    auto* keys = app.add_subcommand("keys", "Key ceremony, what the keys are, hand-over");
    keys->require_subcommand(1);
    add_ceremony(*keys, run);
    add_show(*keys, run);
    add_handover_verify(*keys, run);
}

} // namespace keyline::app
