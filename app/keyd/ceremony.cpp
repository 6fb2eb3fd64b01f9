#include "app/keyd/ceremony.h"

#include "app/keyd/component_entry.h"
#include "app/keyd/init.h"
#include "app/keyd/serve.h"
#include "app/system_ports.h"
#include "db/registry.h"
#include "hsm/durable_file.h"
#include "hsm/identity.h"
#include "hsm/kg_assembly.h"
#include "hsm/pek.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <regex>
#include <set>
#include <sstream>
#include <unistd.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t custodian_bytes_max = 64;
constexpr std::size_t custodians_max = 32;
constexpr std::size_t config_size_bytes_max = 65'536;
constexpr const char* unfinished_name = "ceremony.unfinished";

tl::unexpected<Error> misused(std::string reason) {
    return fail(ErrorCode::usage, {{"reason", std::move(reason)}});
}

Status check(const CeremonyOptions& options) {
    const std::set<std::string> names(options.custodians.begin(), options.custodians.end());
    if (options.custodians.size() < hsm::components_min || names.size() != options.custodians.size() ||
        names.size() > custodians_max) {
        return misused("a ceremony takes two or more --custodian, each named once");
    }
    for (const std::string& name : names) {
        const bool printable = std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < ' '; });
        if (name.empty() || name.size() > custodian_bytes_max || !printable) {
            return misused("a custodian's name has 1 to 64 printable characters");
        }
    }
    if (options.origin == KgOrigin::made_in_hsm) {
        return options.component_fds.empty() ? Status() : misused("--component-fd goes with --components");
    }
    if (names.size() > hsm::components_max) {
        return misused("there are 9 components at most");
    }
    if (!options.component_fds.empty() && options.component_fds.size() != names.size()) {
        return misused("--component-fd is needed once for each --custodian, in the same order");
    }
    if (!options.component_fds.empty() && !options.expected_kg) {
        return misused("--component-fd goes with --expect-kg, the check value of the whole Kg");
    }
    return {};
}

// What a ceremony does, kept for its record.
struct Course {
    std::chrono::system_clock::time_point began = SystemClock().utc();
    std::vector<CheckValue> components{};
    std::optional<hsm::KgAssembly::Place> place{};
    std::optional<CheckValue> kg{};
    std::string kg_label{};
};

Status confirm_kg(const CeremonyOptions& options, const CheckValue& found) {
    if (options.expected_kg) {
        return *options.expected_kg == found
                   ? Status()
                   : fail(ErrorCode::hsm_key_check_value,
                          {{"key", "kg"}, {"expected", options.expected_kg->text()}, {"found", found.text()}});
    }
    if (options.origin == KgOrigin::made_in_hsm) {
        return {};
    }
    auto right = ask_yes("The check value of the whole Kg is " + found.text() + ". Is that the one expected?");
    if (!right) {
        return right.failure();
    }
    return *right ? Status() : fail(ErrorCode::stopped);
}

Result<hsm::Object> assemble(const CeremonyOptions& options, hsm::Session& session, const std::string& label,
                             Course& course) {
    auto assembly = hsm::KgAssembly::create(session);
    if (!assembly) {
        return assembly.failure();
    }
    for (std::size_t i = 0; i < options.custodians.size(); ++i) {
        auto component = options.component_fds.empty() ? ask_component(options.custodians[i])
                                                       : read_component(options.component_fds[i]);
        if (!component) {
            return component.failure();
        }
        if (auto added = assembly->add(std::move(*component)); !added) {
            return added.failure();
        }
    }
    course.components = assembly->check_values();
    course.place = assembly->place();
    return assembly->make(label);
}

hsm::MakeKg kg_of(const CeremonyOptions& options, Course& course) {
    return [&](hsm::Session& session, const std::string& label) -> Result<hsm::Object> {
        auto kg = options.origin == KgOrigin::made_in_hsm ? hsm::generate_kg(session, label)
                                                          : assemble(options, session, label, course);
        auto value = kg ? hsm::check_value_by_wrapping(session, kg->handle()) : kg.failure();
        if (!value) {
            return value.failure();
        }
        if (auto confirmed = confirm_kg(options, *value); !confirmed) {
            return confirmed.failure();
        }
        course.kg = *value;
        course.kg_label = label;
        return kg;
    };
}

std::string base64(ByteView bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    text.resize(static_cast<std::size_t>(
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()))));
    return text;
}

std::string origin_text(const Course& course) {
    if (!course.place) {
        return "made in the HSM";
    }
    return *course.place == hsm::KgAssembly::Place::hsm ? "components, combined in the HSM"
                                                        : "components, combined in locked memory of this host";
}

Json record_of(const CeremonyOptions& options, const Course& course, const std::string& kind,
               const std::string& environment, const hsm::SelfTestReport& report) {
    Json custodians = Json::array();
    for (std::size_t i = 0; i < options.custodians.size(); ++i) {
        Json custodian{{"name", options.custodians[i]}};
        if (i < course.components.size()) {
            custodian["component_check_value"] = course.components[i].text();
        }
        custodians.push_back(std::move(custodian));
    }
    Json keys = Json::array();
    for (const auto& kg : report.kgs) {
        keys.push_back({{"label", kg.label}, {"check_value", kg.check_value.text()}});
    }
    keys.push_back({{"label", "kek"}, {"check_value", report.kek.text()}});
    keys.push_back({{"label", "table"}, {"check_value", report.table.text()}});
    keys.push_back({{"label", "digest"}, {"check_value", report.digest.text()}});
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    return {{"keyline_ceremony", 1},
            {"kind", kind},
            {"environment", environment},
            {"began", utc_text(course.began)},
            {"ended", utc_text(SystemClock().utc())},
            {"host", host.data()},
            {"version", KEYLINE_VERSION},
            {"module", report.module},
            {"token", options.token_label},
            {"kg", {{"label", course.kg_label}, {"check_value", course.kg->text()}, {"origin", origin_text(course)}}},
            {"custodians", std::move(custodians)},
            {"keys", std::move(keys)},
            {"self_test", report.checks}};
}

fs::path next_record(const fs::path& directory) {
    std::error_code error;
    for (int number = 1;; ++number) {
        const std::string digits = std::to_string(number);
        const fs::path path =
            directory / (std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits + ".json");
        if (!fs::exists(path, error)) {
            return path;
        }
    }
}

// The files, and the entry of keyd's own log that names them by their digest.
Result<fs::path> write_record(const fs::path& directory, const Json& record, Signer& signer,
                              RegistryTransaction& transaction) {
    const fs::path ceremonies = directory / "ceremony";
    std::error_code error;
    fs::create_directories(ceremonies, error);
    fs::permissions(ceremonies, fs::perms::owner_all, error);
    const fs::path path = next_record(ceremonies);
    const std::string text = record.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
    auto signature = signer.sign(as_bytes(text));
    if (!signature) {
        return signature.failure();
    }
    const std::string pem =
        "-----BEGIN PUBLIC KEY-----\n" + base64(signer.public_key_der()) + "\n-----END PUBLIC KEY-----\n";
    const std::vector<std::pair<fs::path, ByteView>> files{
        {ceremonies / "log-signer.pem", as_bytes(pem)}, {path, as_bytes(text)}, {path.string() + ".sig", *signature}};
    for (const auto& [file, bytes] : files) {
        if (auto written = hsm::write_durably(file, bytes); !written) {
            return written.failure();
        }
    }
    ByteArray<32> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    AuditEvent event{"keys.ceremony", {}, {}, {}, {}, {}, {}};
    event.details = {{"record", path.filename().string()},
                     {"record_sha256", to_hex(digest)},
                     {"kind", record["kind"].get<std::string>()},
                     {"kg", record["kg"]["check_value"].get<std::string>()},
                     {"origin", record["kg"]["origin"].get<std::string>()}};
    for (const auto& custodian : record["custodians"]) {
        event.details.emplace_back("custodian", custodian["name"].get<std::string>());
    }
    if (auto recorded = transaction.record(event); !recorded) {
        return recorded.failure();
    }
    return path;
}

bool is_pinned(const std::string& label, const KeydConfig& config, const hsm::SelfTestReport& report) {
    return std::any_of(report.kgs.begin(), report.kgs.end(), [&](const auto& kg) {
        return kg.label == label && std::any_of(config.kgs.begin(), config.kgs.end(), [&](const KgVersion& pinned) {
                   return pinned.check_value == kg.check_value;
               });
    });
}

// What a broken-off one has left, before another begins. A Kg that keyd.toml names is finished.
Status clear_unfinished(hsm::Module& module, const fs::path& unfinished, const KeydConfig& config,
                        const hsm::SelfTestReport& report) {
    const auto label = hsm::read_small_file(unfinished, custodian_bytes_max);
    if (!label) {
        return label.error().code == ErrorCode::file_missing ? Status() : label.failure();
    }
    if (!is_pinned(std::string(as_text(*label)), config, report)) {
        if (auto destroyed = hsm::destroy_keys(module, {std::string(as_text(*label))}); !destroyed) {
            return destroyed.failure();
        }
    }
    std::error_code error;
    fs::remove(unfinished, error);
    return {};
}

// `kg = ...` of [check_values], with one more.
Status pin_kg(const fs::path& config_path, const std::vector<KgVersion>& kgs, const CheckValue& added) {
    auto bytes = hsm::read_small_file(config_path, config_size_bytes_max);
    if (!bytes) {
        return bytes.failure();
    }
    std::string list;
    for (const KgVersion& kg : kgs) {
        list += kg.use == KgVersion::Use::orders ? "\"" + kg.check_value.text() + "\", " : "";
    }
    const std::string text(as_text(*bytes));
    const std::regex line("(^|\n)kg[ \t]*=[ \t]*(\"[^\"\n]*\"|\\[[^\\]]*\\])");
    const std::string pinned = std::regex_replace(text, line, "$1kg = [" + list + "\"" + added.text() + "\"]",
                                                  std::regex_constants::format_first_only);
    if (pinned == text) {
        return fail(ErrorCode::config_invalid,
                    {{"path", config_path.string()}, {"key", "kg"}, {"reason", "cannot be found to add to"}});
    }
    return hsm::write_durably(config_path, as_bytes(pinned));
}

unsigned next_version(const hsm::SelfTestReport& report) {
    unsigned version = 1;
    for (const auto& kg : report.kgs) {
        for (; kg.label == hsm::kg_label({}, version); ++version) {
        }
    }
    return version;
}

Result<fs::path> record_kg(const CeremonyOptions& options, const Course& course, const KeydConfig& config,
                           StartedHsm& hsm, Registry& registry) {
    auto report = hsm::run_self_test(hsm.module, {});
    auto signer = hsm::HsmSigner::create(hsm.module);
    auto transaction = registry.begin();
    if (!report || !signer || !transaction) {
        return !report ? report.failure() : !signer ? signer.failure() : transaction.failure();
    }
    const auto twice = std::count_if(report->kgs.begin(), report->kgs.end(),
                                     [&](const auto& kg) { return kg.check_value == *course.kg; });
    if (twice != 1) {
        return fail(ErrorCode::station_exists, {{"path", config.token_label}, {"key", "kg " + course.kg->text()}});
    }
    if (config.environment.text() == "production" && *course.kg == development_kg_check_value()) {
        return misused("this is the development Kg, which everybody knows");
    }
    auto path =
        write_record(config.directory, record_of(options, course, "another Kg", config.environment.text(), *report),
                     **signer, **transaction);
    if (!path) {
        return path;
    }
    if (auto committed = (*transaction)->commit(); !committed) {
        return committed.failure();
    }
    return path;
}

} // namespace

Result<fs::path> make_key_service(const CeremonyOptions& options) {
    if (auto sound = check(options); !sound) {
        return sound.failure();
    }
    if (options.environment.text() == "production" && options.token_label.empty()) {
        return misused("production keys are made in an HSM: --token-label and --pin-file name its token");
    }
    if (options.token_label.empty() != options.pin_file.empty()) {
        return misused("--token-label goes with --pin-file");
    }
    Course course;
    fs::path record;
    KeydInitOptions init{options.directory, *options.station, {}, options.module, options.store};
    init.environment = options.environment;
    init.token_label = options.token_label;
    init.pin_file = options.pin_file;
    init.kg = kg_of(options, course);
    init.on_made = [&](const fs::path& directory, const hsm::SelfTestReport& report, Signer& signer,
                       RegistryTransaction& transaction) -> Status {
        if (options.environment.text() == "production" && *course.kg == development_kg_check_value()) {
            return misused("this is the development Kg, which everybody knows");
        }
        auto path =
            write_record(directory, record_of(options, course, "new key service", options.environment.text(), report),
                         signer, transaction);
        record = path ? options.directory / "ceremony" / path->filename() : fs::path();
        return path ? Status() : path.failure();
    };
    auto made = init_keyd(init);
    return made ? Result<fs::path>(record) : made.failure();
}

Result<fs::path> add_kg(const CeremonyOptions& options) {
    if (auto sound = check(options); !sound) {
        return sound.failure();
    }
    const fs::path config_path = options.directory / "keyd.toml";
    auto config = read_keyd_config(config_path);
    if (!config) {
        return config.failure();
    }
    auto lock = take_directory(*config);
    if (!lock) {
        return lock.failure();
    }
    SystemClock clock;
    auto registry = db::SqlRegistry::open({config->registry, config->environment, clock});
    if (!registry) {
        return registry.failure();
    }
    auto hsm = start_hsm(*config, clock, [](const hsm::TokenRestored&) { return Status(); });
    if (!hsm) {
        return hsm.failure();
    }
    const fs::path unfinished = config->directory / unfinished_name;
    if (auto cleared = clear_unfinished(hsm->module, unfinished, *config, hsm->report); !cleared) {
        return cleared.failure();
    }
    auto before = hsm::run_self_test(hsm->module, {});
    if (!before) {
        return before.failure();
    }
    const unsigned version = next_version(*before);
    if (auto noted = hsm::write_durably(unfinished, as_bytes(hsm::kg_label({}, version))); !noted) {
        return noted.failure();
    }
    Course course;
    CeremonyOptions recorded = options;
    recorded.token_label = config->token_label;
    auto made = hsm::make_kg(hsm->module, {}, version, kg_of(options, course));
    auto record = made ? record_kg(recorded, course, *config, *hsm, **registry) : made.failure();
    const auto pinned = record ? pin_kg(config_path, config->kgs, *course.kg) : record.failure();
    if (!pinned) {
        const auto cleared = clear_unfinished(hsm->module, unfinished, *config, *before);
        return cleared ? pinned.failure() : cleared.failure();
    }
    std::error_code error;
    fs::remove(unfinished, error);
    return record;
}

} // namespace keyline::app
