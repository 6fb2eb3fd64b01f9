// The archive, version 2: which entries of which station's log are about which unit, so that any unit's end is proved
// wherever it was made.
#include "db/schema.h"

namespace keyline::db {

// `entry`: the id of a row of entries. Stations' entries are not trusted: what names no unit as it should is left out.
const SchemaText archive_units_schema = {
    R"sql(
CREATE TABLE unit_entries (
    serial TEXT NOT NULL CHECK (length(serial) = 17),
    entry INTEGER NOT NULL,
    PRIMARY KEY (serial, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_entries (serial, entry)
SELECT serial, id FROM (
    SELECT id, CASE WHEN json_valid(CAST(leaf AS TEXT)) THEN json_extract(CAST(leaf AS TEXT), '$.unit') END AS serial
    FROM entries)
WHERE typeof(serial) = 'text' AND length(serial) = 17;

CREATE TRIGGER unit_entries_unchanged BEFORE UPDATE ON unit_entries
BEGIN SELECT RAISE(ABORT, 'rule: entries do not change'); END;
CREATE TRIGGER unit_entries_stay BEFORE DELETE ON unit_entries BEGIN SELECT RAISE(ABORT, 'rule: entries stay'); END;
)sql",
    R"sql(
CREATE TABLE unit_entries (
    serial TEXT NOT NULL CHECK (length(serial) = 17),
    entry BIGINT NOT NULL,
    CONSTRAINT "unit_entries.serial" PRIMARY KEY (serial, entry)
);
INSERT INTO unit_entries (serial, entry)
SELECT serial, id FROM (
    SELECT id, substring(encode(leaf, 'escape') FROM '"unit":"([0-9a-f]{4}-[0-9a-f]{12})"') AS serial
    FROM entries) AS found
WHERE serial IS NOT NULL;

CREATE TRIGGER unit_entries_unchanged BEFORE UPDATE ON unit_entries FOR EACH ROW
EXECUTE FUNCTION refuse('entries do not change');
CREATE TRIGGER unit_entries_stay BEFORE DELETE ON unit_entries FOR EACH ROW EXECUTE FUNCTION refuse('entries stay');
CREATE TRIGGER unit_entries_all_stay BEFORE TRUNCATE ON unit_entries EXECUTE FUNCTION refuse('entries stay');
)sql"};

} // namespace keyline::db
