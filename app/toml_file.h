// TomlFile: one TOML file of ours, read key by key; what nobody has asked for at the end is an unknown key.
// Only for app/*.cpp that read configuration. Errors carry path and line, never a value.
#pragma once

#include "provisioning/result.h"

#include <filesystem>
#include <optional>
#include <set>
#include <toml++/toml.h>

namespace keyline::app {

class TomlTable {
  public:
    TomlTable(const toml::table& table, std::filesystem::path path, ErrorCode invalid)
        : table_(table), path_(std::move(path)), invalid_(invalid) {}

    Result<std::string> text(std::string_view key, const std::optional<std::string>& otherwise = {});
    // One text, or a list of texts. Empty when it is not there.
    Result<std::vector<std::string>> texts(std::string_view key);
    Result<std::int64_t> integer(std::string_view key, std::int64_t min, std::int64_t max,
                                 const std::optional<std::int64_t>& otherwise = {});
    Result<bool> boolean(std::string_view key, bool otherwise);
    // Empty when it is not there.
    Result<std::vector<TomlTable>> tables(std::string_view key);
    Result<TomlTable> table(std::string_view key);
    bool has(std::string_view key) const { return table_.contains(key); }
    // A list of texts, or a single one. At most `count_max`; empty when it is not there.
    Result<std::vector<std::string>> texts(std::string_view key, std::size_t count_max);
    // After the last key was read.
    Status no_unknown_keys() const;
    tl::unexpected<Error> invalid(std::string_view key, std::string reason) const;

  private:
    tl::unexpected<Error> at(const toml::node& node, std::string_view key, std::string reason) const;

    const toml::table& table_;
    std::filesystem::path path_;
    ErrorCode invalid_;
    std::set<std::string, std::less<>> known_;
};

// `missing` when there is no such file, `invalid` when it is not TOML.
Result<toml::table> parse_toml_file(const std::filesystem::path& path, ErrorCode missing, ErrorCode invalid);

// A text as TOML and JSON write it, quotes included. What is not UTF-8 is replaced.
std::string toml_text(std::string_view text);

} // namespace keyline::app
