// What PostgreSQL alone brings with it: hung writers, a server that goes and comes, rules against who has psql.
#include "db/registry.h"
#include "db/schema.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/postgres_server.h"

#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

class PostgresTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    PostgresServer server_;
    std::optional<PostgresPlace> place_;

    RegistryOptions options() { return {*place_, name_of("development"), clock_}; }
    std::unique_ptr<SqlRegistry> open() { return SqlRegistry::open(options()).value(); }
    static bool write(SqlRegistry& registry) {
        const auto transaction = registry.begin();
        return transaction && (*transaction)->record({"issue", {}, {}, {}, {}, {}, {}}) && (*transaction)->commit();
    }
    QString entries() { return server_.sql("SELECT count(*) FROM keyline_registry.entries"); }
    std::string refusal(const char* sql) {
        const auto database = PostgresDatabase::open(*place_, registry_kind()).value();
        const auto transaction = Transaction::begin(*database, Access::read_write);
        const auto done = database->run(sql);
        return done ? "" : std::string(done.error().arg("constraint"));
    }

  private slots:
    void init() {
        place_ = *PostgresPlace::parse(server_.new_database());
        QVERIFY(SqlRegistry::create(options()));
    }

    void passwords_are_refused() {
        for (const char* uri :
             {"postgresql://a:b@host/d", "postgresql://host/d?password=x", "postgresql://host/d?user=a&pass%77ord=x"}) {
            QVERIFY2(!PostgresPlace::parse(uri), uri);
        }
        QVERIFY(PostgresPlace::parse("postgresql://a@host:5432/d?sslmode=verify-full&passfile=/etc/keyline/pgpass"));
        qputenv("PGPASSWORD", "x");
        QCOMPARE(SqlRegistry::open(options()).error().code, ErrorCode::registry_unavailable);
        qunsetenv("PGPASSWORD");
    }

    void it_is_made_once_and_found_only_where_it_is() {
        QCOMPARE(SqlRegistry::create(options()).error().arg("reason"), std::string_view("exists already"));
        place_ = *PostgresPlace::parse(server_.new_database());
        QCOMPARE(SqlRegistry::open(options()).error().code, ErrorCode::registry_unavailable);
        place_ = *PostgresPlace::parse("postgresql:///nothing?host=" + server_.directory().toStdString());
        QCOMPARE(SqlRegistry::open(options()).error().code, ErrorCode::registry_unavailable);
    }

    void the_rules_hold_for_who_has_psql_too() {
        QVERIFY(write(*open()));
        QCOMPARE(refusal("DELETE FROM entries"), std::string("entries stay"));
        QCOMPARE(refusal("UPDATE entries SET leaf = '' "), std::string("entries do not change"));
        QCOMPARE(refusal("TRUNCATE entries"), std::string("entries stay"));
        QCOMPARE(refusal("TRUNCATE claims"), std::string("claims stay"));
        QCOMPARE(refusal("INSERT INTO entries (id, leaf) VALUES (1099511627786, '')"),
                 std::string("entries follow one another"));
        QCOMPARE(refusal("UPDATE logs SET size = 0, frontier = ''"), std::string("logs only grow"));
    }

    void other_rules_are_found_at_the_start() {
        server_.sql("ALTER TABLE keyline_registry.claims DISABLE TRIGGER claims_stay");
        QCOMPARE(SqlRegistry::open(options()).error().code, ErrorCode::registry_unsound);
        server_.sql("ALTER TABLE keyline_registry.claims ENABLE TRIGGER claims_stay");
        QVERIFY(SqlRegistry::open(options()));
        server_.sql("CREATE OR REPLACE FUNCTION keyline_registry.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
                    "RETURN new; END'");
        QCOMPARE(SqlRegistry::open(options()).error().code, ErrorCode::registry_unsound);
    }

    void a_newer_version_is_left_alone_in_use_too() {
        const auto registry = open();
        QVERIFY(write(*registry));
        server_.sql("UPDATE keyline_registry.schema_version SET version = 99");
        QVERIFY(!write(*registry));
        QCOMPARE(SqlRegistry::open(options()).error().arg("reason"),
                 std::string_view("made by a newer version of this program"));
    }

    void an_older_version_is_brought_to_the_newest() {
        place_ = *PostgresPlace::parse(server_.new_database());
        DatabaseKind old = registry_kind();
        old.steps.resize(1);
        old.first_rows =
            "INSERT INTO logs (log, origin) VALUES (1, 'keyline/development/keyd'); INSERT INTO orders (id, "
            "profile, device_type, table_size_bytes, description, first, last, quota, attempt_limit, kg, "
            "free_from) VALUES ('WO-0001', 'demo', 1, 256, 'a lock', '\\x" +
            to_hex(serial_of(1).bytes()) + "', '\\x" + to_hex(serial_of(9).bytes()) +
            "', 5, 10, '\\xa1b2c3', 1); INSERT INTO claims (id, order_id, station, "
            "serial, uid, escrow, kg, kek, state, attempts, reissues, proved_written, proved_closed) VALUES "
            "(decode(repeat('c1', 16), 'hex'), 'WO-0001', 'S1', '\\x" +
            to_hex(serial_of(1).bytes()) +
            "', '\\x0000000000000001', decode(repeat('07', 40), 'hex'), '\\xa1b2c3', '\\xd4e5f6', 'passed', 1, 0, 1, "
            "1)";
        QVERIFY(PostgresDatabase::create(*place_, old));
        const QString before = server_.sql("SELECT id, quota, kg, first FROM keyline_registry.orders");
        const auto registry = open();
        QVERIFY(write(*registry));
        QCOMPARE(server_.sql("SELECT id, quota, kg, first FROM keyline_registry.orders"), before);
        {
            const auto transaction = *registry->begin();
            const auto found = transaction->claim_with(uid_of(1));
            QVERIFY2(found && *found, found ? "" : found.error().cause.c_str());
            ClaimRecord unit = **found;
            QCOMPARE(unit.escrow[39], std::uint8_t{7});
            QCOMPARE((*transaction->order(name_of("WO-0001")))->counts.passed, std::uint64_t{1});
            unit.claim.state = ClaimState::scrapped; // what the older version did not have
            QVERIFY(transaction->update_claim(unit.claim));
            QCOMPARE((*transaction->order(name_of("WO-0001")))->counts.scrapped, std::uint64_t{1});
            QVERIFY(transaction->commit());
        }
        QCOMPARE(server_.sql("SELECT version FROM keyline_registry.schema_version"),
                 QString::number(registry_kind().newest_version()));
    }

    void after_the_server_was_away_it_is_used_again() {
        const auto registry = open();
        QVERIFY(write(*registry));
        auto begun = *registry->begin();
        server_.stop(SIGINT);
        QVERIFY(!begun->record({"issue", {}, {}, {}, {}, {}, {}}) || !begun->commit());
        begun.reset();
        const auto away = registry->begin();
        QCOMPARE(away.error().code, ErrorCode::registry_unavailable);
        server_.start();
        QVERIFY(write(*registry));
        QCOMPARE(entries(), QString("2"));
        server_.stop(SIGINT);
        server_.start();
        QVERIFY(write(*registry)); // nobody has to ask twice
        QCOMPARE(entries(), QString("3"));
    }

    // It holds the lock and does nothing: the others are told so, and the server ends it.
    void a_writer_that_hangs_holds_the_others_up_for_a_bounded_time() {
        const auto hung = open();
        const auto other = open();
        auto begun = *hung->begin();
        QVERIFY(begun->record({"issue", {}, {}, {}, {}, {}, {}}));
        const auto waited = other->begin();
        QCOMPARE(waited.error().code, ErrorCode::registry_unavailable);
        QVERIFY(waited.error().cause.starts_with("SQLSTATE 55P03"));
        QVERIFY(write(*other));
        QVERIFY(!begun->commit());
        begun.reset();
        QCOMPARE(entries(), QString("1"));
        QVERIFY(write(*hung));
    }
};

QTEST_GUILESS_MAIN(PostgresTest)
#include "postgres_test.moc"
