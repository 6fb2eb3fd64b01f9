// The registry, version 2: what `reconcile` did to a registry that had been put back from a backup.
#include "db/schema.h"

namespace keyline::db {

const SchemaText escrow_schema = {
    R"sql(
CREATE TABLE reconciliations (
    number INTEGER PRIMARY KEY,
    made_unix_s INTEGER NOT NULL,
    reason TEXT NOT NULL,
    brought_back INTEGER NOT NULL CHECK (brought_back >= 0),
    copy_size INTEGER NOT NULL CHECK (copy_size >= 0)
) STRICT;
CREATE TRIGGER reconciliations_unchanged BEFORE UPDATE ON reconciliations
BEGIN SELECT RAISE(ABORT, 'rule: reconciliations do not change'); END;
CREATE TRIGGER reconciliations_stay BEFORE DELETE ON reconciliations
BEGIN SELECT RAISE(ABORT, 'rule: reconciliations stay'); END;
)sql",
    {}};

} // namespace keyline::db
