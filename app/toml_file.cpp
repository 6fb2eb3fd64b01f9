#include "app/toml_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace keyline::app {

namespace {
constexpr std::uintmax_t file_size_bytes_max = 65'536; // the parser recurses by what it reads
}

Result<toml::table> parse_toml_file(const std::filesystem::path& path, ErrorCode missing, ErrorCode invalid) {
    std::error_code unreadable;
    const auto size_bytes = std::filesystem::file_size(path, unreadable);
    if (unreadable) {
        return fail(missing, {{"path", path.string()}}, unreadable.message());
    }
    if (size_bytes > file_size_bytes_max) {
        return fail(invalid, {{"path", path.string()}, {"reason", "more than 64 KiB"}});
    }
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) {
        return fail(missing, {{"path", path.string()}}, errno_text(errno));
    }
    try {
        return toml::parse(text.str());
    } catch (const toml::parse_error& error) {
        return fail(invalid, {{"path", path.string()},
                              {"line", std::to_string(error.source().begin.line)},
                              {"key", "TOML"},
                              {"reason", std::string(error.description())}});
    }
}

Result<std::string> TomlTable::text(std::string_view key, const std::optional<std::string>& otherwise) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return otherwise ? Result<std::string>(*otherwise) : Result<std::string>(invalid(key, "is missing"));
    }
    const auto value = node->value_exact<std::string>();
    return value ? Result<std::string>(*value) : Result<std::string>(at(*node, key, "must be a text in quotes"));
}

Result<std::vector<std::string>> TomlTable::texts(std::string_view key) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return std::vector<std::string>();
    }
    if (const auto one = node->value_exact<std::string>()) {
        return std::vector<std::string>{*one};
    }
    std::vector<std::string> texts;
    if (const toml::array* list = node->as_array()) {
        for (const toml::node& element : *list) {
            if (const auto text = element.value_exact<std::string>()) {
                texts.push_back(*text);
            }
        }
        if (texts.size() == list->size()) {
            return texts;
        }
    }
    return at(*node, key, "must be a text in quotes, or a list of such");
}

Result<std::int64_t> TomlTable::integer(std::string_view key, std::int64_t min, std::int64_t max,
                                        const std::optional<std::int64_t>& otherwise) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return otherwise ? Result<std::int64_t>(*otherwise) : Result<std::int64_t>(invalid(key, "is missing"));
    }
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < min || *value > max) {
        return at(*node, key, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    }
    return *value;
}

Result<bool> TomlTable::boolean(std::string_view key, bool otherwise) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return otherwise;
    }
    const auto value = node->value_exact<bool>();
    return value ? Result<bool>(*value) : Result<bool>(at(*node, key, "must be true or false"));
}

Result<std::vector<TomlTable>> TomlTable::tables(std::string_view key) {
    known_.emplace(key);
    std::vector<TomlTable> tables;
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return tables;
    }
    if (!node->is_array_of_tables()) {
        return at(*node, key, "must be written as [[" + std::string(key) + "]]");
    }
    for (const toml::node& element : *node->as_array()) {
        tables.emplace_back(*element.as_table(), path_, invalid_);
    }
    return tables;
}

Result<std::vector<std::string>> TomlTable::texts(std::string_view key, std::size_t count_max) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return std::vector<std::string>();
    }
    if (const auto single = node->value_exact<std::string>()) {
        return std::vector<std::string>{*single};
    }
    const toml::array* list = node->as_array();
    if (list == nullptr || list->size() > count_max) {
        return at(*node, key, "must be a list of " + std::to_string(count_max) + " texts in quotes at most");
    }
    std::vector<std::string> texts;
    for (const toml::node& element : *list) {
        const auto text = element.value_exact<std::string>();
        if (!text) {
            return at(element, key, "must be a list of texts in quotes");
        }
        texts.push_back(*text);
    }
    return texts;
}

Result<TomlTable> TomlTable::table(std::string_view key) {
    known_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
        return invalid(key, "is missing");
    }
    if (!node->is_table()) {
        return at(*node, key, "must be written as [" + std::string(key) + "]");
    }
    return TomlTable(*node->as_table(), path_, invalid_);
}

Status TomlTable::no_unknown_keys() const {
    for (const auto& [key, node] : table_) {
        if (!known_.contains(key.str())) {
            return at(node, key.str(), "is not a key of this file");
        }
    }
    return {};
}

tl::unexpected<Error> TomlTable::invalid(std::string_view key, std::string reason) const {
    const toml::node* node = table_.get(key);
    return at(node != nullptr ? *node : static_cast<const toml::node&>(table_), key, std::move(reason));
}

tl::unexpected<Error> TomlTable::at(const toml::node& node, std::string_view key, std::string reason) const {
    return fail(invalid_, {{"path", path_.string()},
                           {"line", std::to_string(node.source().begin.line)},
                           {"key", std::string(key)},
                           {"reason", std::move(reason)}});
}

std::string toml_text(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace keyline::app
