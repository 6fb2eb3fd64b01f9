#include "db/sqlite.h"
#include "tests/support/file_size_limit.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sys/stat.h>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
const SchemaStep first_step{"CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB UNIQUE) STRICT", {}};
const SchemaStep second_step{"CREATE TABLE u (a INTEGER PRIMARY KEY REFERENCES t (a)) STRICT", {}};
const DatabaseKind kind{0x4b4c5454, {first_step, second_step}, audit_codes};

Status insert(Database& database, std::int64_t a, const Bytes& b) {
    auto transaction = Transaction::begin(database, Access::read_write);
    if (!transaction) {
        return transaction.failure();
    }
    if (auto inserted = database.run("INSERT INTO t (a, b) VALUES (?, ?)", a, ByteView(b)); !inserted) {
        return inserted;
    }
    return transaction->commit();
}
} // namespace

class SqliteTest : public QObject {
    Q_OBJECT
  private:
    QTemporaryDir directory_;
    std::filesystem::path path(const char* name) const {
        return directory_.filePath(QString::fromLatin1(name)).toStdString();
    }

  private slots:
    void settings_are_those_of_the_notes() {
        const auto file = path("settings.db");
        const auto database = *SqliteDatabase::create(file, kind);
        QCOMPARE(*database->integer("PRAGMA synchronous"), 3); // EXTRA
        QCOMPARE(*database->integer("PRAGMA recursive_triggers"), 1);
        QCOMPARE(*database->integer("PRAGMA foreign_keys"), 1);
        QCOMPARE(*database->integer("PRAGMA trusted_schema"), 0);
        auto mode = database->query("PRAGMA journal_mode");
        QVERIFY(*mode->step());
        QCOMPARE(mode->text(0), std::string("delete"));
        struct stat status {};
        QCOMPARE(stat(file.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }

    void create_makes_all_or_nothing() {
        const auto file = path("twice.db");
        QVERIFY(SqliteDatabase::create(file, kind));
        QCOMPARE(SqliteDatabase::create(file, kind).error().code, ErrorCode::audit_unavailable);
        DatabaseKind wrong = kind;
        wrong.steps[1].sqlite = "CREATE TABLE t (a INTEGER)";
        QVERIFY(!SqliteDatabase::create(path("half.db"), wrong));
        QVERIFY(!SqliteDatabase::create(path("no/directory.db"), kind));
        QDir made(directory_.path());
        QCOMPARE(made.entryList({"half*", "no*"}), QStringList());
    }

    void files_that_are_not_ours_are_refused() {
        QCOMPARE(SqliteDatabase::open(path("missing.db"), kind).error().code, ErrorCode::audit_unavailable);
        std::ofstream(path("text.db")) << std::string(5'000, 'x');
        QCOMPARE(SqliteDatabase::open(path("text.db"), kind).error().code, ErrorCode::audit_unsound);
        std::ofstream(path("empty.db")).flush();
        QCOMPARE(SqliteDatabase::open(path("empty.db"), kind).error().code, ErrorCode::audit_unsound);

        QVERIFY(SqliteDatabase::create(path("ours.db"), kind));
        DatabaseKind other = kind;
        other.application_id = 1;
        QCOMPARE(SqliteDatabase::open(path("ours.db"), other).error().code, ErrorCode::audit_unsound);
        other = kind;
        other.steps.pop_back();
        const auto newer = SqliteDatabase::open(path("ours.db"), other);
        QCOMPARE(newer.error().code, ErrorCode::audit_unavailable);
        QCOMPARE(newer.error().arg("reason"), std::string_view("made by a newer version of this program"));
        other.codes = registry_codes;
        QCOMPARE(SqliteDatabase::open(path("ours.db"), other).error().code, ErrorCode::registry_unavailable);
    }

    void what_is_not_committed_is_gone() {
        const auto database = *SqliteDatabase::create(path("transaction.db"), kind);
        {
            const auto transaction = Transaction::begin(*database, Access::read_write);
            QVERIFY(transaction);
            QVERIFY(database->run("INSERT INTO t (a) VALUES (1)"));
        }
        QCOMPARE(*database->integer("SELECT count(*) FROM t"), 0);
        QVERIFY(insert(*database, 1, Bytes{1}));
        QCOMPARE(*database->integer("SELECT count(*) FROM t"), 1);
        const auto again = insert(*database, 2, Bytes{1});
        QCOMPARE(again.error().code, ErrorCode::audit_unsound);
        QCOMPARE(again.error().arg("constraint"), std::string_view("t.b"));
    }

    void values_come_back_as_they_were() {
        const auto database = *SqliteDatabase::create(path("values.db"), kind);
        const std::string with_zero("a\0b", 3);
        auto row = database->query("SELECT ?, ?, ?, ?, ?", -1, with_zero, ByteView(Bytes{0, 255}), std::nullopt,
                                   std::optional<std::int64_t>(7));
        QVERIFY(*row->step());
        QCOMPARE(row->integer(0), -1);
        QCOMPARE(row->text(1), with_zero);
        QCOMPARE(row->blob(2), (Bytes{0, 255}));
        QVERIFY(row->is_null(3));
        QCOMPARE(row->integer(4), 7);
        QVERIFY(!*row->step());
    }

    void a_full_disk_is_told_and_survived() {
        const auto database = *SqliteDatabase::create(path("full.db"), kind);
        QVERIFY(database->run("PRAGMA max_page_count = 5"));
        Status status;
        std::int64_t rows = 0;
        while ((status = insert(*database, rows, Bytes(4'000, static_cast<std::uint8_t>(rows)))) && rows < 100) {
            ++rows;
        }
        QCOMPARE(status.error().code, ErrorCode::audit_unavailable);
        QCOMPARE(status.error().arg("reason"), std::string_view("disk full"));
        QVERIFY(database->run("PRAGMA max_page_count = 1000"));
        QVERIFY(insert(*database, rows, Bytes(4'000, 0xff)));
        QCOMPARE(*database->integer("SELECT count(*) FROM t"), rows + 1);
    }

    void after_an_io_error_nothing_is_written_any_more() {
        const auto file = path("io.db");
        auto database = *SqliteDatabase::create(file, kind);
        QVERIFY(insert(*database, 1, Bytes{1}));
        {
            const FileSizeLimit limit(std::filesystem::file_size(file));
            const auto failed = insert(*database, 2, Bytes(100'000, 2));
            QCOMPARE(failed.error().code, ErrorCode::audit_unavailable);
        }
        const auto stopped = insert(*database, 3, Bytes{3});
        QCOMPARE(stopped.error().code, ErrorCode::audit_unavailable);
        QCOMPARE(stopped.error().arg("reason"), std::string_view("stopped after an earlier error"));
        database = *SqliteDatabase::open(file, kind);
        QVERIFY(insert(*database, 3, Bytes{3}));
        QCOMPARE(*database->integer("SELECT sum(a) FROM t"), 4);
    }
};

QTEST_GUILESS_MAIN(SqliteTest)
#include "sqlite_test.moc"
