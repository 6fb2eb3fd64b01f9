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
    R"sql(
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION 'rule: %', TG_ARGV[0] USING ERRCODE = 'KL001'; END $body$;

CREATE TABLE logs (
    log BIGINT PRIMARY KEY CHECK (log BETWEEN 1 AND 4194303),
    origin TEXT NOT NULL CONSTRAINT "logs.origin" UNIQUE,
    size BIGINT NOT NULL DEFAULT 0 CHECK (size BETWEEN 0 AND 1099511627775),
    frontier BYTEA NOT NULL DEFAULT '',
    vkey TEXT,
    checkpoint_size BIGINT NOT NULL DEFAULT 0,
    checkpoint TEXT,
    CHECK (checkpoint_size BETWEEN 0 AND size)
);
CREATE TABLE entries (
    id BIGINT PRIMARY KEY,
    leaf BYTEA NOT NULL
);
CREATE TABLE nodes (
    log BIGINT NOT NULL,
    level BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (log, level, position)
);

CREATE TRIGGER logs_grow BEFORE UPDATE ON logs FOR EACH ROW
WHEN (new.log IS DISTINCT FROM old.log OR new.origin IS DISTINCT FROM old.origin OR new.size < old.size
    OR new.checkpoint_size < old.checkpoint_size OR (old.vkey IS NOT NULL AND new.vkey IS DISTINCT FROM old.vkey))
EXECUTE FUNCTION refuse('logs only grow');
CREATE TRIGGER logs_stay BEFORE DELETE ON logs FOR EACH ROW EXECUTE FUNCTION refuse('logs stay');
CREATE TRIGGER logs_all_stay BEFORE TRUNCATE ON logs EXECUTE FUNCTION refuse('logs stay');

CREATE FUNCTION entries_follow() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (new.id & 1099511627775) > 0 AND NOT EXISTS (SELECT 1 FROM entries WHERE id = new.id - 1) THEN
        RAISE EXCEPTION 'rule: entries follow one another' USING ERRCODE = 'KL001';
    END IF;
    RETURN new;
END $body$;
CREATE TRIGGER entries_follow BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_follow();
CREATE TRIGGER entries_unchanged BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION refuse('entries do not change');
CREATE TRIGGER entries_stay BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse('entries stay');
CREATE TRIGGER entries_all_stay BEFORE TRUNCATE ON entries EXECUTE FUNCTION refuse('entries stay');

CREATE TRIGGER nodes_unchanged BEFORE UPDATE ON nodes FOR EACH ROW EXECUTE FUNCTION refuse('nodes do not change');
CREATE TRIGGER nodes_stay BEFORE DELETE ON nodes FOR EACH ROW EXECUTE FUNCTION refuse('nodes stay');
CREATE TRIGGER nodes_all_stay BEFORE TRUNCATE ON nodes EXECUTE FUNCTION refuse('nodes stay');
)sql"};

SchemaStep schema_step(std::initializer_list<SchemaText> texts) {
    SchemaStep step;
    for (const SchemaText& text : texts) {
        step.sqlite += text.sqlite;
        step.postgresql += text.postgresql;
    }
    return step;
}

} // namespace keyline::db
