#include "db/log_verify.h"

#include "db/audit_log.h"
#include "db/checkpoint.h"
#include "db/resume_file.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "db/unit_replay.h"

#include <algorithm>

namespace keyline::db {

namespace {
class LogVerifier {
  public:
    // `station`: whose log it is, with a projection of units; none for keyd's own, and for an archived one, whose
    // `writer` is named apart.
    LogVerifier(Database& database, std::string origin, std::optional<StationId> station)
        : database_(database), station_(std::move(station)), writer_(station_ ? station_->text() : ""),
          replay_(database) {
        report_.origin = std::move(origin);
    }
    void set_archived(std::string writer, std::optional<std::string> vkey) {
        writer_ = std::move(writer);
        archive_vkey_ = std::move(vkey);
        archived_ = true;
    }

    Result<LogReport> verify(const VerifyOptions& options) {
        if (auto checked = check_file(); !checked) {
            return checked.failure();
        }
        const auto log = LogStore::find(database_, report_.origin);
        if (!log) {
            return log.failure();
        }
        if (!*log) {
            return database_.unsound("not the log of " + report_.origin);
        }
        LogStore store(database_, **log);
        const auto head = store.head();
        if (!head) {
            return head.failure();
        }
        auto anchors = AnchorCheck::create(options.anchors, report_.origin, head->vkey);
        if (!anchors) {
            return told(anchors.error());
        }
        anchors_ = std::move(*anchors);
        resume(options.resume_file);
        for (;;) {
            const auto at_end = verify_page(store);
            if (!at_end) {
                return at_end.failure();
            }
            if (*at_end) {
                break;
            }
            if (options.progress &&
                !options.progress(frontier_.size(), std::max(frontier_.size(), head->frontier.size()))) {
                auto kept = keep(options.resume_file);
                return kept ? fail(ErrorCode::stopped) : kept.failure();
            }
        }
        std::error_code ignored;
        std::filesystem::remove(options.resume_file, ignored);
        report_.units = replay_.units();
        return std::move(report_);
    }

  private:
    Status check_file() {
        if (dynamic_cast<const SqliteDatabase*>(&database_) == nullptr) {
            return {};
        }
        const auto size_bytes =
            database_.integer("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
        if (!size_bytes) {
            return size_bytes.failure();
        }
        if (*size_bytes > file_check_size_bytes_max) {
            return {};
        }
        auto check = database_.query("PRAGMA integrity_check(1)");
        if (!check) {
            return check.failure();
        }
        if (const auto row = check->step(); !row) {
            return row.failure();
        }
        if (check->text(0) != "ok") {
            return database_.unsound("the file is damaged: " + check->text(0));
        }
        report_.file_checked = true;
        return {};
    }

    void resume(const std::filesystem::path& path) {
        if (path.empty()) {
            return;
        }
        auto state = read_resume_file(path, report_.origin);
        const bool anchor_passed = state && anchors_.next() && *anchors_.next() <= state->frontier.size();
        if (!state || anchor_passed) { // a root of before is wanted: from the beginning
            return;
        }
        UnitReplay replay(database_);
        try {
            if (station_ && !replay.restore(state->units)) {
                return;
            }
        } catch (const nlohmann::json::exception&) {
            return;
        }
        replay_ = std::move(replay);
        frontier_ = std::move(state->frontier);
        nodes_ = state->nodes;
        report_.resumed_from = frontier_.size();
    }

    Status keep(const std::filesystem::path& path) const {
        return path.empty() ? Status()
                            : write_resume_file(path, {report_.origin, frontier_, nodes_,
                                                       station_ ? replay_.state() : nlohmann::json()});
    }

    // In the words of whose log it is.
    tl::unexpected<Error> told(const Error& error) const { return database_.unsound(std::string(error.arg("reason"))); }

    // Is this the end of the log? If so, everything else has been compared in the same transaction.
    Result<bool> verify_page(LogStore& store) {
        const auto transaction = Transaction::begin(database_, Access::read_only);
        if (!transaction) {
            return transaction.failure();
        }
        const auto page = store.entries(frontier_.size(), rows_per_read_max);
        if (!page) {
            return page.failure();
        }
        for (const std::string& leaf : *page) {
            if (auto verified = verify_entry(store, leaf); !verified) {
                return verified.failure();
            }
        }
        if (auto compared = replay_.compare_index(); !compared) {
            return compared.failure();
        }
        if (page->size() == rows_per_read_max) {
            return false;
        }
        if (auto verified = verify_end(store); !verified) {
            return verified.failure();
        }
        return true;
    }

    Status verify_entry(LogStore& store, const std::string& leaf) {
        const std::uint64_t seq = frontier_.size();
        const auto entry = parse_entry(leaf);
        if (!entry) {
            return unsound(seq, "not an entry: " + std::string(entry.error().arg("reason")));
        }
        if (leaf.find('\n') != std::string::npos) {
            return unsound(seq, "more than one line");
        }
        if (entry->seq != seq) {
            return unsound(seq, "its own number is " + std::to_string(entry->seq));
        }
        if (entry->writer.station != writer_) {
            return unsound(seq, "another station's");
        }
        const auto compare = [&](unsigned level, std::uint64_t index, const Hash& hash) -> Status {
            if (level % LogStore::stored_level_step != 0) {
                return {};
            }
            const auto stored = store.stored_node(level, index);
            if (!stored) {
                return stored.failure();
            }
            ++nodes_;
            return *stored == hash ? Status{} : unsound(seq, "the tree above it differs");
        };
        if (auto grown = frontier_.append(leaf_hash(as_bytes(leaf)), compare); !grown) {
            return grown;
        }
        if (anchors_.next() == frontier_.size()) {
            if (auto held = anchors_.at(frontier_.root()); !held) {
                return told(held.error());
            }
        }
        return station_ ? replay_.read(entry->event, seq) : Status{};
    }

    Status verify_end(LogStore& store) {
        const auto head = store.head();
        if (!head) {
            return head.failure();
        }
        const auto nodes = store.stored_nodes();
        if (!nodes) {
            return nodes.failure();
        }
        if (head->frontier.size() != frontier_.size() || head->frontier.bytes() != frontier_.bytes() ||
            *nodes != nodes_) {
            return database_.unsound("the log's tree has " + std::to_string(head->frontier.size()) +
                                     " entries, or other ones, not the " + std::to_string(frontier_.size()) +
                                     " that are here");
        }
        report_.entries = frontier_.size();
        report_.root = frontier_.root();
        if (auto verified = verify_checkpoint(store, *head); !verified) {
            return verified;
        }
        if (auto held = anchors_.finish(frontier_.size()); !held) {
            return told(held.error());
        }
        report_.held = anchors_.held();
        return station_ ? replay_.finish() : Status{};
    }

    Result<Checkpoint> archived_checkpoint(const std::string& note) const {
        if (!archive_vkey_) {
            return read_checkpoint(note);
        }
        const auto key = VerifierKey::parse(*archive_vkey_);
        return key ? open_checkpoint(note, *key) : Result<Checkpoint>(key.failure());
    }

    // An archive keeps no keys: they are the key service's.
    Status verify_archived_checkpoint(LogStore& store, const LogHead& head) {
        if (!head.checkpoint) {
            return {};
        }
        const auto checkpoint = archived_checkpoint(*head.checkpoint);
        if (!checkpoint) {
            return database_.unsound(std::string(checkpoint.error().arg("reason")));
        }
        return compare_checkpoint(store, head, *checkpoint);
    }

    Status verify_checkpoint(LogStore& store, const LogHead& head) {
        if (archived_) {
            return verify_archived_checkpoint(store, head);
        }
        if (!head.vkey) {
            return !head.checkpoint && head.checkpoint_size == 0
                       ? Status{}
                       : database_.unsound("a checkpoint without a key to check it with");
        }
        const auto key = VerifierKey::parse(*head.vkey);
        if (!key || key->origin() != report_.origin) {
            return database_.unsound("the pinned key is not this log's");
        }
        if (!head.checkpoint) {
            return head.checkpoint_size == 0 ? Status{} : database_.unsound("the checkpoint is missing");
        }
        const auto checkpoint = open_checkpoint(*head.checkpoint, *key);
        if (!checkpoint) {
            return database_.unsound(std::string(checkpoint.error().arg("reason")));
        }
        return compare_checkpoint(store, head, *checkpoint);
    }

    Status compare_checkpoint(LogStore& store, const LogHead& head, const Checkpoint& checkpoint) {
        if (checkpoint.size != head.checkpoint_size || checkpoint.size > frontier_.size()) {
            return database_.unsound("the checkpoint covers " + std::to_string(checkpoint.size) +
                                     " entries, of which " + std::to_string(frontier_.size()) + " are here");
        }
        const auto root = tree_root(store, checkpoint.size);
        if (!root) {
            return root.failure();
        }
        if (*root != checkpoint.root) {
            return database_.unsound("the signed checkpoint is over other entries than these");
        }
        report_.checkpoint = head.checkpoint;
        report_.checkpoint_size = checkpoint.size;
        return {};
    }

    tl::unexpected<Error> unsound(std::uint64_t entry, std::string reason) const {
        auto failure = database_.unsound(std::move(reason));
        failure.value().args.emplace_back("entry", std::to_string(entry));
        return failure;
    }

    Database& database_;
    std::optional<StationId> station_;
    std::string writer_; // of every entry
    std::optional<std::string> archive_vkey_;
    bool archived_ = false;
    UnitReplay replay_;
    AnchorCheck anchors_;
    LogReport report_;
    Frontier frontier_;
    std::uint64_t nodes_ = 0;
};

Result<LogReport> verify_log(const StorePlace& place, const DatabaseKind& kind, std::string origin,
                             std::optional<StationId> station, const VerifyOptions& options) {
    const auto* path = std::get_if<std::filesystem::path>(&place);
    const auto database = path != nullptr ? SqliteDatabase::open_to_read(*path, kind) : open_store(place, kind);
    if (!database) {
        return database.failure();
    }
    return LogVerifier(**database, std::move(origin), std::move(station)).verify(options);
}
} // namespace

Result<LogReport> verify_station_log(const std::filesystem::path& path, const Name& environment,
                                     const StationId& station, const VerifyOptions& options) {
    return verify_log(path, station_log_kind(), station_origin(environment, station), station, options);
}

namespace {
Result<std::vector<std::string>> origins_in(Database& archive) {
    auto statement = archive.query("SELECT origin FROM logs ORDER BY log");
    if (!statement) {
        return statement.failure();
    }
    std::vector<std::string> origins;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return origins;
        }
        origins.push_back(statement->text(0));
    }
}
} // namespace

Result<std::vector<LogReport>> verify_archive(const StorePlace& place, const std::optional<std::string>& vkey,
                                              const Progress& progress) {
    const auto* path = std::get_if<std::filesystem::path>(&place);
    const auto database =
        path != nullptr ? SqliteDatabase::open_to_read(*path, archive_kind()) : open_store(place, archive_kind());
    const auto origins = database ? origins_in(**database) : Result<std::vector<std::string>>(database.failure());
    if (!origins) {
        return origins.failure();
    }
    std::vector<LogReport> reports;
    for (const std::string& origin : *origins) {
        LogVerifier verifier(**database, origin, std::nullopt);
        // "keyline/ENVIRONMENT/station/STATION"; a key's id is of the key alone, whatever its name.
        verifier.set_archived(origin.substr(origin.rfind('/') + 1),
                              vkey ? std::optional(origin + vkey->substr(std::min(vkey->find('+'), vkey->size())))
                                   : std::nullopt);
        auto report = verifier.verify({progress, {}, {}});
        if (!report) {
            auto failure = report.failure();
            failure.value().args.emplace_back("log", origin);
            return failure;
        }
        reports.push_back(std::move(*report));
    }
    return reports;
}

Result<LogReport> verify_registry_log(const StorePlace& place, const Name& environment, const VerifyOptions& options) {
    return verify_log(place, registry_kind(), keyd_origin(environment), std::nullopt, options);
}

} // namespace keyline::db
