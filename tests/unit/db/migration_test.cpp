// A registry of every older version is brought to the newest with all that it holds; nobody older opens it after that.
#include "db/entry.h"
#include "db/log_verify.h"
#include "db/registry.h"
#include "db/registry_log.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/old_registry.h"

#include <QTemporaryDir>
#include <QTest>
#include <map>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
const DatabaseKind library{
    1,
    {{"CREATE TABLE authors (id INTEGER PRIMARY KEY); CREATE TABLE books (author INTEGER NOT NULL REFERENCES authors "
      "(id)); INSERT INTO authors VALUES (1); INSERT INTO books VALUES (1);",
      {}}},
    registry_codes};

DatabaseKind library_with(const char* step) {
    DatabaseKind kind = library;
    kind.steps.push_back({step, {}});
    return kind;
}
} // namespace

class MigrationTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    std::unique_ptr<QTemporaryDir> directory_;

    std::filesystem::path path(const char* name = "keyd.db") const {
        return directory_->filePath(QString::fromLatin1(name)).toStdString();
    }
    Result<std::unique_ptr<SqlRegistry>> open() { return SqlRegistry::open({path(), name_of("development"), clock_}); }
    QStringList files() const { return QDir(directory_->path()).entryList(QDir::Files, QDir::Name); }

  private slots:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }

    void an_older_registry_is_brought_to_the_newest_version() {
        QVERIFY(make_old_registry(path(), 1));
        const std::string before = rows_of_version_1(path());
        QVERIFY(before.size() > 10'000); // there is something to lose
        {
            const auto registry = open();
            QVERIFY2(registry, registry ? "" : registry.error().cause.c_str());
            const auto transaction = *(*registry)->begin();
            QCOMPARE(transaction->orders()->size(), std::size_t{2});
            const WorkOrder order = **transaction->order(name_of("WO-0001"));
            QCOMPARE(order.counts.issued, 7U);
            QCOMPARE(order.counts.passed, 5U);
            const auto serial = SerialNumber::parse("0001-000000000007");
            QVERIFY(*transaction->claim_with(*serial));
            QCOMPARE(transaction
                         ->insert_claim({{claim_of(1), name_of("WO-0001"), name_of("S1"), *serial, uid_of(1)},
                                         {},
                                         *CheckValue::parse("a1b2c3"),
                                         *CheckValue::parse("d4e5f6")})
                         .error()
                         .code,
                     ErrorCode::serial_taken);
        }
        QCOMPARE(rows_of_version_1(path()), before);
        const auto report = verify_registry_log(path(), name_of("development"), {});
        QVERIFY(report);
        QCOMPARE(report->entries, std::uint64_t(39));
        QVERIFY(open()); // and it stays so
        QCOMPARE(files(), (QStringList{"keyd.db", "keyd.db.version-1"}));
    }

    // What keyd's own log has about each unit is found from then on.
    void version_2_gains_the_index_of_units() {
        QVERIFY(make_old_registry(path(), 2));
        std::map<std::string, std::vector<std::string>> expected;
        QVERIFY(read_registry_log(path(), name_of("development"), 0, [&](std::uint64_t, const std::string& bytes) {
            if (const auto entry = parse_entry(bytes); entry && entry->event.serial) {
                expected[entry->event.serial->text()].push_back(bytes);
            }
            return Status();
        }));
        const auto registry = open();
        QVERIFY2(registry, registry ? "" : registry.error().cause.c_str());
        QCOMPARE(expected.size(), std::size_t{3});
        QCOMPARE(expected["0001-000000000002"].size(), std::size_t{6});
        const auto transaction = *(*registry)->begin();
        for (const auto& [serial, entries] : expected) {
            QCOMPARE(*transaction->recorded_about(*SerialNumber::parse(serial), 100), entries);
        }
    }

    void the_copy_beside_is_the_registry_as_it_was() {
        QVERIFY(make_old_registry(path(), 1));
        const std::string before = rows_of_version_1(path());
        QVERIFY(open());
        QCOMPARE(rows_of_version_1(path("keyd.db.version-1")), before);
        DatabaseKind old = registry_kind();
        old.steps.resize(1);
        QVERIFY(SqliteDatabase::open(path("keyd.db.version-1"), old)); // the older program goes on with it
        std::filesystem::copy_file(path("keyd.db.version-1"), path(),
                                   std::filesystem::copy_options::overwrite_existing);
        QVERIFY(open());
        QCOMPARE(files(), (QStringList{"keyd.db", "keyd.db.version-1", "keyd.db.version-1.2"}));
    }

    void an_older_program_leaves_a_newer_registry_alone() {
        QVERIFY(make_old_registry(path(), 1));
        QVERIFY(open());
        DatabaseKind old = registry_kind();
        old.steps.resize(1);
        const auto refused = SqliteDatabase::open(path(), old);
        QCOMPARE(refused.error().code, ErrorCode::registry_unavailable);
        QCOMPARE(refused.error().arg("reason"), std::string_view("made by a newer version of this program"));
    }

    void who_only_reads_changes_nothing() {
        QVERIFY(make_old_registry(path(), 1));
        QVERIFY(verify_registry_log(path(), name_of("development"), {}));
        QVERIFY(SqliteDatabase::open(path(), registry_kind(), Access::read_only));
        QCOMPARE(files(), QStringList{"keyd.db"});
    }

    void a_registry_with_other_rules_is_not_migrated() {
        QVERIFY(make_old_registry(path(), 1));
        sqlite3* database = nullptr;
        sqlite3_open(path().c_str(), &database);
        sqlite3_exec(database, "DROP TRIGGER claims_stay", nullptr, nullptr, nullptr);
        sqlite3_close(database);
        QCOMPARE(open().error().code, ErrorCode::registry_unsound);
        QCOMPARE(files(), QStringList{"keyd.db"});
    }

    void a_step_may_make_a_table_anew() {
        QVERIFY(SqliteDatabase::create(path(), library));
        const auto database = SqliteDatabase::open(
            path(), library_with("CREATE TABLE anew (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO anew (id) SELECT "
                                 "id FROM authors; DROP TABLE authors; ALTER TABLE anew RENAME TO authors;"));
        QVERIFY(database);
        QCOMPARE(*(*database)->integer("SELECT count(*) FROM authors WHERE name IS NULL"), 1);
        QVERIFY(!(*database)->run("INSERT INTO books VALUES (2)")); // foreign keys hold again
    }

    void a_step_that_fails_leaves_everything_as_it_was() {
        QVERIFY(SqliteDatabase::create(path(), library));
        QVERIFY(!SqliteDatabase::open(path(), library_with("DROP TABLE books; NONSENSE;")));
        const auto orphans = SqliteDatabase::open(path(), library_with("DELETE FROM authors;"));
        QCOMPARE(orphans.error().code, ErrorCode::registry_unsound);
        QCOMPARE(*(*SqliteDatabase::open(path(), library))->integer("SELECT count(*) FROM books, authors"), 1);
    }
};

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration_test.moc"
