#include "db/audit_log.h"

#include "db/checkpoint.h"
#include "db/schema.h"
#include "db/sqlite.h"

namespace keyline::db {

namespace {
constexpr std::int32_t application_id = 0x4b4c5354; // "KLST"
constexpr std::int64_t log_number = 1;

template <class Row>
std::vector<UnitRecord> records_of(std::vector<Row> rows) {
    std::vector<UnitRecord> records;
    records.reserve(rows.size());
    for (Row& row : rows) {
        records.push_back(std::move(row.unit));
    }
    return records;
}
} // namespace

DatabaseKind station_log_kind() {
    return {application_id, {schema_step({log_schema, {projection_schema, {}}})}, audit_codes};
}

StationAuditLog::StationAuditLog(std::unique_ptr<Database> database, Options options)
    : options_(std::move(options)), origin_(station_origin(options_.environment, options_.station)),
      database_(std::move(database)) {}

Result<std::unique_ptr<StationAuditLog>> StationAuditLog::create(Options options) {
    auto kind = station_log_kind();
    kind.first_rows = "INSERT INTO logs (log, origin) VALUES (1, '" +
                      station_origin(options.environment, options.station) + "');"; // names hold no quotation marks
    auto database = SqliteDatabase::create(options.path, kind);
    if (!database) {
        return database.failure();
    }
    return std::unique_ptr<StationAuditLog>(new StationAuditLog(*std::move(database), std::move(options)));
}

Result<std::unique_ptr<StationAuditLog>> StationAuditLog::open(Options options) {
    auto database = SqliteDatabase::open(options.path, station_log_kind());
    return check(std::move(database), std::move(options));
}

Result<std::unique_ptr<StationAuditLog>> StationAuditLog::open_to_read(Options options) {
    auto database = SqliteDatabase::open_to_read(options.path, station_log_kind());
    return check(std::move(database), std::move(options));
}

Result<std::unique_ptr<StationAuditLog>> StationAuditLog::check(Result<std::unique_ptr<Database>> database,
                                                                Options options) {
    if (!database) {
        return database.failure();
    }
    std::unique_ptr<StationAuditLog> log(new StationAuditLog(*std::move(database), std::move(options)));
    auto transaction = Transaction::begin(*log->database_, Access::read_only);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore store(*log->database_, log_number);
    const auto head = store.head();
    if (!head) {
        return head.failure();
    }
    if (head->origin != log->origin_) {
        return log->database_->unsound("the log of " + head->origin + ", not of " + log->origin_);
    }
    if (auto checked = store.check(); !checked) {
        return checked.failure();
    }
    return log;
}

// The first of those that wait commits for all of them.
Result<std::uint64_t> StationAuditLog::append(const AuditEvent& event) {
    Append own{&event, {}};
    std::unique_lock lock(queue_mutex_);
    queue_.push_back(&own);
    while (!own.outcome) {
        if (committing_) {
            committed_.wait(lock);
            continue;
        }
        committing_ = true;
        const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), appends_per_commit_max));
        const std::vector<Append*> appends(queue_.begin(), end);
        queue_.erase(queue_.begin(), end);
        lock.unlock();
        auto outcomes = commit_all(appends);
        lock.lock();
        for (std::size_t i = 0; i < appends.size(); ++i) {
            appends[i]->outcome = std::move(outcomes[i]);
        }
        committing_ = false;
        committed_.notify_all();
    }
    return *std::move(own.outcome);
}

std::vector<Result<std::uint64_t>> StationAuditLog::commit_all(const std::vector<Append*>& appends) {
    const std::scoped_lock lock(database_mutex_);
    std::vector<Result<std::uint64_t>> outcomes;
    if (const auto written = write_all(appends, outcomes); !written) {
        outcomes.assign(appends.size(), written.failure());
    }
    return outcomes;
}

// A failure is everybody's: nothing is written. What is wrong with one event alone is its own outcome.
Status StationAuditLog::write_all(const std::vector<Append*>& appends, std::vector<Result<std::uint64_t>>& outcomes) {
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore log(*database_, log_number);
    const auto before = log.head();
    if (!before) {
        return before.failure();
    }
    if (auto grown = growth_.check(*database_, *before); !grown) {
        return grown;
    }
    UnitProjection projection(*database_);
    for (const Append* append : appends) {
        auto seq = write(*append->event, log, projection);
        if (!seq && seq.error().code != ErrorCode::value_malformed) {
            return seq.failure();
        }
        outcomes.push_back(std::move(seq));
    }
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    auto committed = transaction->commit();
    if (committed) {
        growth_.note(*head);
    }
    return committed;
}

// The projection is made from the written bytes, as every replay will make it. Nothing is written before everything
// about the event itself is known to be right.
Result<std::uint64_t> StationAuditLog::write(const AuditEvent& event, LogStore& log, UnitProjection& projection) {
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    const std::uint64_t seq = head->frontier.size();
    const auto bytes =
        format_entry(seq, options_.clock.utc(), {options_.station.text(), options_.operator_name}, event);
    if (!bytes) {
        return bytes.failure();
    }
    const auto entry = parse_entry(*bytes);
    if (!entry) {
        return entry.failure();
    }
    if (auto applied = projection.apply(entry->event, seq); !applied) {
        return applied.failure();
    }
    if (auto appended = log.append(*bytes); !appended) {
        return appended.failure();
    }
    return seq;
}

Status StationAuditLog::append_archived(const std::vector<std::string>& entries, Reported reported) {
    const std::scoped_lock lock(database_mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore log(*database_, log_number);
    UnitProjection projection(*database_);
    for (const std::string& bytes : entries) {
        const auto head = log.head();
        if (!head) {
            return head.failure();
        }
        const std::uint64_t seq = head->frontier.size();
        const auto entry = parse_entry(bytes);
        if (!entry || entry->seq != seq || entry->writer.station != options_.station.text()) {
            return fail(ErrorCode::audit_unsound, {{"reason", "not the log of station " + options_.station.text()},
                                                   {"entry", std::to_string(seq)}});
        }
        auto taken = projection.apply(entry->event, seq);
        if (taken && reported == Reported::yes && entry->event.claim) {
            taken = projection.mark_reported(*entry->event.claim, seq);
        }
        if (!taken) {
            return taken.failure();
        }
        if (auto appended = log.append(bytes); !appended) {
            return appended.failure();
        }
    }
    return transaction->commit();
}

template <class Read>
std::invoke_result_t<Read, UnitProjection&> StationAuditLog::with_units(Read read) {
    const std::scoped_lock lock(database_mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_only);
    if (!transaction) {
        return transaction.failure();
    }
    UnitProjection projection(*database_);
    return read(projection);
}

Result<std::vector<UnitRecord>> StationAuditLog::open_units() {
    auto rows = with_units([](UnitProjection& units) { return units.open_units(); });
    return rows ? Result<std::vector<UnitRecord>>(records_of(*std::move(rows))) : rows.failure();
}

Result<std::optional<UnitRecord>> StationAuditLog::unit_with(const ChipUid& uid) {
    auto row = with_units([&](UnitProjection& units) { return units.newest_unit(uid); });
    if (!row) {
        return row.failure();
    }
    return *row ? std::optional((*row)->unit) : std::nullopt;
}

Result<std::optional<UnitRecord>> StationAuditLog::unit_with(const SerialNumber& serial) {
    auto row = with_units([&](UnitProjection& units) { return units.newest_unit(serial); });
    if (!row) {
        return row.failure();
    }
    return *row ? std::optional((*row)->unit) : std::nullopt;
}

Result<std::vector<UnitRecord>> StationAuditLog::unreported_units(std::size_t units_max) {
    auto rows = with_units([&](UnitProjection& units) { return units.unreported_units(units_max); });
    return rows ? Result<std::vector<UnitRecord>>(records_of(*std::move(rows))) : rows.failure();
}

Status StationAuditLog::mark_reported(const UnitRecord& end) {
    const std::scoped_lock lock(database_mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    if (auto marked = UnitProjection(*database_).mark_reported(end.claim, end.seq); !marked) {
        return marked;
    }
    return transaction->commit();
}

Result<LogHead> StationAuditLog::head() {
    const std::scoped_lock lock(database_mutex_);
    return LogStore(*database_, log_number).head(); // one statement: a transaction of its own
}

Result<std::uint64_t> StationAuditLog::size() {
    const auto head = this->head();
    return head ? Result<std::uint64_t>(head->frontier.size()) : head.failure();
}

Result<std::uint64_t> StationAuditLog::archived_size() {
    const auto head = this->head();
    return head ? Result<std::uint64_t>(head->checkpoint_size) : head.failure();
}

Result<std::optional<std::string>> StationAuditLog::pinned_key() {
    auto head = this->head();
    return head ? Result<std::optional<std::string>>(std::move(head->vkey)) : head.failure();
}

Result<std::optional<std::string>> StationAuditLog::checkpoint() {
    auto head = this->head();
    return head ? Result<std::optional<std::string>>(std::move(head->checkpoint)) : head.failure();
}

Result<std::vector<std::string>> StationAuditLog::entries(std::uint64_t from, std::size_t entries_max) {
    const std::scoped_lock lock(database_mutex_);
    return LogStore(*database_, log_number).entries(from, std::min<std::size_t>(entries_max, rows_per_read_max));
}

Status StationAuditLog::pin_key(std::string_view vkey) {
    const auto key = VerifierKey::parse(vkey);
    if (!key) {
        return key.failure();
    }
    if (key->origin() != origin_) {
        return database_->unsound("the key of " + key->origin() + ", not of " + origin_);
    }
    const std::scoped_lock lock(database_mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore log(*database_, log_number);
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    if (head->vkey) {
        return *head->vkey == vkey ? Status{}
                                   : Status(fail(ErrorCode::audit_fork, {{"reason", "another key is pinned"}}));
    }
    if (auto pinned = log.pin(vkey); !pinned) {
        return pinned;
    }
    return transaction->commit();
}

Status StationAuditLog::store_checkpoint(const std::string& signed_note) {
    const std::scoped_lock lock(database_mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore log(*database_, log_number);
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    if (!head->vkey) {
        return database_->unsound("no key is pinned to check a checkpoint with");
    }
    const auto key = VerifierKey::parse(*head->vkey);
    if (!key) {
        return key.failure();
    }
    const auto checkpoint = open_checkpoint(signed_note, *key);
    if (!checkpoint) {
        return checkpoint.failure();
    }
    if (checkpoint->size > head->frontier.size()) {
        return fail(ErrorCode::audit_fork, {{"reason", "the archive has more entries than this log"},
                                            {"archived", std::to_string(checkpoint->size)},
                                            {"entries", std::to_string(head->frontier.size())}});
    }
    const auto root = tree_root(log, checkpoint->size);
    if (!root) {
        return root.failure();
    }
    if (*root != checkpoint->root) {
        return fail(ErrorCode::audit_fork, {{"reason", "the archive has other entries than this log"},
                                            {"archived", std::to_string(checkpoint->size)}});
    }
    if (checkpoint->size <= head->checkpoint_size) {
        return {};
    }
    if (auto kept = log.keep_checkpoint(checkpoint->size, signed_note); !kept) {
        return kept;
    }
    return transaction->commit();
}

Result<std::vector<Hash>> StationAuditLog::inclusion_proof(std::uint64_t index, std::uint64_t size) {
    const std::scoped_lock lock(database_mutex_);
    auto transaction = Transaction::begin(*database_, Access::read_only);
    if (!transaction) {
        return transaction.failure();
    }
    LogStore log(*database_, log_number);
    return db::inclusion_proof(log, index, size);
}

Result<std::vector<std::string>> StationAuditLog::read_about(const std::vector<Bytes>& subjects) {
    const auto numbers = UnitProjection(*database_).entries_about(subjects, entries_about_unit_max);
    if (!numbers) {
        return numbers.failure();
    }
    LogStore log(*database_, log_number);
    std::vector<std::string> entries;
    for (const std::uint64_t seq : *numbers) {
        auto entry = log.entries(seq, 1);
        if (!entry) {
            return entry.failure();
        }
        if (entry->empty()) {
            return database_->unsound("entry " + std::to_string(seq) + " is missing");
        }
        entries.push_back(std::move(entry->front()));
    }
    return entries;
}

Result<std::vector<std::string>> StationAuditLog::entries_about(const SerialNumber& serial) {
    return with_units([&](UnitProjection& units) -> Result<std::vector<std::string>> {
        const auto subjects = units.subjects_about(serial);
        return subjects ? read_about(*subjects) : subjects.failure();
    });
}

Result<std::vector<std::string>> StationAuditLog::entries_about(const ChipUid& uid) {
    return with_units([&](UnitProjection& units) -> Result<std::vector<std::string>> {
        const auto subjects = units.subjects_about(uid);
        return subjects ? read_about(*subjects) : subjects.failure();
    });
}

Result<std::vector<std::string>> StationAuditLog::entries_about(const ClaimId& claim) {
    return with_units([&](UnitProjection&) { return read_about({Bytes(claim.bytes().begin(), claim.bytes().end())}); });
}

} // namespace keyline::db
