// Where a registry or an archive is kept: a file of SQLite, or a database of PostgreSQL that several keyd share.
// Threads: any. Failure: sqlite.h, postgres.h.
#pragma once

#include "db/postgres.h"

#include <filesystem>
#include <variant>

namespace keyline::db {

using StorePlace = std::variant<std::filesystem::path, PostgresPlace>;

Result<std::unique_ptr<Database>> create_store(const StorePlace& place, const DatabaseKind& kind);
Result<std::unique_ptr<Database>> open_store(const StorePlace& place, const DatabaseKind& kind);

} // namespace keyline::db
