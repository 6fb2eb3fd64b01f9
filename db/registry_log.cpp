#include "db/registry_log.h"

#include "db/checkpoint.h"
#include "db/log_store.h"
#include "db/schema.h"
#include "db/sqlite.h"

namespace keyline::db {

namespace {

constexpr std::size_t entries_per_read_max = 4'096; // a long read would keep writers waiting

Status read_log(const StorePlace& place, const DatabaseKind& kind, const std::string& origin, std::uint64_t from,
                const OnLogEntry& on_entry) {
    const auto* path = std::get_if<std::filesystem::path>(&place);
    const auto database = path != nullptr ? SqliteDatabase::open_to_read(*path, kind) : open_store(place, kind);
    if (!database) {
        return database.failure();
    }
    const auto log = LogStore::find(**database, origin);
    if (!log) {
        return log.failure();
    }
    if (!*log) {
        return (*database)->unsound("no log of " + origin);
    }
    LogStore store(**database, **log);
    std::vector<std::string> page;
    do {
        auto read = store.entries(from, entries_per_read_max);
        if (!read) {
            return read.failure();
        }
        page = *std::move(read);
        for (const std::string& entry : page) {
            if (auto told = on_entry(from++, entry); !told) {
                return told;
            }
        }
    } while (page.size() == entries_per_read_max);
    return {};
}

} // namespace

Status read_registry_log(const StorePlace& registry, const Name& environment, std::uint64_t from,
                         const OnLogEntry& on_entry) {
    return read_log(registry, registry_kind(), keyd_origin(environment), from, on_entry);
}

Status read_archived_log(const StorePlace& archive, const Name& environment, const StationId& station,
                         std::uint64_t from, const OnLogEntry& on_entry) {
    return read_log(archive, archive_kind(), station_origin(environment, station), from, on_entry);
}

} // namespace keyline::db
