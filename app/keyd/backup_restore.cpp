#include "app/keyd/backup.h"
#include "app/keyd/sealed_archive.h"
#include "db/checkpoint.h"
#include "db/log_verify.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
const std::vector<std::string> member_names{"manifest.json", "archive.db", "keyd.db", "keyd.toml"};

tl::unexpected<Error> unsound(const fs::path& path, std::string reason) {
    return fail(ErrorCode::backup_unsound, {{"path", path.string()}, {"reason", std::move(reason)}});
}

// The new key service's directory, or nothing.
class NewDirectory {
  public:
    static Result<NewDirectory> create(const fs::path& path) {
        std::error_code error;
        const bool made = fs::create_directory(path, error);
        if (error) {
            return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be made"}}, error.message());
        }
        if (!made && !fs::is_empty(path, error)) { // a living one is never written over
            return fail(ErrorCode::station_exists, {{"path", path.string()}});
        }
        fs::permissions(path, fs::perms::owner_all, error);
        return NewDirectory(path);
    }
    NewDirectory(NewDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    NewDirectory& operator=(NewDirectory&&) = delete;
    ~NewDirectory() {
        std::error_code ignored;
        if (!path_.empty()) {
            fs::remove_all(path_, ignored);
        }
    }
    const fs::path& path() const { return path_; }
    void keep() { path_.clear(); }

  private:
    explicit NewDirectory(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

struct Manifest {
    std::string made;
    Name environment;
};

Result<Manifest> check_manifest(const RestoreBackup& options) {
    std::ifstream file(options.directory / "manifest.json");
    const Json json = Json::parse(file, nullptr, false);
    try {
        if (json.is_discarded() || json.at("version") != 1) {
            return unsound(options.file, "its manifest is of another version");
        }
        for (const auto& [name, digest] : json.at("files").items()) {
            const auto found = sha256_of_file(options.directory / name);
            if (!found || *found != digest.get<std::string>()) {
                return unsound(options.file, name + " is not what it was");
            }
        }
        const auto environment = Name::parse(json.at("environment").get<std::string>());
        if (!environment) {
            return unsound(options.file, "its environment");
        }
        return Manifest{json.at("made").get<std::string>(), *environment};
    } catch (const Json::exception&) {
        return unsound(options.file, "its manifest");
    }
}

Result<std::vector<RestoredLog>> check_logs(const RestoreBackup& options, const Name& environment) {
    const auto own = db::verify_registry_log(options.directory / "keyd.db", environment, {});
    const auto archived = own ? db::verify_archive(options.directory / "archive.db", options.vkey, {})
                              : Result<std::vector<db::LogReport>>(own.failure());
    if (!archived) {
        return unsound(options.file, std::string(archived.error().arg("log")) +
                                         (archived.error().arg("log").empty() ? "" : ": ") +
                                         std::string(archived.error().arg("reason")));
    }
    std::vector<RestoredLog> logs{{own->origin, own->entries, 0, 0}};
    for (const db::LogReport& report : *archived) {
        logs.push_back({report.origin, report.entries, report.checkpoint_size, 0});
    }
    return logs;
}

// What somebody has of it that is newer.
Status compare(const std::vector<std::string>& checkpoints, std::vector<RestoredLog>& logs) {
    for (const std::string& note : checkpoints) {
        const auto checkpoint = db::read_checkpoint(note);
        if (!checkpoint) {
            return checkpoint.failure();
        }
        const auto log = std::find_if(logs.begin(), logs.end(),
                                      [&](const RestoredLog& one) { return one.origin == checkpoint->origin; });
        if (log == logs.end()) {
            logs.push_back({checkpoint->origin, 0, 0, checkpoint->size});
        } else if (checkpoint->size > log->entries) {
            log->newer = std::max(log->newer, checkpoint->size - log->entries);
        }
    }
    return {};
}

} // namespace

Result<Restored> restore_backup(const RestoreBackup& options) {
    auto directory = NewDirectory::create(options.directory);
    if (!directory) {
        return directory.failure();
    }
    if (auto opened = open_sealed(options.file, options.key, member_names, directory->path()); !opened) {
        return opened.failure();
    }
    const auto manifest = check_manifest(options);
    auto logs =
        manifest ? check_logs(options, manifest->environment) : Result<std::vector<RestoredLog>>(manifest.failure());
    if (!logs) {
        return logs.failure();
    }
    if (auto compared = compare(options.checkpoints, *logs); !compared) {
        return compared.failure();
    }
    std::error_code ignored;
    fs::remove(options.directory / "manifest.json", ignored);
    directory->keep();
    return Restored{manifest->made, manifest->environment.text(), std::move(*logs)};
}

} // namespace keyline::app
