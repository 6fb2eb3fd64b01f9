// The registry, version 2: what people decide about orders and units. Orders have a state and an author; claims may be
// in rework, scrapped or superseded, and are counted so. A serial number is unique among claims that are not
// superseded, a chip among those that are living.
#include "db/schema.h"

namespace keyline::db {

const SchemaText orders_schema = {
    R"sql(
DROP TRIGGER claims_counted;
DROP TRIGGER claims_recounted;
DROP TRIGGER claims_keep;
DROP TRIGGER claims_stay;
DROP TRIGGER claims_not_replaced;
DROP TRIGGER orders_stay;
DROP INDEX orders_by_range;

CREATE TABLE orders_2 (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    device_type INTEGER NOT NULL,
    table_size_bytes INTEGER NOT NULL,
    description TEXT NOT NULL,
    first BLOB NOT NULL,
    last BLOB NOT NULL,
    quota INTEGER NOT NULL CHECK (quota >= 0),
    attempt_limit INTEGER NOT NULL CHECK (attempt_limit >= 0),
    expires_unix_s INTEGER,
    kg BLOB NOT NULL,
    free_from INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'released', 'closed')),
    author TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    issued INTEGER NOT NULL DEFAULT 0,
    outstanding INTEGER NOT NULL DEFAULT 0,
    passed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    rework INTEGER NOT NULL DEFAULT 0,
    scrapped INTEGER NOT NULL DEFAULT 0,
    superseded INTEGER NOT NULL DEFAULT 0,
    CHECK (first <= last),
    CHECK (min(attempts, issued, outstanding, passed, failed, quarantined, rework, scrapped, superseded) >= 0),
    CHECK (issued = outstanding + passed + failed + quarantined + rework + scrapped + superseded)
) STRICT;
INSERT INTO orders_2 (number, id, profile, device_type, table_size_bytes, description, first, last, quota,
    attempt_limit, expires_unix_s, kg, free_from, state, author, attempts, issued, outstanding, passed, failed,
    quarantined)
SELECT number, id, profile, device_type, table_size_bytes, description, first, last, quota, attempt_limit,
    expires_unix_s, kg, free_from, 'released', '', attempts, issued, outstanding, passed, failed, quarantined
FROM orders;
DROP TABLE orders;
ALTER TABLE orders_2 RENAME TO orders;
CREATE INDEX orders_by_range ON orders (last, first);

CREATE TABLE claims_2 (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    order_id TEXT NOT NULL REFERENCES orders (id),
    station TEXT NOT NULL,
    serial BLOB NOT NULL CHECK (length(serial) = 16),
    superseded INTEGER NOT NULL DEFAULT 0,
    uid BLOB NOT NULL CHECK (length(uid) BETWEEN 8 AND 16),
    escrow BLOB NOT NULL CHECK (length(escrow) = 40),
    kg BLOB NOT NULL,
    kek BLOB NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('open', 'passed', 'failed', 'quarantined', 'rework', 'scrapped', 'superseded')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    reissues INTEGER NOT NULL CHECK (reissues >= 0),
    proved_written INTEGER NOT NULL CHECK (proved_written IN (0, 1)),
    proved_closed INTEGER NOT NULL CHECK (proved_closed IN (0, 1)),
    held_from TEXT,
    rekey_uid BLOB,
    UNIQUE (serial, superseded),
    CHECK (superseded = CASE state WHEN 'superseded' THEN number ELSE 0 END),
    CHECK ((rekey_uid IS NOT NULL) = (state = 'superseded')),
    CHECK (held_from IS NULL OR state = 'quarantined')
) STRICT;
INSERT INTO claims_2 (number, id, order_id, station, serial, uid, escrow, kg, kek, state, attempts, reissues,
    proved_written, proved_closed)
SELECT number, id, order_id, station, serial, uid, escrow, kg, kek, state, attempts, reissues, proved_written,
    proved_closed
FROM claims ORDER BY number;
DROP TABLE claims;
ALTER TABLE claims_2 RENAME TO claims;
CREATE UNIQUE INDEX claims_living ON claims (uid) WHERE state NOT IN ('scrapped', 'superseded');
CREATE INDEX claims_rekeyed ON claims (rekey_uid) WHERE rekey_uid IS NOT NULL;

CREATE TRIGGER claims_counted AFTER INSERT ON claims BEGIN
    UPDATE orders SET
        attempts = attempts + new.attempts,
        issued = issued + 1,
        outstanding = outstanding + (new.state = 'open'),
        passed = passed + (new.state = 'passed'),
        failed = failed + (new.state = 'failed'),
        quarantined = quarantined + (new.state = 'quarantined'),
        rework = rework + (new.state = 'rework'),
        scrapped = scrapped + (new.state = 'scrapped'),
        superseded = superseded + (new.state = 'superseded')
    WHERE id = new.order_id;
END;
CREATE TRIGGER claims_recounted AFTER UPDATE OF state, attempts ON claims BEGIN
    UPDATE orders SET
        attempts = attempts + new.attempts - old.attempts,
        outstanding = outstanding + (new.state = 'open') - (old.state = 'open'),
        passed = passed + (new.state = 'passed') - (old.state = 'passed'),
        failed = failed + (new.state = 'failed') - (old.state = 'failed'),
        quarantined = quarantined + (new.state = 'quarantined') - (old.state = 'quarantined'),
        rework = rework + (new.state = 'rework') - (old.state = 'rework'),
        scrapped = scrapped + (new.state = 'scrapped') - (old.state = 'scrapped'),
        superseded = superseded + (new.state = 'superseded') - (old.state = 'superseded')
    WHERE id = new.order_id;
END;

CREATE TRIGGER claims_keep BEFORE UPDATE ON claims
WHEN new.number IS NOT old.number OR new.id IS NOT old.id OR new.order_id IS NOT old.order_id
    OR new.serial IS NOT old.serial OR new.uid IS NOT old.uid OR new.escrow IS NOT old.escrow
    OR new.kg IS NOT old.kg OR new.kek IS NOT old.kek
BEGIN SELECT RAISE(ABORT, 'rule: a claim keeps its key, number and chip'); END;
CREATE TRIGGER claims_end BEFORE UPDATE OF state ON claims
WHEN (old.state = 'superseded' AND new.state <> 'superseded')
    OR (old.state = 'scrapped' AND new.state NOT IN ('scrapped', 'superseded'))
BEGIN SELECT RAISE(ABORT, 'rule: what is scrapped or superseded stays so'); END;
CREATE TRIGGER claims_stay BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'rule: claims stay'); END;
CREATE TRIGGER claims_not_replaced BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE number = new.number)
BEGIN SELECT RAISE(ABORT, 'rule: claims are not replaced'); END;
CREATE TRIGGER orders_stay BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'rule: orders stay'); END;
CREATE TRIGGER orders_keep BEFORE UPDATE ON orders
WHEN new.number IS NOT old.number OR new.id IS NOT old.id OR new.profile IS NOT old.profile
    OR new.device_type IS NOT old.device_type OR new.first IS NOT old.first OR new.kg IS NOT old.kg
    OR new.author IS NOT old.author OR new.last < old.last OR (old.state = 'closed' AND new.state <> 'closed')
BEGIN SELECT RAISE(ABORT, 'rule: an order keeps what it was made with, and stays closed'); END;
)sql",
    R"sql(
ALTER TABLE orders
    ADD COLUMN state TEXT NOT NULL DEFAULT 'released' CHECK (state IN ('draft', 'released', 'closed')),
    ADD COLUMN author TEXT NOT NULL DEFAULT '',
    ADD COLUMN rework BIGINT NOT NULL DEFAULT 0 CHECK (rework >= 0),
    ADD COLUMN scrapped BIGINT NOT NULL DEFAULT 0 CHECK (scrapped >= 0),
    ADD COLUMN superseded BIGINT NOT NULL DEFAULT 0 CHECK (superseded >= 0),
    DROP CONSTRAINT orders_add_up,
    ADD CONSTRAINT orders_add_up
        CHECK (issued = outstanding + passed + failed + quarantined + rework + scrapped + superseded);
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT, ALTER COLUMN author DROP DEFAULT;

ALTER TABLE claims
    ADD COLUMN superseded BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN held_from TEXT,
    ADD COLUMN rekey_uid BYTEA,
    DROP CONSTRAINT "claims.serial",
    DROP CONSTRAINT "claims.uid",
    DROP CONSTRAINT claims_state,
    ADD CONSTRAINT claims_state
        CHECK (state IN ('open', 'passed', 'failed', 'quarantined', 'rework', 'scrapped', 'superseded')),
    ADD CONSTRAINT "claims.serial" UNIQUE (serial, superseded),
    ADD CHECK (superseded = CASE state WHEN 'superseded' THEN number ELSE 0 END),
    ADD CHECK ((rekey_uid IS NOT NULL) = (state = 'superseded')),
    ADD CHECK (held_from IS NULL OR state = 'quarantined');
CREATE UNIQUE INDEX "claims.uid" ON claims (uid) WHERE state NOT IN ('scrapped', 'superseded');
CREATE INDEX claims_rekeyed ON claims (rekey_uid) WHERE rekey_uid IS NOT NULL;

CREATE OR REPLACE FUNCTION claims_counted() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE orders SET
        attempts = attempts + new.attempts,
        issued = issued + 1,
        outstanding = outstanding + (new.state = 'open')::int,
        passed = passed + (new.state = 'passed')::int,
        failed = failed + (new.state = 'failed')::int,
        quarantined = quarantined + (new.state = 'quarantined')::int,
        rework = rework + (new.state = 'rework')::int,
        scrapped = scrapped + (new.state = 'scrapped')::int,
        superseded = superseded + (new.state = 'superseded')::int
    WHERE id = new.order_id;
    RETURN NULL;
END $body$;
CREATE OR REPLACE FUNCTION claims_recounted() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE orders SET
        attempts = attempts + new.attempts - old.attempts,
        outstanding = outstanding + (new.state = 'open')::int - (old.state = 'open')::int,
        passed = passed + (new.state = 'passed')::int - (old.state = 'passed')::int,
        failed = failed + (new.state = 'failed')::int - (old.state = 'failed')::int,
        quarantined = quarantined + (new.state = 'quarantined')::int - (old.state = 'quarantined')::int,
        rework = rework + (new.state = 'rework')::int - (old.state = 'rework')::int,
        scrapped = scrapped + (new.state = 'scrapped')::int - (old.state = 'scrapped')::int,
        superseded = superseded + (new.state = 'superseded')::int - (old.state = 'superseded')::int
    WHERE id = new.order_id;
    RETURN NULL;
END $body$;

DROP TRIGGER claims_keep ON claims;
CREATE TRIGGER claims_keep BEFORE UPDATE ON claims FOR EACH ROW
WHEN (new.number IS DISTINCT FROM old.number
    OR new.id IS DISTINCT FROM old.id
    OR new.order_id IS DISTINCT FROM old.order_id
    OR new.serial IS DISTINCT FROM old.serial
    OR new.uid IS DISTINCT FROM old.uid
    OR new.escrow IS DISTINCT FROM old.escrow
    OR new.kg IS DISTINCT FROM old.kg
    OR new.kek IS DISTINCT FROM old.kek)
EXECUTE FUNCTION refuse('a claim keeps its key, number and chip');
CREATE TRIGGER claims_end BEFORE UPDATE OF state ON claims FOR EACH ROW
WHEN ((old.state = 'superseded' AND new.state <> 'superseded')
    OR (old.state = 'scrapped' AND new.state NOT IN ('scrapped', 'superseded')))
EXECUTE FUNCTION refuse('what is scrapped or superseded stays so');
CREATE TRIGGER orders_keep BEFORE UPDATE ON orders FOR EACH ROW
WHEN (new.number IS DISTINCT FROM old.number
    OR new.id IS DISTINCT FROM old.id
    OR new.profile IS DISTINCT FROM old.profile
    OR new.device_type IS DISTINCT FROM old.device_type
    OR new.first IS DISTINCT FROM old.first
    OR new.kg IS DISTINCT FROM old.kg
    OR new.author IS DISTINCT FROM old.author
    OR new.last < old.last
    OR (old.state = 'closed' AND new.state <> 'closed'))
EXECUTE FUNCTION refuse('an order keeps what it was made with, and stays closed');
)sql"};
} // namespace keyline::db
