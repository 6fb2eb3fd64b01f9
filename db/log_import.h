// A station's log that was lost, made again from what the key service has archived of it. Threads: one.
#pragma once

#include "db/audit_log.h"

namespace keyline::db {

// `log` is new and empty. `entries`: JSON Lines, each line an entry's exact bytes: keyd's `log --station`, or a whole
// export. They have to be all that `checkpoint`, the archive's newest, covers, and nothing more; then
// "station.restored" is the next entry. audit_unsound, audit_fork {reason}; file_missing, file_io. After a failure the
// log is of no use.
Status import_log(StationAuditLog& log, const std::filesystem::path& entries, std::string_view vkey,
                  const std::string& checkpoint);

} // namespace keyline::db
