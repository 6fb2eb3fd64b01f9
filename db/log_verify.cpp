#include "db/log_verify.h"

#include "db/audit_log.h"
#include "db/checkpoint.h"
#include "db/schema.h"
#include "db/sqlite.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace keyline::db {

namespace {
struct ClaimHash {
    std::size_t operator()(const ClaimId& claim) const { return std::hash<std::string_view>()(as_text(claim.bytes())); }
};

// A re-key's new claim says which one it takes the place of.
bool names_superseded(const AuditEvent& event) {
    return std::any_of(event.details.begin(), event.details.end(),
                       [](const auto& detail) { return detail.first == "supersedes"; });
}

bool same_but_for_reported(const UnitRow& a, const UnitRow& b) {
    return a.first_seq == b.first_seq && a.unit.seq == b.unit.seq && a.unit.claim == b.unit.claim &&
           a.unit.order == b.unit.order && a.unit.uid == b.unit.uid && a.unit.serial == b.unit.serial &&
           a.unit.lane == b.unit.lane && a.unit.last == b.unit.last && a.unit.code == b.unit.code;
}

class LogVerifier {
  public:
    // `station`: whose log it is, with a projection of units; none for keyd's own.
    LogVerifier(Database& database, std::string origin, std::optional<StationId> station)
        : database_(database), station_(std::move(station)), projection_(database) {
        report_.origin = std::move(origin);
    }

    Result<LogReport> verify(const Progress& progress) {
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
        for (;;) {
            const auto at_end = verify_page(store);
            if (!at_end) {
                return at_end.failure();
            }
            if (*at_end) {
                break;
            }
            if (progress && !progress(frontier_.size(), std::max(frontier_.size(), head->frontier.size()))) {
                return fail(ErrorCode::stopped);
            }
        }
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
        if (auto compared = compare_index(); !compared) {
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
        if (entry->writer.station != (station_ ? station_->text() : "")) {
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
        return station_ ? replay(entry->event, seq) : Status{};
    }

    Status replay(const AuditEvent& event, std::uint64_t seq) {
        for (Bytes& subject : UnitProjection::subjects_of(event)) {
            page_subjects_[std::move(subject)].push_back(seq);
        }
        if (!event.claim) {
            return {};
        }
        const auto known = units_.find(*event.claim);
        const bool is_new = known == units_.end();
        const auto after = moved(is_new ? std::nullopt : std::optional(known->second), event, seq);
        if (!after) {
            return unsound(seq, "does not follow from its unit's record: " + std::string(after.error().arg("reason")));
        }
        if (!*after) {
            return {};
        }
        if ((*after)->unit.last == UnitEventKind::issued && (*after)->unit.serial && names_superseded(event)) {
            rekeyed_[*(*after)->unit.serial].insert(*event.claim);
        }
        claims_ += is_new ? 1 : 0;
        if ((*after)->unit.last != UnitEventKind::passed) {
            units_.insert_or_assign(*event.claim, **after);
            return {};
        }
        units_.erase(*event.claim); // nothing follows a pass: done with, and not kept in memory
        auto compared = compare_unit(**after);
        return compared ? check_only_pass(**after) : compared;
    }

    // The records are compared with the entries, all of them, so they can be asked.
    Status check_only_pass(const UnitRow& passed) {
        if (!passed.unit.serial) {
            return unsound(passed.unit.seq, "a pass without a serial number");
        }
        const auto passes = projection_.passes_of(*passed.unit.serial);
        if (!passes) {
            return passes.failure();
        }
        if (*passes > 1) {
            passed_again_.insert_or_assign(*passed.unit.serial, Passes{*passes, passed.unit.seq});
        }
        return {};
    }

    // A number passes once, and once more for each re-key.
    Status verify_passes() const {
        for (const auto& [serial, passes] : passed_again_) {
            const auto rekeyed = rekeyed_.find(serial);
            if (passes.count > 1 + (rekeyed == rekeyed_.end() ? 0 : rekeyed->second.size())) {
                return unsound(passes.newest, "more than one unit has passed with its serial number");
            }
        }
        return {};
    }

    // By the page: the entries about one unit stand close together.
    Status compare_index() {
        for (const auto& [subject, entries] : page_subjects_) {
            const auto indexed = projection_.indexed(subject, entries.front(), entries.back() + 1);
            if (!indexed) {
                return indexed.failure();
            }
            const auto [entry, stored] =
                std::mismatch(entries.begin(), entries.end(), indexed->begin(), indexed->end());
            if (entry != entries.end()) {
                return unsound(*entry, "missing in the index of units");
            }
            indexed_ += entries.size();
        }
        page_subjects_.clear();
        return {};
    }

    Status compare_unit(const UnitRow& expected) {
        const auto stored = projection_.unit(expected.unit.claim);
        if (!stored) {
            return stored.failure();
        }
        if (!*stored || !same_but_for_reported(**stored, expected)) {
            return unsound(expected.unit.seq, "the record of its unit differs");
        }
        ++report_.units[expected.unit.last];
        return {};
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
        return station_ ? verify_units() : Status{};
    }

    Status verify_units() {
        for (const auto& [claim, row] : units_) {
            if (auto compared = compare_unit(row); !compared) {
                return compared;
            }
        }
        const auto units = projection_.units();
        const auto indexed = projection_.indexed();
        if (!units || !indexed) {
            return units ? indexed.failure() : units.failure();
        }
        if (*units != claims_ || *indexed != indexed_) {
            return database_.unsound("records of units that no entry tells of");
        }
        return verify_passes();
    }

    Status verify_checkpoint(LogStore& store, const LogHead& head) {
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
        if (checkpoint->size != head.checkpoint_size || checkpoint->size > frontier_.size()) {
            return database_.unsound("the checkpoint covers " + std::to_string(checkpoint->size) +
                                     " entries, of which " + std::to_string(frontier_.size()) + " are here");
        }
        const auto root = tree_root(store, checkpoint->size);
        if (!root) {
            return root.failure();
        }
        if (*root != checkpoint->root) {
            return database_.unsound("the signed checkpoint is over other entries than these");
        }
        report_.checkpoint = head.checkpoint;
        report_.checkpoint_size = checkpoint->size;
        return {};
    }

    tl::unexpected<Error> unsound(std::uint64_t entry, std::string reason) const {
        auto failure = database_.unsound(std::move(reason));
        failure.value().args.emplace_back("entry", std::to_string(entry));
        return failure;
    }

    struct Passes {
        std::uint64_t count;
        std::uint64_t newest; // entry
    };

    Database& database_;
    std::optional<StationId> station_;
    UnitProjection projection_;
    LogReport report_;
    Frontier frontier_;
    std::uint64_t nodes_ = 0;
    std::uint64_t claims_ = 0;
    std::uint64_t indexed_ = 0;
    std::map<Bytes, std::vector<std::uint64_t>> page_subjects_; // which entries of this page are about what
    std::unordered_map<ClaimId, UnitRow, ClaimHash> units_;     // not passed
    std::map<SerialNumber, Passes> passed_again_;
    std::map<SerialNumber, std::set<ClaimId>> rekeyed_; // the claims that superseded another
};

Result<LogReport> verify_log(const StorePlace& place, const DatabaseKind& kind, std::string origin,
                             std::optional<StationId> station, const Progress& progress) {
    const auto* path = std::get_if<std::filesystem::path>(&place);
    const auto database = path != nullptr ? SqliteDatabase::open_to_read(*path, kind) : open_store(place, kind);
    if (!database) {
        return database.failure();
    }
    return LogVerifier(**database, std::move(origin), std::move(station)).verify(progress);
}
} // namespace

Result<LogReport> verify_station_log(const std::filesystem::path& path, const Name& environment,
                                     const StationId& station, const Progress& progress) {
    return verify_log(path, station_log_kind(), station_origin(environment, station), station, progress);
}

Result<LogReport> verify_registry_log(const StorePlace& place, const Name& environment, const Progress& progress) {
    return verify_log(place, registry_kind(), keyd_origin(environment), std::nullopt, progress);
}

} // namespace keyline::db
