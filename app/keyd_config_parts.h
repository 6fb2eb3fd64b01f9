// How the parts of keyd.toml are read. For app/keyd_config*.cpp only.
#pragma once

#include "app/keyd_config.h"
#include "app/toml_file.h"

namespace keyline::app {

template <class Parse>
auto parsed(TomlTable& table, std::string_view key, Parse parse) -> decltype(parse(std::string_view())) {
    auto text = table.text(key);
    if (!text) {
        return text.failure();
    }
    auto value = parse(std::string_view(*text));
    if (!value) {
        return table.invalid(key, std::string(value.error().arg("reason")));
    }
    return value;
}

// A path; empty when the key is not there and need not be.
enum class Need { required, optional };
Result<std::filesystem::path> read_path(TomlTable& table, const std::filesystem::path& directory, std::string_view key,
                                        Need need = Need::required);
// A file that nobody else may read, or a credential that systemd hands over.
Result<std::filesystem::path> read_secret_path(TomlTable& table, const std::filesystem::path& directory,
                                               const char* file_key, const char* credential_key);

// A table of the file, read to its last key; `otherwise` when it is not there.
template <class T, class Read>
Result<T> section(TomlTable& file, const char* name, T otherwise, Read read) {
    if (!file.has(name)) {
        return otherwise;
    }
    auto table = file.table(name);
    if (!table) {
        return table.failure();
    }
    Result<T> value = read(*table);
    if (!value) {
        return value;
    }
    if (auto known = table->no_unknown_keys(); !known) {
        return known.failure();
    }
    return value;
}

// Who may call, and as whom: keyd_config_callers.cpp.
Result<PeoplePolicy> read_people(TomlTable& file, const Name& environment);
Result<std::optional<KeydTls>> read_tls(TomlTable& file, const std::filesystem::path& directory);
Result<std::vector<hsm::StationRights>> read_stations(TomlTable& file);

} // namespace keyline::app
