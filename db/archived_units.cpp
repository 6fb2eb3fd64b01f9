#include "db/archived_units.h"

#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/log_store.h"
#include "db/schema.h"

namespace keyline::db {

namespace {

std::optional<ClaimState> end_told_by(std::string_view event) {
    if (event == "unit.passed") {
        return ClaimState::passed;
    }
    if (event == "unit.failed") {
        return ClaimState::failed;
    }
    if (event == "unit.quarantined") {
        return ClaimState::quarantined;
    }
    return std::nullopt;
}

struct StationLog {
    std::int64_t number;
    StationId station;
};

Result<std::vector<StationLog>> logs_in(Database& archive, const Name& environment) {
    const std::string prefix = station_origin(environment, *StationId::parse("x"));
    const std::size_t prefix_size = prefix.size() - 1;
    auto statement = archive.query("SELECT log, origin FROM logs ORDER BY log");
    if (!statement) {
        return statement.failure();
    }
    std::vector<StationLog> logs;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return logs;
        }
        const std::string origin = statement->text(1);
        const auto station = StationId::parse(std::string_view(origin).substr(std::min(prefix_size, origin.size())));
        if (!station || station_origin(environment, *station) != origin) {
            return archive.unsound("the log of " + origin);
        }
        logs.push_back({statement->integer(0), *station});
    }
}

class Reader {
  public:
    Reader(const ArchiveQuestions& questions, StationId station, ArchivedUnits& units)
        : questions_(questions), station_(std::move(station)), units_(units) {}

    void read(const AuditEvent& event) {
        if (!event.claim || !event.event.starts_with("unit.")) {
            return;
        }
        if (event.event == "unit.issued" && !questions_.is_known(*event.claim) && event.order && event.serial &&
            event.uid) {
            units_.unknown.push_back({*event.claim, *event.order, station_, *event.serial, *event.uid});
        }
        if (!questions_.is_end_wanted(*event.claim, station_)) {
            return;
        }
        if (const auto end = end_told_by(event.event)) {
            units_.ends.insert_or_assign(*event.claim, *end);
        } else if (event.event == "unit.claiming") {
            units_.ends.erase(*event.claim);
        }
    }

  private:
    const ArchiveQuestions& questions_;
    StationId station_;
    ArchivedUnits& units_;
};

} // namespace

Result<ArchivedUnits> read_archived_units(const StorePlace& archive, const Name& environment,
                                          const ArchiveQuestions& questions) {
    auto database = open_store(archive, archive_kind());
    if (!database) {
        return database.failure();
    }
    const auto logs = logs_in(**database, environment);
    if (!logs) {
        return logs.failure();
    }
    ArchivedUnits units;
    for (const StationLog& log : *logs) {
        LogStore store(**database, log.number);
        Reader reader(questions, log.station, units);
        for (std::uint64_t from = 0;;) {
            const auto entries = store.entries(from, rows_per_read_max);
            if (!entries) {
                return entries.failure();
            }
            if (entries->empty()) {
                break;
            }
            for (const std::string& bytes : *entries) {
                if (const auto entry = parse_entry(bytes)) {
                    reader.read(entry->event);
                }
            }
            from += entries->size();
        }
    }
    return units;
}

} // namespace keyline::db
