#include "app/keyd/keys_backup.h"

#include "app/keyd/component_entry.h"
#include "app/keyd/serve.h"
#include "app/system_ports.h"
#include "db/registry.h"
#include "hsm/durable_file.h"
#include "hsm/key_backup.h"
#include "hsm/kg_assembly.h"

#include <algorithm>
#include <set>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> misused(std::string reason) {
    return fail(ErrorCode::usage, {{"reason", std::move(reason)}});
}

struct Entered {
    SecretBytes key;
    std::vector<CheckValue> check_values;
};

Result<Entered> enter_components(const BackupOptions& options) {
    const std::set<std::string> names(options.custodians.begin(), options.custodians.end());
    if (names.size() < 2 || names.size() != options.custodians.size()) {
        return misused("a backup takes two or more --custodian, each named once");
    }
    if (!options.component_fds.empty() && options.component_fds.size() != names.size()) {
        return misused("--component-fd is needed once for each --custodian, in the same order");
    }
    std::vector<SecretBytes> components;
    std::vector<CheckValue> check_values;
    for (std::size_t i = 0; i < options.custodians.size(); ++i) {
        auto component = options.component_fds.empty() ? ask_component(options.custodians[i])
                                                       : read_component(options.component_fds[i]);
        auto value = component ? hsm::component_check_value(*component) : component.failure();
        if (!value) {
            return value.failure();
        }
        check_values.push_back(*value);
        components.push_back(std::move(*component));
    }
    auto key = hsm::combine_components(std::move(components));
    return key ? Result<Entered>(Entered{std::move(*key), std::move(check_values)}) : key.failure();
}

// The token's files, the PIN and keyd.toml, below keyd's directory.
Result<std::vector<fs::path>> files_of(const KeydConfig& config) {
    if (!config.softhsm_directory || config.softhsm_directory->lexically_normal() != config.directory / "" ||
        config.pin_file.lexically_normal() != config.directory / "pin") {
        if (!config.softhsm_directory) {
            return fail(ErrorCode::hsm_no_backup, {{"module", config.module.string()}});
        }
        return misused("only what init makes is backed up: softhsm_directory = \".\" and pin_file = \"pin\"");
    }
    std::vector<fs::path> files{"keyd.toml", "pin"};
    std::error_code error;
    for (fs::recursive_directory_iterator entry(config.directory / "tokens", error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->is_regular_file(error)) {
            files.push_back(entry->path().lexically_relative(config.directory));
        }
    }
    if (error) {
        return fail(ErrorCode::file_io, {{"path", (config.directory / "tokens").string()}}, error.message());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Status record_backup(Registry& registry, const BackupOptions& options, const std::vector<CheckValue>& components) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    AuditEvent event;
    event.event = "keys.backup";
    event.details = {{"file", options.file.filename().string()}};
    for (std::size_t i = 0; i < components.size(); ++i) {
        event.details.emplace_back("custodian", options.custodians[i] + " " + components[i].text());
    }
    if (auto recorded = (*transaction)->record(event); !recorded) {
        return recorded;
    }
    return (*transaction)->commit();
}

std::vector<CheckValue> check_values_of(const hsm::SelfTestReport& report) {
    std::vector<CheckValue> values;
    std::transform(report.kgs.begin(), report.kgs.end(), std::back_inserter(values),
                   [](const auto& kg) { return kg.check_value; });
    return values;
}

} // namespace

Status back_up_keys(const BackupOptions& options) {
    auto config = read_keyd_config(options.config_path);
    if (!config) {
        return config.failure();
    }
    const auto files = files_of(*config);
    if (!files) {
        return files.failure();
    }
    auto lock = take_directory(*config, embedded_end_ms_max);
    if (!lock) {
        return lock.failure();
    }
    SystemClock clock;
    auto registry = db::SqlRegistry::open({config->registry, config->environment, clock});
    if (!registry) {
        return registry.failure();
    }
    auto entered = enter_components(options);
    if (!entered) {
        return entered.failure();
    }
    // Only what works is worth a backup; and the files are not touched any more after that.
    std::optional<hsm::KeyBackupHeader> header;
    {
        auto started = start_hsm(*config, clock, [](const hsm::TokenRestored&) { return Status(); });
        if (!started) {
            return started.failure();
        }
        header = hsm::KeyBackupHeader{
            config->environment.text(), config->token_label, utc_text(clock.utc()), check_values_of(started->report),
            started->report.kek,        options.custodians,  entered->check_values};
    }
    if (auto recorded = record_backup(**registry, options, entered->check_values); !recorded) {
        return recorded;
    }
    return hsm::write_key_backup(options.file, *header, entered->key, config->directory, *files);
}

namespace {

Status try_restored(const fs::path& directory, const hsm::KeyBackupHeader& header) {
    auto config = read_keyd_config(directory / "keyd.toml");
    if (!config) {
        return config.failure();
    }
    SystemClock clock;
    auto started = start_hsm(*config, clock, [](const hsm::TokenRestored&) { return Status(); });
    if (!started) {
        return started.failure();
    }
    if (config->environment.text() != header.environment || check_values_of(started->report) != header.kgs ||
        started->report.kek != header.kek) {
        return fail(ErrorCode::backup_unsound,
                    {{"path", directory.string()}, {"reason", "its keys are not those that it names"}});
    }
    return {};
}

Status restore_into(const BackupOptions& options, const fs::path& staging) {
    const auto header = hsm::read_key_backup_header(options.file);
    if (!header) {
        return header.failure();
    }
    const auto entered = enter_components(options);
    if (!entered) {
        return entered.failure();
    }
    if (entered->check_values != header->components) {
        return fail(ErrorCode::backup_unsound,
                    {{"path", options.file.string()}, {"reason", "these are not its components, in their order"}});
    }
    if (auto restored = hsm::restore_key_backup(options.file, entered->key, staging); !restored) {
        return restored;
    }
    return try_restored(staging, *header);
}

} // namespace

Status restore_keys(const BackupOptions& options) {
    const fs::path target = fs::absolute(options.directory).lexically_normal();
    std::error_code error;
    if (fs::exists(target, error)) {
        return fail(ErrorCode::station_exists, {{"path", target.string()}});
    }
    const fs::path staging = target.string() + ".restoring";
    fs::remove_all(staging, error); // of one that was interrupted
    if (!fs::create_directories(staging, error)) {
        return fail(ErrorCode::file_io, {{"path", staging.string()}}, error.message());
    }
    fs::permissions(staging, fs::perms::owner_all, error);
    if (auto restored = restore_into(options, staging); !restored) {
        fs::remove_all(staging, error);
        return restored;
    }
    fs::rename(staging, target, error);
    if (error) {
        return fail(ErrorCode::file_io, {{"path", target.string()}}, error.message());
    }
    return hsm::sync_directory(target.parent_path());
}

} // namespace keyline::app
