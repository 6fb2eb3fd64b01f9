// The registry, version 2: the escrow copies that it knows (escrow_copy.h).
#include "db/schema.h"

namespace keyline::db {

// `size_bytes` and `digest` tell a place in the copy's file: it holds every claim up to there. `lacking`: the registry
// was found to be older than the copy, and nobody issues until it is reconciled.
const SchemaText escrow_schema = {
    R"sql(
CREATE TABLE escrow_copies (
    copy TEXT NOT NULL PRIMARY KEY,
    place TEXT NOT NULL,
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    lacking INTEGER NOT NULL CHECK (lacking IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER escrow_copies_stay BEFORE DELETE ON escrow_copies
BEGIN SELECT RAISE(ABORT, 'rule: what copies there are stays known'); END;
)sql",
    R"sql(
CREATE TABLE escrow_copies (
    copy TEXT NOT NULL CONSTRAINT "escrow_copies.copy" PRIMARY KEY,
    place TEXT NOT NULL,
    size_bytes BIGINT NOT NULL CHECK (size_bytes >= 0),
    digest BYTEA NOT NULL CHECK (length(digest) = 32),
    lacking BIGINT NOT NULL CHECK (lacking IN (0, 1))
);
CREATE TRIGGER escrow_copies_stay BEFORE DELETE ON escrow_copies FOR EACH ROW
EXECUTE FUNCTION refuse('what copies there are stays known');
CREATE TRIGGER escrow_copies_all_stay BEFORE TRUNCATE ON escrow_copies
EXECUTE FUNCTION refuse('what copies there are stays known');
)sql"};

} // namespace keyline::db
