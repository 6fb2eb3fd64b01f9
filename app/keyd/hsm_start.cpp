#include "app/keyd/hsm_start.h"

#include "hsm/environment_mark.h"
#include "hsm/kg_assembly.h"
#include "hsm/pin.h"
#include "hsm/token_setup.h"

#include <algorithm>
#include <cstdlib>

namespace keyline::app {

namespace {

constexpr std::string_view production = "production";

tl::unexpected<Error> refused(const KeydConfig& config, const char* key, std::string reason) {
    return fail(ErrorCode::config_invalid,
                {{"path", (config.directory / "keyd.toml").string()}, {"key", key}, {"reason", std::move(reason)}});
}

// What keyd.toml alone says against production; before a module is loaded or a PIN is tried.
Status refuse_development_in_production(const KeydConfig& config) {
    if (config.environment.text() != production) {
        return {};
    }
    if (config.softhsm_directory) {
        return refused(config, "softhsm_directory",
                       "is there: SoftHSM keeps keys in files, which is not for production");
    }
    for (const KgVersion& kg : config.kgs) {
        if (kg.check_value == development_kg_check_value()) {
            return refused(config, "kg", "names the development Kg, which everybody knows: not for production");
        }
    }
    return {};
}

// The keys of a copy are those that keyd.toml names, or the comparison of check values ends the start.
Status back_up_or_restore(const std::filesystem::path& directory, const OnTokenRestored& on_restored) {
    const auto tokens = directory / "tokens";
    const auto copies = directory / "token-copies";
    const auto copied = hsm::back_up_tokens(tokens, copies);
    if (copied) {
        return {};
    }
    if (copied.error().code != ErrorCode::hsm_token_damaged) {
        return copied.failure();
    }
    const auto restored = hsm::restore_tokens(tokens, copies);
    return restored ? on_restored(*restored) : copied.failure();
}

Status prepare_softhsm(const KeydConfig& config, const OnTokenRestored& on_restored) {
    if (!config.softhsm_directory) {
        return {};
    }
    const auto& directory = *config.softhsm_directory;
    if (auto sound = back_up_or_restore(directory, on_restored); !sound) {
        return sound;
    }
    auto file = hsm::write_softhsm_config(directory); // with this directory's name, wherever it was moved to
    if (!file) {
        return file.failure();
    }
    setenv("SOFTHSM2_CONF", file->c_str(), 1);
    return {};
}

Status compare(const char* key, const CheckValue& expected, const CheckValue& found) {
    if (expected == found) {
        return {};
    }
    return fail(ErrorCode::hsm_key_check_value, {{"key", key}, {"expected", expected.text()}, {"found", found.text()}});
}

// Each that is expected is there; one that nobody expects is not used.
Status compare_kgs(const std::vector<KgVersion>& expected, const std::vector<hsm::SelfTestReport::Kg>& found) {
    std::string found_text;
    for (const auto& kg : found) {
        found_text += (found_text.empty() ? "" : " ") + kg.check_value.text();
    }
    for (const KgVersion& kg : expected) {
        const bool there = std::any_of(found.begin(), found.end(),
                                       [&](const auto& other) { return other.check_value == kg.check_value; });
        if (!there) {
            return fail(ErrorCode::hsm_key_check_value,
                        {{"key", "kg"}, {"expected", kg.check_value.text()}, {"found", found_text}});
        }
    }
    return {};
}

} // namespace

Status refuse_for_production(const Name& environment, std::string_view module_description) {
    if (environment.text() != production || module_description.find("SoftHSM") == std::string_view::npos) {
        return {};
    }
    return fail(ErrorCode::config_invalid,
                {{"key", "module"}, {"reason", "is SoftHSM, which keeps keys in files: not for production"}});
}

CheckValue development_kg_check_value() {
    const Bytes kg = from_hex(KEYLINE_DEVELOPMENT_KG).value();
    return hsm::component_check_value(SecretBytes::copy_of(kg).value()).value();
}

Result<hsm::Module> log_in_to_token(const KeydConfig& config, Clock& clock, const OnTokenRestored& on_restored) {
    if (auto allowed = refuse_development_in_production(config); !allowed) {
        return allowed.failure();
    }
    if (auto prepared = prepare_softhsm(config, on_restored); !prepared) {
        return prepared.failure();
    }
    auto module = hsm::Module::load(config.module);
    if (!module) {
        return module.failure();
    }
    if (auto allowed = refuse_for_production(config.environment, module->description()); !allowed) {
        return allowed.failure();
    }
    {
        auto pin = hsm::read_pin_file(config.pin_file);
        if (!pin) {
            return pin.failure();
        }
        const hsm::PinGuard guard(config.directory / "pin.refused");
        if (auto logged_in = hsm::log_in(*module, config.token_label, *pin, guard, clock); !logged_in) {
            return logged_in.failure();
        }
    }
    return std::move(*module);
}

Result<StartedHsm> start_hsm(const KeydConfig& config, Clock& clock, const OnTokenRestored& on_restored) {
    auto module = log_in_to_token(config, clock, on_restored);
    if (!module) {
        return module.failure();
    }
    auto report = hsm::run_self_test(*module, {});
    if (!report) {
        return report.failure();
    }
    if (auto own = hsm::check_environment(*module, {}, config.environment.text()); !own) {
        return own.failure();
    }
    for (const auto& kg : report->kgs) {
        if (config.environment.text() == production && kg.check_value == development_kg_check_value()) {
            return refused(config, "token_label", "names a token that holds the development Kg, as '" + kg.label + "'");
        }
    }
    if (auto kgs = compare_kgs(config.kgs, report->kgs); !kgs) {
        return kgs.failure();
    }
    if (auto kek = compare("kek", config.kek, report->kek); !kek) {
        return kek.failure();
    }
    return StartedHsm{std::move(*module), std::move(*report)};
}

} // namespace keyline::app
