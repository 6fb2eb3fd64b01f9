// Transactions that share a commit: who is told what, when, and what is left when it fails.
#include "db/group_commit.h"
#include "db/sqlite.h"
#include "tests/support/file_size_limit.h"

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <atomic>
#include <future>
#include <latch>
#include <thread>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
const DatabaseKind kind{0x4b4c5454, {{"CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB) STRICT", {}}}, registry_codes};

// A caller in a thread of its own. Its transaction inserts a row, stays where it is until go_on(), and then ends as it
// was told.
class Caller {
  public:
    enum class End { commit, roll_back };
    Caller(GroupCommit& groups, Database& database, int row, End end)
        : outcome_(std::async(std::launch::async,
                              [this, &groups, &database, row, end] { return work(groups, database, row, end); })) {}
    void wait_until_inserted() { inserted_.wait(); }
    void go_on() { go_on_.count_down(); }
    Status outcome() { return outcome_.get(); }

  private:
    Status work(GroupCommit& groups, Database& database, int row, End end) {
        auto member = groups.begin();
        const Status inserted =
            member ? database.run("INSERT INTO t (a, b) VALUES (?, zeroblob(20000))", row) : member.failure();
        inserted_.count_down();
        go_on_.wait();
        return !inserted ? inserted : end == End::commit ? (*member)->commit() : Status{};
    }
    std::latch inserted_{1};
    std::latch go_on_{1};
    std::future<Status> outcome_; // the last member: its thread uses the others
};
} // namespace

class GroupCommitTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<GroupCommit> groups_;

    std::filesystem::path path() const { return directory_->filePath("t.db").toStdString(); }
    // What another process would see: all that is durable.
    std::int64_t rows_durable() const {
        return *(*SqliteDatabase::open(path(), kind, Access::read_only))->integer("SELECT count(*) FROM t");
    }
    void open_again() {
        groups_.reset();
        database_.reset();
        database_ = *SqliteDatabase::open(path(), kind);
    }
    void wait_for_queue(std::size_t callers) const {
        QVERIFY(QTest::qWaitFor([&] { return groups_->queued() == callers; }, 60'000));
    }

  private slots:
    void init() {
        directory_ = std::make_unique<QTemporaryDir>();
        database_ = *SqliteDatabase::create(path(), kind);
        groups_ = std::make_unique<GroupCommit>(*database_);
    }
    void cleanup() {
        groups_.reset();
        database_.reset();
    }

    void those_that_wait_share_a_commit() {
        Caller first(*groups_, *database_, 1, Caller::End::commit);
        first.wait_until_inserted();
        Caller second(*groups_, *database_, 2, Caller::End::commit);
        wait_for_queue(1);
        first.go_on();
        second.wait_until_inserted();
        // The first has ended its transaction, the second is in its own: nothing is committed, nobody was told.
        QCOMPARE(rows_durable(), 0);
        second.go_on();
        QVERIFY(first.outcome());
        QCOMPARE(rows_durable(), 2);
        QVERIFY(second.outcome());
    }

    void one_that_fails_takes_nobody_with_it() {
        Caller first(*groups_, *database_, 1, Caller::End::commit);
        first.wait_until_inserted();
        Caller second(*groups_, *database_, 2, Caller::End::roll_back);
        wait_for_queue(1);
        first.go_on();
        second.wait_until_inserted();
        Caller third(*groups_, *database_, 3, Caller::End::commit);
        wait_for_queue(1);
        second.go_on();
        third.go_on();
        QVERIFY(first.outcome());
        QVERIFY(second.outcome());
        QVERIFY(third.outcome());
        QCOMPARE(rows_durable(), 2);
        QCOMPARE(*database_->integer("SELECT count(*) FROM t WHERE a = 2"), 0);
    }

    void a_commit_that_fails_is_everybodys() {
        Caller first(*groups_, *database_, 1, Caller::End::commit);
        first.wait_until_inserted();
        Caller second(*groups_, *database_, 2, Caller::End::commit);
        wait_for_queue(1);
        first.go_on();
        second.wait_until_inserted();
        {
            const FileSizeLimit limit(8'192); // the rows are in memory still; the commit has to write them
            second.go_on();
            QCOMPARE(first.outcome().error().code, ErrorCode::registry_unavailable);
            QCOMPARE(second.outcome().error().code, ErrorCode::registry_unavailable);
        }
        QCOMPARE(groups_->begin().error().code, ErrorCode::registry_unavailable); // until it is opened again
        open_again();
        QCOMPARE(rows_durable(), 0);
    }

    void an_io_error_in_one_fails_all_that_wait_with_it() {
        Caller first(*groups_, *database_, 1, Caller::End::commit);
        first.wait_until_inserted();
        Caller second(*groups_, *database_, 2, Caller::End::roll_back);
        wait_for_queue(1);
        first.go_on();
        second.wait_until_inserted();
        {
            const FileSizeLimit limit(8'192);
            // More than the cache holds, so that it is written before the commit.
            QVERIFY(!database_->run("WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n LIMIT 1000) "
                                    "INSERT INTO t (a, b) SELECT i, zeroblob(20000) FROM n"));
        }
        second.go_on();
        QCOMPARE(first.outcome().error().code, ErrorCode::registry_unavailable);
        open_again();
        QCOMPARE(rows_durable(), 0);
    }

    void what_was_only_seen_is_durable_after_commit() {
        Caller first(*groups_, *database_, 1, Caller::End::commit);
        first.wait_until_inserted();
        std::atomic<std::int64_t> seen = -1;
        auto reader = std::async(std::launch::async, [&]() -> std::int64_t {
            const auto member = *groups_->begin();
            seen = *database_->integer("SELECT count(*) FROM t");
            return member->commit() ? rows_durable() : -1;
        });
        wait_for_queue(1);
        first.go_on();
        QCOMPARE(reader.get(), 1);
        QCOMPARE(seen.load(), 1);
        QVERIFY(first.outcome());
    }

    void many_callers() {
        constexpr int callers = 24;
        constexpr int each = 40;
        std::vector<std::jthread> threads;
        std::atomic<int> committed = 0;
        for (int caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                for (int i = 0; i < each; ++i) {
                    const auto member = groups_->begin();
                    const bool inserted =
                        member && database_->run("INSERT INTO t (a) VALUES (?)", caller * each + i).has_value();
                    if (inserted && i % 4 != 0) { // every fourth is rolled back
                        committed += (*member)->commit() ? 1 : 0;
                    }
                }
            });
        }
        threads.clear();
        QCOMPARE(committed.load(), callers * each * 3 / 4);
        QCOMPARE(rows_durable(), callers * each * 3 / 4);
        QCOMPARE(*database_->integer("SELECT count(*) FROM t WHERE a % 4 = 0"), 0);
        QCOMPARE(groups_->queued(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(GroupCommitTest)
#include "group_commit_test.moc"
