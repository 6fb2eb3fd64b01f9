#include "app/keyd/init.h"

#include "app/system_ports.h"
#include "app/toml_file.h"
#include "db/archive.h"
#include "db/registry.h"
#include "hsm/durable_file.h"
#include "hsm/identity.h"
#include "hsm/self_test.h"
#include "hsm/token_setup.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t pin_random_bytes = 16;
constexpr std::size_t kg_file_size_bytes_max = 128;
constexpr std::string_view environment_text = "development";

tl::unexpected<Error> io_failure(const fs::path& path, const char* reason, std::string cause) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", reason}}, std::move(cause));
}

// A directory with a name of its own, locked while its maker lives, removed again unless it is moved into place.
class Staging {
  public:
    // Removes what killed ones have left beside the target first: there is a PIN in it.
    static Result<Staging> create(const fs::path& target) {
        std::error_code error;
        fs::create_directories(target.parent_path(), error);
        if (error) {
            return io_failure(target.parent_path(), "cannot be written", error.message());
        }
        remove_abandoned(target);
        std::string name = (target.parent_path() / (prefix_of(target) + "XXXXXX")).string();
        if (mkdtemp(name.data()) == nullptr) {
            return io_failure(target.parent_path(), "cannot be written", errno_text(errno));
        }
        auto lock = lock_directory(name);
        if (lock == nullptr) { // another init has taken it for an abandoned one: it is removing it
            return io_failure(name, "was removed by another init", errno_text(errno));
        }
        return Staging(name, std::move(lock));
    }
    Staging(Staging&& other) noexcept : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}
    Staging& operator=(Staging&&) = delete;
    ~Staging() {
        std::error_code error;
        if (!path_.empty()) {
            fs::remove_all(path_, error);
        }
    }

    const fs::path& path() const { return path_; }

    // Replaces an empty directory; anything else stays what it is.
    Status move_to(const fs::path& target) {
        if (auto synced = hsm::sync_directory(path_); !synced) {
            return synced;
        }
        if (rename(path_.c_str(), target.c_str()) != 0) {
            return errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR
                       ? fail(ErrorCode::station_exists, {{"path", target.string()}})
                       : io_failure(target, "cannot be made", errno_text(errno));
        }
        path_.clear();
        return hsm::sync_directory(target.parent_path());
    }

  private:
    using Lock = std::unique_ptr<hsm::Descriptor>; // given up with the process, however that ends

    Staging(fs::path path, Lock lock) : path_(std::move(path)), lock_(std::move(lock)) {}

    static std::string prefix_of(const fs::path& target) { return "." + target.filename().string() + "."; }

    // None when somebody else has it.
    static Lock lock_directory(const fs::path& path) {
        auto directory =
            std::make_unique<hsm::Descriptor>(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        return directory->is_open() && flock(directory->get(), LOCK_EX | LOCK_NB) == 0 ? std::move(directory) : nullptr;
    }

    static void remove_abandoned(const fs::path& target) {
        const std::string prefix = prefix_of(target);
        std::error_code error;
        for (fs::directory_iterator entry(target.parent_path(), error), end; !error && entry != end;
             entry.increment(error)) {
            const std::string name = entry->path().filename();
            if (!name.starts_with(prefix) || name.size() != prefix.size() + 6) {
                continue;
            }
            if (const auto lock = lock_directory(entry->path()); lock != nullptr) {
                std::error_code unremovable; // another user's: nothing of ours
                fs::remove_all(entry->path(), unremovable);
            }
        }
    }

    fs::path path_;
    Lock lock_;
};

Result<SecretBytes> read_kg(const fs::path& file) {
    std::string text = KEYLINE_DEVELOPMENT_KG;
    if (!file.empty()) {
        auto bytes = hsm::read_small_file(file, kg_file_size_bytes_max);
        if (!bytes) {
            return bytes.failure();
        }
        text = as_text(*bytes);
        wipe(*bytes);
    }
    text.erase(std::find_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }), text.end());
    auto kg = from_hex(text);
    wipe(text);
    if (!kg || kg->size() != hsm::aes_key_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "Kg file"}, {"reason", "64 hex digits expected"}});
    }
    auto secret = SecretBytes::copy_of(*kg);
    wipe(*kg);
    return secret;
}

Result<SecretBytes> random_pin() {
    auto random = SecretBytes::create(pin_random_bytes);
    if (!random) {
        return random;
    }
    if (auto filled = SystemRandom().fill(random->writable()); !filled) {
        return filled.failure();
    }
    std::string text = to_hex(random->bytes());
    auto pin = SecretBytes::copy_of(as_bytes(text));
    wipe(text);
    return pin;
}

struct MadeToken {
    hsm::Module module;
    hsm::SelfTestReport report;
};

Result<MadeToken> make_token(const KeydInitOptions& options, const fs::path& directory,
                             const std::string& token_label) {
    auto config = hsm::write_softhsm_config(directory);
    if (!config) {
        return config.failure();
    }
    setenv("SOFTHSM2_CONF", config->c_str(), 1);
    auto kg = read_kg(options.kg_file);
    if (!kg) {
        return kg.failure();
    }
    auto pin = random_pin();
    auto officer_pin = random_pin(); // not kept: a development token is made anew, not repaired
    if (!pin || !officer_pin) {
        return pin ? officer_pin.failure() : pin.failure();
    }
    if (auto written = hsm::write_durably(directory / "pin", pin->bytes()); !written) {
        return written.failure();
    }
    auto module = hsm::Module::load(options.module);
    if (!module) {
        return module.failure();
    }
    if (auto made = hsm::set_up_development_token(*module, {token_label, *officer_pin, *pin, *kg, {}}); !made) {
        return made.failure();
    }
    auto report = hsm::run_self_test(*module, {});
    if (!report) {
        return report.failure();
    }
    return MadeToken{std::move(*module), std::move(*report)};
}

struct Places {
    db::StorePlace registry;
    db::StorePlace archive;
};

Result<Places> places_of(const KeydInitOptions& options, const fs::path& directory) {
    if (options.store.empty()) {
        return Places{directory / "keyd.db", directory / "archive.db"};
    }
    auto place = db::PostgresPlace::parse(options.store);
    return place ? Result<Places>(Places{*place, *place}) : place.failure();
}

Status make_databases(const Places& places, MadeToken& token) {
    SystemClock clock;
    const Name environment = *Name::parse(environment_text);
    auto registry = db::SqlRegistry::create({places.registry, environment, clock});
    if (!registry) {
        return registry.failure();
    }
    auto signer = hsm::HsmSigner::create(token.module);
    if (!signer) {
        return signer.failure();
    }
    if (auto archive = db::SqlArchive::create({places.archive, environment, **signer}); !archive) {
        return archive.failure();
    }
    auto transaction = (*registry)->begin();
    if (!transaction) {
        return transaction.failure();
    }
    AuditEvent created{"keyd.created", {}, {}, {}, {}, {}, {}};
    created.details = {{"kg", token.report.kgs.front().check_value.text()},
                       {"kek", token.report.kek.text()},
                       {"table_key", token.report.table.text()},
                       {"digest_key", token.report.digest.text()}};
    if (auto recorded = (*transaction)->record(created); !recorded) {
        return recorded.failure();
    }
    return (*transaction)->commit();
}

std::string config_text(const KeydInitOptions& options, const std::string& token_label,
                        const hsm::SelfTestReport& report) {
    const auto line = [](const char* key, std::string_view value) {
        return std::string(key) + " = " + toml_text(value) + "\n";
    };
    return "# A DEVELOPMENT key service: everybody knows its Kg. app/keyd_config.h explains each key.\n" +
           line("environment", environment_text) + line("station", options.station.text()) +
           line("module", options.module.string()) + line("token_label", token_label) + line("pin_file", "pin") +
           line("softhsm_directory", ".") +
           (options.store.empty() ? line("registry", "keyd.db") + line("archive", "archive.db")
                                  : line("registry", options.store)) +
           "\n[check_values]\n" + line("kg", report.kgs.front().check_value.text()) + line("kek", report.kek.text());
}

Status refuse_existing(const fs::path& directory) {
    std::error_code error;
    if (fs::exists(directory, error) && !fs::is_empty(directory, error)) {
        return fail(ErrorCode::station_exists, {{"path", directory.string()}});
    }
    return {};
}

} // namespace

Status init_keyd(const KeydInitOptions& options) {
    const fs::path directory = fs::absolute(options.directory).lexically_normal();
    const fs::path target = directory.has_filename() ? directory : directory.parent_path();
    if (auto fresh = refuse_existing(target); !fresh) {
        return fresh;
    }
    auto staging = Staging::create(target);
    if (!staging) {
        return staging.failure();
    }
    constexpr std::size_t label_characters_max = 32; // CK_TOKEN_INFO
    const std::string token_label = ("keyline-" + options.station.text()).substr(0, label_characters_max);
    {
        auto token = make_token(options, staging->path(), token_label);
        if (!token) {
            return token.failure();
        }
        const auto places = places_of(options, staging->path());
        if (!places) {
            return places.failure();
        }
        if (auto made = make_databases(*places, *token); !made) {
            return made;
        }
        const std::string text = config_text(options, token_label, token->report);
        if (auto written = hsm::write_durably(staging->path() / "keyd.toml", as_bytes(text)); !written) {
            return written;
        }
    }
    return staging->move_to(target);
}

} // namespace keyline::app
