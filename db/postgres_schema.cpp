// How a namespace of PostgreSQL comes to its tables: made, checked, brought to a newer version.
#include "db/postgres.h"

#include "db/postgres_connection.h"

#include <unistd.h>

namespace keyline::db {

namespace {
constexpr const char* version_table =
    "CREATE TABLE schema_version (only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row), application_id BIGINT "
    "NOT NULL, version BIGINT NOT NULL);";
} // namespace

Result<std::unique_ptr<Database>> PostgresDatabase::create(const PostgresPlace& place, const DatabaseKind& kind) {
    {
        PostgresDatabase database(place, kind);
        Status made = database.connect();
        if (made) {
            made = database.make_namespace();
        }
        if (!made) {
            return made.failure();
        }
    }
    return open(place, kind);
}

Result<std::unique_ptr<Database>> PostgresDatabase::open(const PostgresPlace& place, const DatabaseKind& kind) {
    std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(place, kind));
    if (auto connected = database->connect(); !connected) {
        return connected.failure();
    }
    if (auto checked = database->check_kind_and_migrate(); !checked) {
        return checked.failure();
    }
    if (auto checked = database->check_schema(); !checked) {
        return checked.failure();
    }
    return database;
}

// One at a time, under the lock that writers take.
Status PostgresDatabase::make_namespace() {
    if (auto locked = execute("BEGIN;" + lock_sql()); !locked) {
        return locked;
    }
    in_transaction_ = true;
    const auto there = integer("SELECT count(*) FROM pg_namespace WHERE nspname = ?", kind().name);
    Status made = there ? Status{} : Status(there.failure());
    if (made && *there != 0) {
        made = fail(codes().unavailable, {{"path", place()}, {"reason", "exists already"}});
    }
    if (made) {
        made = execute("CREATE SCHEMA " + kind().name + ";" + version_table +
                       "INSERT INTO schema_version (application_id, version) VALUES (" +
                       std::to_string(kind().application_id) + ", 0);");
    }
    if (made) {
        made = take_steps(0, kind().newest_version());
    }
    if (made && !kind().first_rows.empty()) {
        made = execute(kind().first_rows);
    }
    if (made) {
        made = commit();
    }
    roll_back(); // whatever is not committed
    return made;
}

Status PostgresDatabase::take_steps(std::int32_t from, std::int32_t to) {
    for (std::int32_t version = from; version < to; ++version) {
        if (auto taken = execute(kind().steps[static_cast<std::size_t>(version)].postgresql); !taken) {
            return taken;
        }
    }
    return execute("UPDATE schema_version SET version = " + std::to_string(to));
}

Result<std::int32_t> PostgresDatabase::version() {
    const auto there =
        integer("SELECT count(*) FROM pg_tables WHERE schemaname = ? AND tablename = 'schema_version'", kind().name);
    if (!there) {
        return there.failure();
    }
    if (*there == 0) {
        return fail(codes().unavailable,
                    {{"path", place()}, {"reason", "holds no " + kind().name + " yet: keyline-keyd init --store URI"}});
    }
    const auto application_id = integer("SELECT application_id FROM schema_version");
    if (!application_id) {
        return application_id.failure();
    }
    if (*application_id != kind().application_id) {
        return unsound("a database of another kind");
    }
    const auto version = integer("SELECT version FROM schema_version");
    if (!version) {
        return version.failure();
    }
    if (*version > kind().newest_version()) {
        return newer_version();
    }
    return *version < 1 ? Result<std::int32_t>(unsound("schema version " + std::to_string(*version)))
                        : static_cast<std::int32_t>(*version);
}

Status PostgresDatabase::check_kind_and_migrate() {
    if (const auto found = version(); !found || *found == kind().newest_version()) {
        return found ? Status{} : Status(found.failure());
    }
    if (auto locked = execute("BEGIN;" + lock_sql()); !locked) {
        return locked;
    }
    in_transaction_ = true;
    const auto found = version(); // another keyd may have been faster
    Status done = found ? take_steps(*found, kind().newest_version()) : Status(found.failure());
    if (done) {
        done = commit();
    }
    roll_back();
    return done;
}

// Made anew beside, in a transaction that is rolled back, and compared.
Status PostgresDatabase::check_schema() {
    const std::string beside =
        kind().name + "_" + std::to_string(::getpid()) + "_" + std::to_string(connection_->link.backendpid());
    Status made = execute("BEGIN; CREATE SCHEMA " + beside + "; SET LOCAL search_path TO " + beside + ", pg_temp;" +
                          version_table + "INSERT INTO schema_version (application_id, version) VALUES (1, 0);");
    in_transaction_ = true;
    if (made) {
        made = take_steps(0, kind().newest_version());
    }
    const auto expected = made ? schema(beside) : Result<std::string>(made.failure());
    if (made) {
        made = execute("SET LOCAL search_path TO " + kind().name + ", pg_temp");
    }
    const auto found = made ? schema(kind().name) : Result<std::string>(made.failure());
    roll_back();
    if (!expected || !found) {
        return expected ? found.failure() : expected.failure();
    }
    return *found == *expected ? Status{} : unsound("tables or triggers are not as this program made them");
}

// Tables, columns, constraints, indices, triggers (and whether they are in force) and functions, one a line.
Result<std::string> PostgresDatabase::schema(const std::string& name) {
    auto statement = query(R"sql(
SELECT replace(line, ?, '') FROM (
    SELECT 'column ' || c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' ||
           a.attnotnull || ' ' || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = ?::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
    UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = ?::regnamespace
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = ?
    UNION ALL SELECT 'trigger ' || t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c
    ON c.oid = t.tgrelid WHERE c.relnamespace = ?::regnamespace AND NOT t.tgisinternal
    UNION ALL SELECT 'rule ' || rulename || ' ' || definition FROM pg_rules WHERE schemaname = ?
    UNION ALL SELECT 'function ' || proname || ' ' || pg_get_function_arguments(oid) || ' ' || prosrc FROM pg_proc
    WHERE pronamespace = ?::regnamespace
) AS lines ORDER BY 1)sql",
                           name + ".", name, name, name, name, name, name);
    std::string schema;
    for (;;) {
        const auto row = statement ? statement->step() : statement.failure();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return schema;
        }
        schema += statement->text(0) + "\n";
    }
}

} // namespace keyline::db
