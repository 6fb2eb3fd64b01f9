#include "app/keyd_config.h"

#include "app/keyd_config_parts.h"
#include "db/checkpoint.h"
#include "hsm/service/address.h"

#include <cerrno>
#include <cstdlib>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

Result<Name> parse_environment(std::string_view text) {
    if (text != "development" && text != "production") {
        return fail(ErrorCode::value_malformed, {{"reason", "must be \"development\" or \"production\""}});
    }
    return Name::parse(text);
}

// A file, or a database of PostgreSQL.
Result<db::StorePlace> read_store(TomlTable& table, const fs::path& directory, std::string_view key) {
    auto text = table.text(key);
    if (!text) {
        return text.failure();
    }
    if (db::PostgresPlace::is_one(*text)) {
        auto place = db::PostgresPlace::parse(*text);
        return place ? Result<db::StorePlace>(*std::move(place))
                     : table.invalid(key, std::string(place.error().arg("reason")));
    }
    auto path = read_path(table, directory, key);
    return path ? Result<db::StorePlace>(*std::move(path)) : path.failure();
}

// All that several keyd share is in one database, unless the file says otherwise.
Result<db::StorePlace> read_archive(TomlTable& table, const fs::path& directory,
                                    const Result<db::StorePlace>& registry) {
    const auto text = table.text("archive", "");
    const bool shared = registry && std::holds_alternative<db::PostgresPlace>(*registry);
    return text && text->empty() && shared ? registry : read_store(table, directory, "archive");
}

Result<fs::path> read_socket_path(TomlTable& table, const fs::path& directory) {
    auto socket = read_path(table, directory, "socket", Need::optional);
    if (!socket) {
        return socket.failure();
    }
    if (socket->empty()) {
        return default_socket_path(directory);
    }
    if (socket->native().size() > hsm::socket_path_bytes_max) {
        return table.invalid("socket", "must have 107 bytes at most, the directory included");
    }
    return *socket;
}

struct CheckValues {
    std::vector<KgVersion> kgs;
    CheckValue kek;
};

Status add_kgs(TomlTable& table, std::string_view key, KgVersion::Use use, std::vector<KgVersion>& kgs) {
    auto texts = table.texts(key);
    if (!texts) {
        return texts.failure();
    }
    for (const std::string& text : *texts) {
        auto value = CheckValue::parse(text);
        if (!value) {
            return table.invalid(key, "must be check values of 6 hex digits");
        }
        for (const KgVersion& other : kgs) {
            if (other.check_value == *value) {
                return table.invalid(key, "names " + value->text() + " twice");
            }
        }
        kgs.push_back({*value, use});
    }
    if (kgs.empty()) {
        return table.invalid(key, "is missing");
    }
    if (kgs.size() > kg_versions_max) {
        return table.invalid(key, "names more than " + std::to_string(kg_versions_max));
    }
    return {};
}

Result<CheckValues> read_check_values(TomlTable& file) {
    auto table = file.table("check_values");
    if (!table) {
        return table.failure();
    }
    std::vector<KgVersion> kgs;
    if (auto added = add_kgs(*table, "kg", KgVersion::Use::orders, kgs); !added) {
        return added.failure();
    }
    if (auto added = add_kgs(*table, "kg_retired", KgVersion::Use::retired, kgs); !added) {
        return added.failure();
    }
    auto kek = parsed(*table, "kek", CheckValue::parse);
    if (!kek) {
        return kek.failure();
    }
    if (auto known = table->no_unknown_keys(); !known) {
        return known.failure();
    }
    return CheckValues{std::move(kgs), *kek};
}

Result<std::vector<std::string>> read_order_signers(TomlTable& file) {
    using Vkeys = std::vector<std::string>;
    return section(file, "orders", Vkeys(), [](TomlTable& table) -> Result<Vkeys> {
        auto trusted = table.texts("trusted");
        if (!trusted) {
            return trusted;
        }
        for (const std::string& vkey : *trusted) {
            if (!db::VerifierKey::parse(vkey)) {
                return table.invalid("trusted", "must be vkeys, NAME+ID+KEY, of ECDSA P-256 keys");
            }
        }
        return trusted;
    });
}

Result<std::optional<fs::path>> read_escrow_copy(TomlTable& file, const fs::path& directory) {
    using Path = std::optional<fs::path>;
    return section(file, "escrow", Path(), [&](TomlTable& table) -> Result<Path> {
        auto copy = read_path(table, directory, "copy");
        return copy ? Result<Path>(*std::move(copy)) : copy.failure();
    });
}

Result<std::string> read_metrics(TomlTable& file) {
    return section(file, "metrics", std::string(), [](TomlTable& table) {
        auto listen = table.text("listen");
        if (listen && !listen->starts_with("127.0.0.1:") && !listen->starts_with("[::1]:")) {
            return Result<std::string>(table.invalid("listen", "must be 127.0.0.1:PORT or [::1]:PORT"));
        }
        return listen;
    });
}

Result<KeydConfig> read(TomlTable& table, const fs::path& directory) {
    auto environment = parsed(table, "environment", parse_environment);
    if (!environment) {
        return environment.failure();
    }
    auto station = parsed(table, "station", StationId::parse);
    if (!station) {
        return station.failure();
    }
    auto token_label = table.text("token_label");
    if (!token_label) {
        return token_label.failure();
    }
    auto check_values = read_check_values(table);
    if (!check_values) {
        return check_values.failure();
    }
    auto people = read_people(table, *environment);
    if (!people) {
        return people.failure();
    }
    auto order_signers = read_order_signers(table);
    if (!order_signers) {
        return order_signers.failure();
    }
    auto module = read_path(table, directory, "module");
    auto pin = read_secret_path(table, directory, "pin_file", "pin_credential");
    auto softhsm = read_path(table, directory, "softhsm_directory", Need::optional);
    auto registry = read_store(table, directory, "registry");
    auto archive = read_archive(table, directory, registry);
    auto socket = read_socket_path(table, directory);
    for (const auto* path : {&module, &pin, &softhsm, &socket}) {
        if (!*path) {
            return path->failure();
        }
    }
    auto escrow_copy = read_escrow_copy(table, directory);
    if (!escrow_copy) {
        return escrow_copy.failure();
    }
    if (!registry || !archive) {
        return registry ? archive.failure() : registry.failure();
    }
    const auto* registry_path = std::get_if<fs::path>(&*registry);
    const auto* archive_path = std::get_if<fs::path>(&*archive);
    if (registry_path != nullptr && archive_path != nullptr && *registry_path == *archive_path) {
        return table.invalid("archive", "must be another file than the registry");
    }
    auto tls = read_tls(table, directory);
    if (!tls) {
        return tls.failure();
    }
    auto stations = read_stations(table);
    if (!stations) {
        return stations.failure();
    }
    auto metrics = read_metrics(table);
    if (!metrics) {
        return metrics.failure();
    }
    const auto disk_free_mib_min = table.integer("disk_free_mib_min", 0, disk_free_mib_max, disk_free_mib_min_default);
    if (!disk_free_mib_min) {
        return disk_free_mib_min.failure();
    }
    if (auto known = table.no_unknown_keys(); !known) {
        return known.failure();
    }
    return KeydConfig{directory,
                      std::move(*environment),
                      std::move(*station),
                      std::move(*module),
                      std::move(*token_label),
                      std::move(*pin),
                      softhsm->empty() ? std::optional<fs::path>() : std::move(*softhsm),
                      std::move(*registry),
                      std::move(*archive),
                      std::move(*socket),
                      std::move(*escrow_copy),
                      std::move(check_values->kgs),
                      check_values->kek,
                      *std::move(people),
                      *std::move(order_signers),
                      std::move(*tls),
                      std::move(*stations),
                      std::move(*metrics),
                      *disk_free_mib_min};
}

} // namespace

Result<fs::path> read_path(TomlTable& table, const fs::path& directory, std::string_view key, Need need) {
    auto text = need == Need::required ? table.text(key) : table.text(key, "");
    if (!text) {
        return text.failure();
    }
    if (text->find('\0') != std::string::npos || (need == Need::required && text->empty())) {
        return table.invalid(key, "must be a path");
    }
    return text->empty() ? fs::path() : (directory / *text).lexically_normal();
}

Result<fs::path> read_secret_path(TomlTable& table, const fs::path& directory, const char* file_key,
                                  const char* credential_key) {
    auto file = read_path(table, directory, file_key, Need::optional);
    auto credential = table.text(credential_key, "");
    if (!file || !credential) {
        return file ? credential.failure() : file.failure();
    }
    if (file->empty() == credential->empty()) {
        return table.invalid(file_key, "or else " + std::string(credential_key) + " must be given");
    }
    if (!file->empty()) {
        return *file;
    }
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    if (credentials == nullptr || credential->find('/') != std::string::npos) {
        return table.invalid(credential_key, "is not there: systemd hands credentials over (LoadCredential=)");
    }
    return fs::path(credentials) / *credential;
}

Result<KeydConfig> read_keyd_config(const fs::path& path) {
    auto file = parse_toml_file(path, ErrorCode::config_missing, ErrorCode::config_invalid);
    if (!file) {
        return file.failure();
    }
    std::error_code error;
    const fs::path directory = fs::canonical(path, error).parent_path();
    if (error) {
        return fail(ErrorCode::config_missing, {{"path", path.string()}}, error.message());
    }
    TomlTable table(*file, path, ErrorCode::config_invalid);
    return read(table, directory);
}

fs::path default_socket_path(const fs::path& directory) {
    constexpr std::size_t name_size_bytes = 8;
    ByteArray<EVP_MAX_MD_SIZE> digest{};
    EVP_Digest(directory.c_str(), directory.native().size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    const std::string name = to_hex(ByteView(digest).first(name_size_bytes));
    return "/tmp/keyline-" + std::to_string(geteuid()) + "-" + name + "/keyd.sock";
}

Status secure_socket_directory(const fs::path& socket) {
    const fs::path directory = socket.parent_path();
    const auto refused = [&](const char* reason, std::string cause) {
        return fail(ErrorCode::file_io, {{"path", directory.string()}, {"reason", reason}}, std::move(cause));
    };
    if (mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return refused("cannot be made", errno_text(errno));
    }
    struct stat status {};
    if (lstat(directory.c_str(), &status) != 0) {
        return refused("cannot be read", errno_text(errno));
    }
    if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return refused("must be a directory that is this user's alone (mode 0700)", {});
    }
    return {};
}

} // namespace keyline::app
