#include "app/keyd/keys_show.h"

#include "app/error_text.h"
#include "app/keyd/hsm_start.h"
#include "app/keyd/serve.h"
#include "app/system_ports.h"
#include "hsm/pek.h"
#include "hsm/pin.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {

using Json = nlohmann::ordered_json;

struct Shown {
    Json keys = Json::array();
    std::vector<std::string> weaknesses{};
    Json self_test{};
};

bool is_pinned(const KeydConfig& config, const CheckValue& value) {
    return std::any_of(config.kgs.begin(), config.kgs.end(),
                       [&](const KgVersion& kg) { return kg.check_value == value; });
}

void show_key(hsm::Session& session, hsm::KeyRole role, const std::string& label, hsm::KeyHandle key,
              const KeydConfig& config, Shown& shown) {
    Json attributes = Json::object();
    for (const auto& found : hsm::attributes_of(session, role, key)) {
        attributes[found.name] = found.value;
        if (found.value != found.demanded) {
            shown.weaknesses.push_back("key '" + label + "': " + found.name + " is " + found.value + ", not " +
                                       found.demanded);
        }
    }
    Json line{{"key", label}, {"attributes", std::move(attributes)}};
    if (role == hsm::KeyRole::kg || role == hsm::KeyRole::kek) {
        const auto value = hsm::check_value_by_wrapping(session, key);
        line["check_value"] = value ? Json(value->text()) : Json();
        if (value && *value == development_kg_check_value()) {
            shown.weaknesses.push_back("key '" + label + "' is the development Kg, which everybody knows");
        }
        if (role == hsm::KeyRole::kg) {
            line["pinned"] = value && is_pinned(config, *value);
        } else if (value && *value != config.kek) {
            shown.weaknesses.push_back("key '" + label + "' is not the one that keyd.toml names");
        }
    }
    shown.keys.push_back(std::move(line));
}

Status show_all(const hsm::Module& module, const KeydConfig& config, Shown& shown) {
    auto session = hsm::Session::open(module);
    if (!session) {
        return session.failure();
    }
    const hsm::KeyLabels labels;
    if (auto kgs = hsm::find_kgs(*session, labels)) {
        for (const auto& kg : *kgs) {
            show_key(*session, hsm::KeyRole::kg, kg.label, kg.key, config, shown);
        }
    } else {
        shown.weaknesses.push_back(explain(kgs.error()).what);
    }
    for (const auto role : {hsm::KeyRole::kek, hsm::KeyRole::table, hsm::KeyRole::digest, hsm::KeyRole::log_signer}) {
        auto key = session->find(hsm::object_class_of(role), labels.of(role));
        if (key) {
            show_key(*session, role, labels.of(role), *key, config, shown);
        } else {
            shown.weaknesses.push_back(explain(key.error()).what);
        }
    }
    return {};
}

void show_self_test(const hsm::Module& module, Shown& shown) {
    const auto report = hsm::run_self_test(module, {});
    if (report) {
        shown.self_test = {{"passed", true}, {"checks", report->checks}};
        return;
    }
    shown.self_test = {{"passed", false}, {"code", text_of(report.error().code)}};
    shown.weaknesses.push_back("self-test: " + explain(report.error()).what);
}

void print_table(const hsm::Module& module, const KeydConfig& config, const Shown& shown) {
    std::printf("module      %s\ntoken       %s\n", module.description().c_str(), config.token_label.c_str());
    for (const auto& key : shown.keys) {
        const auto value = key.find("check_value");
        std::printf("%-11s %s%s\n", key["key"].get<std::string>().c_str(),
                    value != key.end() && value->is_string() ? value->get<std::string>().c_str() : "",
                    key.value("pinned", true) ? "" : "  not in keyd.toml: not used");
        for (const auto& [name, text] : key["attributes"].items()) {
            std::printf("            %-18s %s\n", name.c_str(), text.get<std::string>().c_str());
        }
    }
    std::printf("self-test   %s\n", shown.self_test["passed"] == true ? "passed" : "FAILED");
    for (const std::string& weakness : shown.weaknesses) {
        std::printf("WEAK        %s\n", weakness.c_str());
    }
}

} // namespace

Result<Fitness> show_keys(const std::filesystem::path& config_path, ShowAs as) {
    auto config = read_keyd_config(config_path);
    if (!config) {
        return config.failure();
    }
    auto lock = take_directory(*config);
    if (!lock) {
        return lock.failure();
    }
    SystemClock clock;
    auto module = log_in_to_token(*config, clock, [](const hsm::TokenRestored&) { return Status(); });
    if (!module) {
        return module.failure();
    }
    Shown shown;
    if (auto all = show_all(*module, *config, shown); !all) {
        return all.failure();
    }
    show_self_test(*module, shown);
    if (module->description().find("SoftHSM") != std::string::npos) {
        shown.weaknesses.push_back("module: SoftHSM keeps keys in files");
    }
    if (as == ShowAs::table) {
        print_table(*module, *config, shown);
    } else {
        const Json all{{"module", module->description()},
                       {"token", config->token_label},
                       {"environment", config->environment.text()},
                       {"keys", shown.keys},
                       {"self_test", shown.self_test},
                       {"weaknesses", shown.weaknesses}};
        std::printf("%s\n", all.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    }
    return shown.weaknesses.empty() ? Fitness::production : Fitness::development;
}

} // namespace keyline::app
