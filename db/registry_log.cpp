#include "db/registry_log.h"

#include "db/checkpoint.h"
#include "db/log_store.h"
#include "db/schema.h"
#include "db/sqlite.h"

namespace keyline::db {

namespace {

constexpr std::size_t entries_per_read_max = 4'096; // a long read would keep writers waiting

} // namespace

Status read_registry_log(const StorePlace& place, const Name& environment, std::uint64_t from,
                         const std::function<Status(std::uint64_t, const std::string&)>& on_entry) {
    const auto* path = std::get_if<std::filesystem::path>(&place);
    const auto database =
        path != nullptr ? SqliteDatabase::open_to_read(*path, registry_kind()) : open_store(place, registry_kind());
    if (!database) {
        return database.failure();
    }
    const auto log = LogStore::find(**database, keyd_origin(environment));
    if (!log) {
        return log.failure();
    }
    if (!*log) {
        return (*database)->unsound("no log of " + keyd_origin(environment));
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

} // namespace keyline::db
