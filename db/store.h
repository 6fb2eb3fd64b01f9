// Where a registry or an archive is kept: a file of SQLite. Threads: any. Failure: sqlite.h.
#pragma once

#include "db/sql.h"

#include <filesystem>
#include <variant>

namespace keyline::db {

using StorePlace = std::variant<std::filesystem::path>;

Result<std::unique_ptr<Database>> create_store(const StorePlace& place, const DatabaseKind& kind);
Result<std::unique_ptr<Database>> open_store(const StorePlace& place, const DatabaseKind& kind);

} // namespace keyline::db
