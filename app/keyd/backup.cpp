#include "app/keyd/backup.h"

#include "app/keyd/sealed_archive.h"
#include "app/system_ports.h"
#include "db/registry.h"
#include "db/schema.h"
#include "db/snapshot.h"
#include "hsm/durable_file.h"

#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
constexpr int manifest_version = 1;
constexpr std::string_view suffix = ".backup";

// Gone with all that is in it, whatever comes.
class ScratchDirectory {
  public:
    static Result<ScratchDirectory> create(const fs::path& parent) {
        std::string name = (parent / ".backup-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            return fail(ErrorCode::file_io, {{"path", parent.string()}, {"reason", "cannot be written"}},
                        errno_text(errno));
        }
        return ScratchDirectory(name);
    }
    ScratchDirectory(ScratchDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    ScratchDirectory& operator=(ScratchDirectory&&) = delete;
    ~ScratchDirectory() {
        std::error_code ignored;
        if (!path_.empty()) {
            fs::remove_all(path_, ignored);
        }
    }
    const fs::path& path() const { return path_; }

  private:
    explicit ScratchDirectory(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

Result<fs::path> file_of(const db::StorePlace& place) {
    const auto* path = std::get_if<fs::path>(&place);
    if (path == nullptr) {
        return fail(ErrorCode::usage, {{"reason", "registry and archive are in PostgreSQL, which is backed up with "
                                                  "pg_dump or its own base backups"}});
    }
    return *path;
}

// The archive first: the registry is the one that must not lack what the other tells of.
Result<std::vector<SealedMember>> copy_all(const KeydConfig& config, const fs::path& config_path, const fs::path& to) {
    const auto archive = file_of(config.archive);
    const auto registry = archive ? file_of(config.registry) : archive;
    if (!registry) {
        return registry.failure();
    }
    std::vector<SealedMember> members{
        {"archive.db", to / "archive.db"}, {"keyd.db", to / "keyd.db"}, {"keyd.toml", to / "keyd.toml"}};
    auto copied = db::copy_database(*archive, db::archive_kind(), members[0].file);
    copied = copied ? db::copy_database(*registry, db::registry_kind(), members[1].file) : copied;
    std::error_code error;
    if (copied && !fs::copy_file(config_path, members[2].file, error)) {
        copied =
            fail(ErrorCode::file_io, {{"path", config_path.string()}, {"reason", "cannot be read"}}, error.message());
    }
    return copied ? Result<std::vector<SealedMember>>(std::move(members)) : copied.failure();
}

Result<SealedMember> write_manifest(const KeydConfig& config, const std::vector<SealedMember>& members,
                                    const std::string& made, const fs::path& to) {
    Json manifest = {{"version", manifest_version},
                     {"made", made},
                     {"environment", config.environment.text()},
                     {"station", config.station.text()},
                     {"files", Json::object()}};
    for (const SealedMember& member : members) {
        auto digest = sha256_of_file(member.file);
        if (!digest) {
            return digest.failure();
        }
        manifest["files"][member.name] = *digest;
    }
    const fs::path path = to / "manifest.json";
    auto written = hsm::write_durably(path, as_bytes(manifest.dump(2) + "\n"));
    return written ? Result<SealedMember>(SealedMember{"manifest.json", path}) : written.failure();
}

std::string prefix_of(const KeydConfig& config) {
    return "keyline-" + config.environment.text() + "-" + config.station.text() + "-";
}

// "2026-11-21T01:10:55.123Z" as a name that sorts by time: "20261121T011055123Z".
std::string compact(const std::string& time) {
    std::string text;
    std::copy_if(time.begin(), time.end(), std::back_inserter(text),
                 [](char c) { return c != '-' && c != ':' && c != '.'; });
    return text;
}

// The oldest ones, beyond `keep`; nothing but backups of this key service is ever touched.
std::size_t remove_older(const fs::path& place, const std::string& prefix, std::size_t keep) {
    std::vector<fs::path> backups;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(place, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix) && name.ends_with(suffix) && entry.is_regular_file(error)) {
            backups.push_back(entry.path());
        }
    }
    std::sort(backups.begin(), backups.end());
    std::size_t removed = 0;
    for (std::size_t i = 0; keep > 0 && i + keep < backups.size(); ++i) {
        removed += fs::remove(backups[i], error) ? 1 : 0;
    }
    return removed;
}

Status put(const fs::path& sealed, const fs::path& target) {
    const fs::path unfinished = target.string() + ".part";
    std::error_code error;
    fs::copy_file(sealed, unfinished, fs::copy_options::overwrite_existing, error);
    const int fd = error ? -1 : open(unfinished.c_str(), O_RDONLY | O_CLOEXEC);
    const bool durable = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    if (durable) {
        fs::rename(unfinished, target, error);
    }
    if (!durable || error) {
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        return fail(ErrorCode::file_io, {{"path", target.string()}, {"reason", "cannot be written"}},
                    error ? error.message() : errno_text(errno));
    }
    return {};
}

Status record(const KeydConfig& config, const BackupMade& made) {
    SystemClock clock;
    auto registry = db::SqlRegistry::open({config.registry, config.environment, clock});
    auto transaction = registry ? (*registry)->begin() : registry.failure();
    if (!transaction) {
        return transaction.failure();
    }
    AuditEvent event;
    event.event = "keyd.backed_up";
    for (const BackupPlace& place : made.places) {
        event.details.emplace_back(place.why ? "failed" : "file", place.file.filename().string());
    }
    auto recorded = (*transaction)->record(event);
    return recorded ? (*transaction)->commit() : recorded;
}

} // namespace

Result<BackupMade> make_backup(const MakeBackup& options) {
    auto config = read_keyd_config(options.config_path);
    auto scratch = config ? ScratchDirectory::create(config->directory) : config.failure();
    if (!scratch) {
        return scratch.failure();
    }
    const std::string made_at = utc_text(SystemClock().utc());
    auto members = copy_all(*config, options.config_path, scratch->path());
    auto manifest =
        members ? write_manifest(*config, *members, made_at, scratch->path()) : Result<SealedMember>(members.failure());
    if (!manifest) {
        return manifest.failure();
    }
    members->insert(members->begin(), std::move(*manifest));
    const fs::path sealed = scratch->path() / "sealed";
    if (auto done = seal_files(*members, options.recipients, sealed); !done) {
        return done.failure();
    }
    std::error_code ignored;
    BackupMade made;
    made.bytes = fs::file_size(sealed, ignored);
    for (const fs::path& place : options.places) {
        BackupPlace where{place / (prefix_of(*config) + compact(made_at) + std::string(suffix)), 0, {}};
        if (auto done = put(sealed, where.file); !done) {
            where.why = done.error();
        } else {
            where.removed = remove_older(place, prefix_of(*config), options.keep);
        }
        made.places.push_back(std::move(where));
    }
    auto recorded = record(*config, made);
    return recorded ? Result<BackupMade>(std::move(made)) : recorded.failure();
}

} // namespace keyline::app
