#include "db/archive.h"

#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/schema.h"

namespace keyline::db {

namespace {
constexpr std::int32_t application_id = 0x4b4c4152; // "KLAR"

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
    return {application_id, {schema_step({log_schema})}, registry_codes, "keyline_archive"};
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
