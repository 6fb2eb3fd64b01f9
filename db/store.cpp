#include "db/store.h"

#include "db/sqlite.h"

namespace keyline::db {

Result<std::unique_ptr<Database>> create_store(const StorePlace& place, const DatabaseKind& kind) {
    const auto* postgres = std::get_if<PostgresPlace>(&place);
    return postgres != nullptr ? PostgresDatabase::create(*postgres, kind)
                               : SqliteDatabase::create(std::get<std::filesystem::path>(place), kind);
}

Result<std::unique_ptr<Database>> open_store(const StorePlace& place, const DatabaseKind& kind) {
    const auto* postgres = std::get_if<PostgresPlace>(&place);
    return postgres != nullptr ? PostgresDatabase::open(*postgres, kind)
                               : SqliteDatabase::open(std::get<std::filesystem::path>(place), kind);
}

} // namespace keyline::db
