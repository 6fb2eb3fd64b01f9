#include "db/archive.h"

#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/proof.h"
#include "db/schema.h"

namespace keyline::db {

namespace {
constexpr std::int32_t application_id = 0x4b4c4152; // "KLAR"
constexpr int entries_of_unit_max = 256;            // the newest; looked through for one of a unit's own way

// The station is not trusted: what it sends must fit the limits and the export's one entry a line.
Status check(const std::vector<std::string>& entries) {
    if (entries.size() > archive_entries_max) {
        return fail(ErrorCode::value_malformed, {{"reason", "more entries than fit into one call"}});
    }
    for (const std::string& entry : entries) {
        if (entry.empty() || entry.size() > entry_size_bytes_max || entry.find('\n') != std::string::npos) {
            return fail(ErrorCode::value_malformed, {{"reason", "an entry is empty, too long or more than a line"}});
        }
    }
    return {};
}
} // namespace

DatabaseKind archive_kind() {
    return {application_id,
            {schema_step({log_schema}), schema_step({archive_units_schema})},
            registry_codes,
            "keyline_archive"};
}

Result<std::unique_ptr<SqlArchive>> SqlArchive::create(Options options) {
    auto database = create_store(options.place, archive_kind());
    if (!database) {
        return database.failure();
    }
    return std::unique_ptr<SqlArchive>(new SqlArchive(*std::move(database), std::move(options)));
}

Result<std::unique_ptr<SqlArchive>> SqlArchive::open(Options options) {
    auto database = open_store(options.place, archive_kind());
    if (!database) {
        return database.failure();
    }
    return std::unique_ptr<SqlArchive>(new SqlArchive(*std::move(database), std::move(options)));
}

Result<std::string> SqlArchive::append(const StationId& station, std::uint64_t from,
                                       const std::vector<std::string>& entries) {
    if (auto checked = check(entries); !checked) {
        return checked.failure();
    }
    const auto head = store(station_origin(options_.environment, station), from, entries);
    if (!head) {
        return head.failure();
    }
    if (head->checkpoint && head->checkpoint_size == head->frontier.size()) {
        return *head->checkpoint;
    }
    // Only now, when the entries are durable: signed means archived.
    auto note = sign_checkpoint({head->origin, head->frontier.size(), head->frontier.root()}, options_.signer);
    if (!note) {
        return note;
    }
    if (auto kept = keep_checkpoint(*head, *note); !kept) {
        return kept.failure();
    }
    return note;
}

Result<ArchivedEntries> SqlArchive::read(const StationId& station, std::uint64_t from, std::size_t entries_max) {
    const std::scoped_lock lock(mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_only);
    if (!transaction) {
        return transaction.failure();
    }
    const auto number = LogStore::find(*database_, station_origin(options_.environment, station));
    if (!number) {
        return number.failure();
    }
    if (!*number) {
        return ArchivedEntries{};
    }
    LogStore log(*database_, **number);
    const auto head = log.head();
    auto entries = head ? log.entries(from, std::min<std::size_t>(entries_max, rows_per_read_max))
                        : Result<std::vector<std::string>>(head.failure());
    if (!entries) {
        return entries.failure();
    }
    return ArchivedEntries{std::move(*entries), head->frontier.size()};
}

Result<std::optional<ArchivedProof>> SqlArchive::prove(const StationId& station, const SerialNumber& serial,
                                                       const ClaimId& claim) {
    const std::scoped_lock lock(mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_only);
    if (!transaction) {
        return transaction.failure();
    }
    const auto number = LogStore::find(*database_, station_origin(options_.environment, station));
    if (!number) {
        return number.failure();
    }
    if (!*number) {
        return std::nullopt;
    }
    LogStore log(*database_, **number);
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    const auto found = newest_signed_entry(log, *head, serial, claim);
    if (!found || !*found) {
        return found ? Result<std::optional<ArchivedProof>>(std::nullopt) : found.failure();
    }
    const auto& [index, entry] = **found;
    const auto checkpoint = read_checkpoint(*head->checkpoint);
    const auto hashes = inclusion_proof(log, index, head->checkpoint_size);
    if (!checkpoint || !hashes) {
        return checkpoint ? hashes.failure() : checkpoint.failure();
    }
    if (!inclusion_holds(leaf_hash(as_bytes(entry)), index, checkpoint->size, *hashes, checkpoint->root)) {
        return database_->unsound("entry " + std::to_string(index) + " of " + station.text() +
                                  " is not what was signed");
    }
    return ArchivedProof{entry, format_proof(index, *hashes, *head->checkpoint)};
}

Result<std::optional<SqlArchive::FoundEntry>>
SqlArchive::newest_signed_entry(LogStore& log, const LogHead& head, const SerialNumber& serial, const ClaimId& claim) {
    auto rows = database_->query(
        "SELECT entry FROM unit_entries WHERE serial = ? AND entry >= ? AND entry < ? ORDER BY entry DESC LIMIT ?",
        serial.text(), log.entry_id(0), log.entry_id(head.checkpoint_size), entries_of_unit_max);
    if (!rows) {
        return rows.failure();
    }
    for (auto there = rows->step(); !there || *there; there = rows->step()) {
        if (!there) {
            return there.failure();
        }
        const std::uint64_t index = static_cast<std::uint64_t>(rows->integer(0) - log.entry_id(0));
        const auto bytes = log.entries(index, 1);
        if (!bytes || bytes->size() != 1) {
            return bytes ? database_->unsound("an entry about a unit is missing") : bytes.failure();
        }
        const auto entry = parse_entry(bytes->front());
        if (entry && entry->event.claim == claim && parse_unit_event_kind(entry->event.event)) {
            return FoundEntry{index, bytes->front()};
        }
    }
    return std::nullopt;
}

Result<LogHead> SqlArchive::store(const std::string& origin, std::uint64_t from,
                                  const std::vector<std::string>& entries) {
    const std::scoped_lock lock(mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    auto number = LogStore::find(*database_, origin);
    if (number && !*number) { // the first entries of a new station; rolled back unless some are stored
        number = LogStore::add(*database_, origin);
    }
    if (!number) {
        return number.failure();
    }
    LogStore log(*database_, **number);
    if (auto checked = log.check(); !checked) { // a root that is not theirs would be signed with the rest
        return checked.failure();
    }
    if (auto stored = store_entries(log, from, entries); !stored) {
        return stored.failure();
    }
    auto head = log.head();
    if (!head) {
        return head;
    }
    if (head->frontier.size() == 0) {
        return fail(ErrorCode::audit_unsound, {{"reason", "nothing is archived"}});
    }
    if (auto committed = transaction->commit(); !committed) {
        return committed.failure();
    }
    return head;
}

Status SqlArchive::store_entries(LogStore& log, std::uint64_t from, const std::vector<std::string>& entries) {
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    const std::uint64_t size = head->frontier.size();
    if (from > size) {
        return fail(ErrorCode::audit_unsound, {{"reason", "entries in between are missing"},
                                               {"archived", std::to_string(size)},
                                               {"from", std::to_string(from)}});
    }
    const auto known = log.entries(from, std::min<std::uint64_t>(entries.size(), size - from));
    if (!known) {
        return known.failure();
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i < known->size()) {
            if ((*known)[i] != entries[i]) {
                return fail(ErrorCode::audit_fork,
                            {{"reason", "another entry was archived before"}, {"entry", std::to_string(from + i)}});
            }
            continue;
        }
        if (auto appended = log.append(entries[i]); !appended) {
            return appended.failure();
        }
        const auto entry = parse_entry(entries[i]); // archived in any case: what a station says is its own
        if (!entry || !entry->event.serial) {
            continue;
        }
        auto indexed = database_->run("INSERT INTO unit_entries (serial, entry) VALUES (?, ?)",
                                      entry->event.serial->text(), log.entry_id(from + i));
        if (!indexed) {
            return indexed;
        }
    }
    return {};
}

Status SqlArchive::keep_checkpoint(const LogHead& head, const std::string& note) {
    const std::scoped_lock lock(mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore log(*database_, head.log);
    const auto newest = log.head();
    if (!newest) {
        return newest.failure();
    }
    if (newest->checkpoint_size >= head.frontier.size()) { // another call was faster with more
        return {};
    }
    if (auto kept = log.keep_checkpoint(head.frontier.size(), note); !kept) {
        return kept;
    }
    return transaction->commit();
}

} // namespace keyline::db
