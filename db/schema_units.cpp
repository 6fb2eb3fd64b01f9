// The registry, version 3: which entries of keyd's own log are about which unit, so that a unit's life is read without
// reading the log.
#include "db/schema.h"

namespace keyline::db {

// `number`: the entry's index in keyd's own log, which is log 1. What was recorded before is found once, here.
const SchemaText units_schema = {
    R"sql(
CREATE TABLE unit_entries (
    serial TEXT NOT NULL CHECK (length(serial) = 17),
    number INTEGER NOT NULL CHECK (number >= 0),
    PRIMARY KEY (serial, number)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_entries (serial, number)
SELECT json_extract(CAST(leaf AS TEXT), '$.unit'), id & 0xffffffffff FROM entries
WHERE id >> 40 = 1 AND json_extract(CAST(leaf AS TEXT), '$.unit') IS NOT NULL;

CREATE TRIGGER unit_entries_unchanged BEFORE UPDATE ON unit_entries
BEGIN SELECT RAISE(ABORT, 'rule: entries do not change'); END;
CREATE TRIGGER unit_entries_stay BEFORE DELETE ON unit_entries BEGIN SELECT RAISE(ABORT, 'rule: entries stay'); END;
)sql",
    R"sql(
CREATE TABLE unit_entries (
    serial TEXT NOT NULL CHECK (length(serial) = 17),
    number BIGINT NOT NULL CHECK (number >= 0),
    CONSTRAINT "unit_entries.serial" PRIMARY KEY (serial, number)
);
INSERT INTO unit_entries (serial, number)
SELECT convert_from(leaf, 'UTF8')::json ->> 'unit', id & 1099511627775 FROM entries
WHERE id >> 40 = 1 AND convert_from(leaf, 'UTF8')::json ->> 'unit' IS NOT NULL;

CREATE TRIGGER unit_entries_unchanged BEFORE UPDATE ON unit_entries FOR EACH ROW
EXECUTE FUNCTION refuse('entries do not change');
CREATE TRIGGER unit_entries_stay BEFORE DELETE ON unit_entries FOR EACH ROW EXECUTE FUNCTION refuse('entries stay');
CREATE TRIGGER unit_entries_all_stay BEFORE TRUNCATE ON unit_entries EXECUTE FUNCTION refuse('entries stay');
)sql"};

} // namespace keyline::db
