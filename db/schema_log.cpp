// Version 1 of every database that holds logs: see log_store.h.
#include "db/schema.h"

namespace keyline::db {

// An entry's key is its log's number * 2^40 + its index: one B-tree that each log grows at its own end.
const SchemaText log_schema = {
    R"sql(
CREATE TABLE logs (
    log INTEGER PRIMARY KEY CHECK (log BETWEEN 1 AND 0x3fffff),
    origin TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL DEFAULT 0 CHECK (size BETWEEN 0 AND 0xffffffffff),
    frontier BLOB NOT NULL DEFAULT x'',
    vkey TEXT,
    checkpoint_size INTEGER NOT NULL DEFAULT 0 CHECK (checkpoint_size BETWEEN 0 AND size),
    checkpoint TEXT
) STRICT;
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    leaf BLOB NOT NULL
) STRICT;
CREATE TABLE nodes (
    log INTEGER NOT NULL,
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (log, level, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER logs_grow BEFORE UPDATE ON logs
WHEN new.log IS NOT old.log OR new.origin IS NOT old.origin OR new.size < old.size
    OR new.checkpoint_size < old.checkpoint_size OR (old.vkey IS NOT NULL AND new.vkey IS NOT old.vkey)
BEGIN SELECT RAISE(ABORT, 'rule: logs only grow'); END;
CREATE TRIGGER logs_stay BEFORE DELETE ON logs BEGIN SELECT RAISE(ABORT, 'rule: logs stay'); END;
CREATE TRIGGER logs_are_new BEFORE INSERT ON logs
WHEN EXISTS (SELECT 1 FROM logs WHERE log = new.log OR origin = new.origin)
BEGIN SELECT RAISE(ABORT, 'rule: logs are not replaced'); END;

CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE id = new.id)
    OR ((new.id & 0xffffffffff) > 0 AND NOT EXISTS (SELECT 1 FROM entries WHERE id = new.id - 1))
BEGIN SELECT RAISE(ABORT, 'rule: entries follow one another'); END;
CREATE TRIGGER entries_unchanged BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'rule: entries do not change'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'rule: entries stay'); END;

CREATE TRIGGER nodes_are_new BEFORE INSERT ON nodes
WHEN EXISTS (SELECT 1 FROM nodes WHERE log = new.log AND level = new.level AND position = new.position)
BEGIN SELECT RAISE(ABORT, 'rule: nodes are not replaced'); END;
CREATE TRIGGER nodes_unchanged BEFORE UPDATE ON nodes BEGIN SELECT RAISE(ABORT, 'rule: nodes do not change'); END;
CREATE TRIGGER nodes_stay BEFORE DELETE ON nodes BEGIN SELECT RAISE(ABORT, 'rule: nodes stay'); END;
)sql",
    {}};

SchemaStep schema_step(std::initializer_list<SchemaText> texts) {
    SchemaStep step;
    for (const SchemaText& text : texts) {
        step.sqlite += text.sqlite;
        step.postgresql += text.postgresql;
    }
    return step;
}

} // namespace keyline::db
