// A copy of a database of SQLite as it is at one moment, while others go on writing to it. Pages are read some at a
// time, and writers come in between; where they never leave enough time, the rest is read at once.
// Threads: any; makes connections of its own. Failure: file_io {path, reason}; registry_unavailable, registry_unsound
// for a database that is not of this kind.
#pragma once

#include "db/sql.h"

#include <filesystem>

namespace keyline::db {

// `copy` is not there yet. It is whole and durable when this returns; a failure leaves none.
Status copy_database(const std::filesystem::path& database, const DatabaseKind& kind,
                     const std::filesystem::path& copy);

} // namespace keyline::db
