#include "app/keyd/init.h"

#include "app/keyd/hsm_start.h"
#include "app/system_ports.h"
#include "app/toml_file.h"
#include "db/archive.h"
#include "db/registry.h"
#include "hsm/durable_file.h"
#include "hsm/environment_mark.h"
#include "hsm/identity.h"
#include "hsm/pin.h"
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

Result<SecretBytes> make_softhsm_pin(const fs::path& directory) {
    auto config = hsm::write_softhsm_config(directory);
    if (!config) {
        return config.failure();
    }
    setenv("SOFTHSM2_CONF", config->c_str(), 1);
    auto pin = random_pin();
    if (!pin) {
        return pin;
    }
    if (auto written = hsm::write_durably(directory / "pin", pin->bytes()); !written) {
        return written.failure();
    }
    return pin;
}

Result<SecretBytes> read_token_pin(const fs::path& file) {
    auto pin = hsm::read_pin_file(file);
    return pin ? Result<SecretBytes>(std::move(pin->pin)) : Result<SecretBytes>(pin.failure());
}

// What an interrupted one has left in a token that outlives it. The file is there while keys are being made.
Status clear_unfinished(hsm::Module& module, const fs::path& unfinished) {
    std::error_code error;
    if (!fs::exists(unfinished, error)) {
        return {};
    }
    if (auto destroyed = hsm::destroy_keys(module, hsm::service_key_labels({})); !destroyed) {
        return destroyed.failure();
    }
    fs::remove(unfinished, error);
    return error ? io_failure(unfinished, "cannot be removed", error.message()) : Status();
}

Status require_no_service_keys(hsm::Module& module, const std::string& token_label) {
    auto session = hsm::Session::open(module);
    if (!session) {
        return session.failure();
    }
    for (const CK_OBJECT_CLASS object_class : {CKO_SECRET_KEY, CKO_PRIVATE_KEY}) {
        auto objects = session->list(object_class);
        if (!objects) {
            return objects.failure();
        }
        for (const auto& object : *objects) {
            const auto labels = hsm::service_key_labels({});
            if (std::find(labels.begin(), labels.end(), object.label) != labels.end()) {
                return fail(ErrorCode::station_exists, {{"path", token_label}, {"key", object.label}});
            }
        }
    }
    return {};
}

// Keys without their mark are no production keys: an interruption before it does no harm.
Result<hsm::SelfTestReport> marked(const KeydInitOptions& options, const hsm::Module& module) {
    auto done = hsm::mark_environment(module, {}, options.environment.text());
    return done ? hsm::run_self_test(module, {}) : done.failure();
}

Result<hsm::SelfTestReport> make_keys(const KeydInitOptions& options, hsm::Module& module,
                                      const std::string& token_label) {
    if (options.kg) {
        if (auto made = hsm::make_service_keys(module, token_label, {}, options.kg); !made) {
            return made.failure();
        }
        return marked(options, module);
    }
    auto kg = read_kg(options.kg_file);
    if (!kg) {
        return kg.failure();
    }
    auto made = hsm::make_service_keys(module, token_label, {}, [&](hsm::Session& session, const std::string& label) {
        return hsm::create_kg(session, label, kg->bytes());
    });
    return made ? marked(options, module) : made.failure();
}

Result<MadeToken> make_token(const KeydInitOptions& options, const fs::path& directory, const std::string& token_label,
                             const fs::path& unfinished) {
    auto pin = options.makes_token() ? make_softhsm_pin(directory) : read_token_pin(options.pin_file);
    auto officer_pin = random_pin(); // not kept: a development token is made anew, not repaired
    if (!pin || !officer_pin) {
        return pin ? officer_pin.failure() : pin.failure();
    }
    auto module = hsm::Module::load(options.module);
    if (!module) {
        return module.failure();
    }
    if (auto allowed = refuse_for_production(options.environment, module->description()); !allowed) {
        return allowed.failure();
    }
    if (auto ready = hsm::prepare_token(*module, token_label, options.makes_token() ? &*officer_pin : nullptr, *pin);
        !ready) {
        return ready.failure();
    }
    if (!options.makes_token()) {
        if (auto cleared = clear_unfinished(*module, unfinished); !cleared) {
            return cleared.failure();
        }
        if (auto empty = require_no_service_keys(*module, token_label); !empty) {
            return empty.failure();
        }
        if (auto noted = hsm::write_durably(unfinished, as_bytes(token_label + "\n")); !noted) {
            return noted.failure();
        }
    }
    auto report = make_keys(options, *module, token_label);
    if (!report) {
        const auto cleared = clear_unfinished(*module, unfinished);
        return cleared ? report.failure() : cleared.failure();
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

Status make_databases(const KeydInitOptions& options, const Places& places, const fs::path& directory,
                      MadeToken& token) {
    SystemClock clock;
    const Name& environment = options.environment;
    auto registry = db::SqlRegistry::create({places.registry, environment, clock});
    if (!registry && registry.error().arg("reason") == "exists already") {
        return fail(ErrorCode::usage,
                    {{"reason", "there is a registry already; another key service joins it with the same keys, as its "
                                "README says under \"Several over one database\""}});
    }
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
    if (options.on_made) {
        if (auto done = options.on_made(directory, token.report, **signer, **transaction); !done) {
            return done;
        }
    }
    return (*transaction)->commit();
}

std::string config_text(const KeydInitOptions& options, const std::string& token_label,
                        const hsm::SelfTestReport& report) {
    const auto line = [](const char* key, std::string_view value) {
        return std::string(key) + " = " + toml_text(value) + "\n";
    };
    const bool development = options.environment.text() == environment_text;
    std::string text = development ? "# A DEVELOPMENT key service. app/keyd/README.md explains each key.\n"
                                   : "# A PRODUCTION key service. app/keyd/README.md explains each key.\n";
    text += line("environment", options.environment.text()) + line("station", options.station.text()) +
            line("module", options.module.string()) + line("token_label", token_label);
    text += options.makes_token() ? line("pin_file", "pin") + line("softhsm_directory", ".")
                                  : line("pin_file", fs::absolute(options.pin_file).lexically_normal().string());
    text += options.store.empty() ? line("registry", "keyd.db") + line("archive", "archive.db")
                                  : line("registry", options.store);
    text += "\n[check_values]\n" + line("kg", report.kgs.front().check_value.text()) + line("kek", report.kek.text());
    return development
               ? text
               : text + "\n# To be set before it serves: a second place for escrow records, on another disk. Then\n"
                        "# keyline-keyd reconcile --new-copy\n# [escrow]\n# copy = \"/other/disk/escrow.log\"\n";
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
    const fs::path unfinished = target.string() + ".unfinished";
    if (auto fresh = refuse_existing(target); !fresh) {
        std::error_code error; // it is finished: its keys are in use
        fs::remove(unfinished, error);
        return fresh;
    }
    auto staging = Staging::create(target);
    if (!staging) {
        return staging.failure();
    }
    constexpr std::size_t label_characters_max = 32; // CK_TOKEN_INFO
    const std::string token_label = options.makes_token()
                                        ? ("keyline-" + options.station.text()).substr(0, label_characters_max)
                                        : options.token_label;
    {
        auto token = make_token(options, staging->path(), token_label, unfinished);
        if (!token) {
            return token.failure();
        }
        const auto places = places_of(options, staging->path());
        Status made = places ? make_databases(options, *places, staging->path(), *token) : places.failure();
        const std::string text = config_text(options, token_label, token->report);
        if (made) {
            made = hsm::write_durably(staging->path() / "keyd.toml", as_bytes(text));
        }
        if (!made) {
            const auto cleared = clear_unfinished(token->module, unfinished);
            return cleared ? made : cleared;
        }
    }
    if (auto moved = staging->move_to(target); !moved) {
        return moved;
    }
    std::error_code error; // one that stays would cost the keys: the next call finds the directory, and makes nothing
    fs::remove(unfinished, error);
    return error ? io_failure(unfinished, "cannot be removed", error.message()) : Status();
}

} // namespace keyline::app
