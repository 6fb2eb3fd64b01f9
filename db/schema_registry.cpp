// The registry, version 1: orders, claims with their escrow, sealed tables.
#include "db/schema.h"

namespace keyline::db {

namespace {
constexpr std::int32_t application_id = 0x4b4c5247; // "KLRG"
} // namespace

// An order's counts are made by triggers, in the statement that changes a claim: they cannot miss one. `free_from` is
// a device ID below which every number of the range is taken.
const SchemaText registry_schema = {
    R"sql(
CREATE TABLE orders (
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
    attempts INTEGER NOT NULL DEFAULT 0,
    issued INTEGER NOT NULL DEFAULT 0,
    outstanding INTEGER NOT NULL DEFAULT 0,
    passed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    CHECK (first <= last),
    CHECK (min(attempts, issued, outstanding, passed, failed, quarantined) >= 0),
    CHECK (issued = outstanding + passed + failed + quarantined)
) STRICT;
CREATE INDEX orders_by_range ON orders (last, first);

CREATE TABLE order_stations (
    order_id TEXT NOT NULL REFERENCES orders (id),
    station TEXT NOT NULL,
    PRIMARY KEY (order_id, station)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    order_id TEXT NOT NULL REFERENCES orders (id),
    station TEXT NOT NULL,
    serial BLOB NOT NULL UNIQUE CHECK (length(serial) = 16),
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) BETWEEN 8 AND 16),
    escrow BLOB NOT NULL CHECK (length(escrow) = 40),
    kg BLOB NOT NULL,
    kek BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'passed', 'failed', 'quarantined')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    reissues INTEGER NOT NULL CHECK (reissues >= 0),
    proved_written INTEGER NOT NULL CHECK (proved_written IN (0, 1)),
    proved_closed INTEGER NOT NULL CHECK (proved_closed IN (0, 1))
) STRICT;

CREATE TABLE sealed_tables (
    profile TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

CREATE TRIGGER claims_counted AFTER INSERT ON claims BEGIN
    UPDATE orders SET
        attempts = attempts + new.attempts,
        issued = issued + 1,
        outstanding = outstanding + (new.state = 'open'),
        passed = passed + (new.state = 'passed'),
        failed = failed + (new.state = 'failed'),
        quarantined = quarantined + (new.state = 'quarantined')
    WHERE id = new.order_id;
END;
CREATE TRIGGER claims_recounted AFTER UPDATE OF state, attempts ON claims BEGIN
    UPDATE orders SET
        attempts = attempts + new.attempts - old.attempts,
        outstanding = outstanding + (new.state = 'open') - (old.state = 'open'),
        passed = passed + (new.state = 'passed') - (old.state = 'passed'),
        failed = failed + (new.state = 'failed') - (old.state = 'failed'),
        quarantined = quarantined + (new.state = 'quarantined') - (old.state = 'quarantined')
    WHERE id = new.order_id;
END;

CREATE TRIGGER claims_keep BEFORE UPDATE ON claims
WHEN new.number IS NOT old.number OR new.id IS NOT old.id OR new.order_id IS NOT old.order_id
    OR new.station IS NOT old.station OR new.serial IS NOT old.serial OR new.uid IS NOT old.uid
    OR new.escrow IS NOT old.escrow OR new.kg IS NOT old.kg OR new.kek IS NOT old.kek
BEGIN SELECT RAISE(ABORT, 'rule: a claim keeps its key, number and chip'); END;
CREATE TRIGGER claims_stay BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'rule: claims stay'); END;
CREATE TRIGGER claims_not_replaced BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE number = new.number)
BEGIN SELECT RAISE(ABORT, 'rule: claims are not replaced'); END;
CREATE TRIGGER orders_stay BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'rule: orders stay'); END;
CREATE TRIGGER sealed_tables_unchanged BEFORE UPDATE ON sealed_tables
BEGIN SELECT RAISE(ABORT, 'rule: tables do not change'); END;
CREATE TRIGGER sealed_tables_stay BEFORE DELETE ON sealed_tables
BEGIN SELECT RAISE(ABORT, 'rule: tables stay'); END;
)sql",
    {}};

DatabaseKind registry_kind() {
    return {application_id,
            {
                schema_step({log_schema, registry_schema}),
                schema_step({escrow_schema}),
            },
            registry_codes,
            "keyline_registry"};
}

} // namespace keyline::db
