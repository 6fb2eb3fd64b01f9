// Whatever is done to a log's file is found.
#include "db/log_verify.h"

#include "db/archive.h"
#include "db/audit_log.h"
#include "db/checkpoint.h"
#include "db/registry.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <random>
#include <sqlite3.h>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using Kind = UnitEventKind;

namespace {
// As another program would, with none of our settings.
std::string run_raw(const std::filesystem::path& path, const std::string& sql) {
    sqlite3* handle = nullptr;
    sqlite3_open(path.c_str(), &handle);
    char* message = nullptr;
    sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
    std::string error = message != nullptr ? message : "";
    sqlite3_free(message);
    sqlite3_close(handle);
    return error;
}

const std::string without_triggers =
    "DROP TRIGGER entries_follow; DROP TRIGGER entries_unchanged; DROP TRIGGER entries_stay; DROP TRIGGER logs_grow;"
    "DROP TRIGGER nodes_unchanged; DROP TRIGGER nodes_stay;";

// Everything a reader may be told.
struct Told {
    std::vector<std::string> entries;
    std::vector<UnitRecord> open;
    std::vector<std::string> about;
    std::optional<std::string> checkpoint;
    std::optional<std::string> key;
    bool operator==(const Told& other) const {
        const auto same = [](const UnitRecord& a, const UnitRecord& b) {
            return a.claim == b.claim && a.serial == b.serial && a.uid == b.uid && a.last == b.last && a.lane == b.lane;
        };
        return entries == other.entries && about == other.about && checkpoint == other.checkpoint && key == other.key &&
               std::equal(open.begin(), open.end(), other.open.begin(), other.open.end(), same);
    }
};
} // namespace

class LogVerifyTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareSigner signer_;
    QTemporaryDir directory_;
    std::filesystem::path sound_; // 300 entries, 290 of them signed; four units
    std::filesystem::path path_;  // a copy to do harm to

    StationLogOptions options() { return {path_, name_of("development"), name_of("S1"), "ann", clock_}; }
    Result<LogReport> verify() { return verify_station_log(path_, name_of("development"), name_of("S1"), {}); }
    // Why it is unsound; empty when it is sound.
    std::string found() {
        const auto report = verify();
        return report ? ""
                      : std::string(text_of(report.error().code)) + ": " + std::string(report.error().arg("reason")) +
                            " entry " + std::string(report.error().arg("entry"));
    }
    // The triggers are put back, as a careful forger would.
    std::string found_after(const std::string& sql) {
        std::string triggers;
        for (std::size_t at = log_schema.sqlite.find("CREATE TRIGGER"); at != std::string_view::npos;
             at = log_schema.sqlite.find("CREATE TRIGGER", at + 1)) {
            const auto end = log_schema.sqlite.find("END;", at) + 4;
            const std::string trigger(log_schema.sqlite.substr(at, end - at));
            const std::string name = trigger.substr(15, trigger.find(' ', 15) - 15);
            if (without_triggers.find("DROP TRIGGER " + name + ";") != std::string::npos) {
                triggers += trigger;
            }
        }
        const auto error = run_raw(path_, "BEGIN;" + without_triggers + sql + ";" + triggers + "COMMIT;");
        return error.empty() ? found() : "not done: " + error;
    }
    std::optional<Told> told() {
        const auto log = StationAuditLog::open(options());
        if (!log) {
            return std::nullopt;
        }
        const auto entries = (*log)->entries(0, 1'000);
        const auto open = (*log)->open_units();
        const auto about = (*log)->entries_about(serial_of(2));
        const auto checkpoint = (*log)->checkpoint();
        const auto key = (*log)->pinned_key();
        if (!entries || !open || !about || !checkpoint || !key) {
            return std::nullopt;
        }
        return Told{*entries, *open, *about, *checkpoint, *key};
    }

    // Entries of no unit, in one commit, until there are `size`.
    Status fill(std::uint64_t size) {
        const auto database = SqliteDatabase::open(path_, station_log_kind());
        if (!database) {
            return database.failure();
        }
        auto transaction = Transaction::begin(**database, Access::read_write);
        LogStore store(**database, 1);
        for (std::uint64_t seq = store.head()->frontier.size(); seq < size; ++seq) {
            const auto entry = format_entry(seq, clock_.utc(), {"S1", "ann"}, {"station.idle", {}, {}, {}, {}, {}, {}});
            if (auto appended = store.append(*entry); !appended) {
                return appended.failure();
            }
        }
        return transaction->commit();
    }

  private slots:
    void initTestCase() {
        sound_ = directory_.filePath("sound.db").toStdString();
        path_ = sound_;
        const auto archive =
            *SqlArchive::create({directory_.filePath("archive.db").toStdString(), name_of("development"), signer_});
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->pin_key(VerifierKey::from_parts(log->origin(), signer_.public_key_der())->text()));
        for (std::uint64_t unit = 1; unit <= 4; ++unit) {
            for (const Kind kind : {Kind::claiming, Kind::issued, Kind::writing}) {
                QVERIFY(log->append(unit_event(kind, unit)));
            }
        }
        for (const Kind kind : {Kind::written, Kind::proved, Kind::closing, Kind::closed, Kind::passed}) {
            QVERIFY(log->append(unit_event(kind, 1)));
        }
        QVERIFY(log->append(unit_event(Kind::failed, 2, {{"code", "lock.silent"}})));
        QVERIFY(fill(290));
        QVERIFY(log->store_checkpoint(*archive->append(name_of("S1"), 0, *log->entries(0, 1'000))));
        QVERIFY(fill(300));
    }
    void init() {
        path_ = directory_.filePath("harmed.db").toStdString();
        std::filesystem::copy_file(sound_, path_, std::filesystem::copy_options::overwrite_existing);
    }

    void a_sound_log_is_told_of() {
        const auto report = verify();
        QVERIFY(report);
        QCOMPARE(report->origin, std::string("keyline/development/station/S1"));
        QCOMPARE(report->entries, std::uint64_t{300});
        QCOMPARE(report->checkpoint_size, std::uint64_t{290});
        QVERIFY(report->file_checked);
        QCOMPARE(report->units,
                 (std::map<Kind, std::uint64_t>{{Kind::passed, 1}, {Kind::failed, 1}, {Kind::writing, 2}}));
        QCOMPARE(found_after("SELECT 1"), std::string()); // the test's own way of forging changes nothing
    }

    void triggers_stop_what_is_done_in_passing() {
        for (const char* sql :
             {"UPDATE entries SET leaf = x'00'", "DELETE FROM entries WHERE id = (SELECT max(id) FROM entries)",
              "INSERT OR REPLACE INTO entries SELECT id, x'00' FROM entries LIMIT 1",
              "INSERT INTO entries SELECT max(id) + 2, x'00' FROM entries", "UPDATE nodes SET hash = zeroblob(32)",
              "DELETE FROM nodes", "INSERT OR REPLACE INTO nodes SELECT log, level, position, zeroblob(32) FROM nodes",
              "UPDATE logs SET size = size - 1", "UPDATE logs SET vkey = 'x'", "UPDATE logs SET checkpoint_size = 1",
              "UPDATE logs SET origin = 'x'", "DELETE FROM logs",
              "INSERT OR REPLACE INTO logs (log, origin) VALUES (1, 'keyline/development/station/S1')"}) {
            QVERIFY2(QString::fromStdString(run_raw(path_, sql)).startsWith("rule: "), sql);
        }
        QCOMPARE(found(), std::string());
    }

    void a_missing_trigger_is_found() {
        QCOMPARE(run_raw(path_, "DROP TRIGGER entries_stay"), std::string());
        QVERIFY(found().starts_with("audit.unsound: tables or triggers"));
    }

    void forgeries_are_found_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("reason");
        const QString key = "(1 << 40) + ";
        QTest::newRow("changed entry") << "UPDATE entries SET leaf = CAST(replace(leaf, 'idle', 'busy') AS BLOB) "
                                          "WHERE id = " +
                                              key + "100"
                                       << "the tree above it differs entry 255";
        QTest::newRow("changed entry of the newest") << "UPDATE entries SET leaf = CAST(replace(leaf, 'idle', 'busy') "
                                                        "AS BLOB) WHERE id = " +
                                                            key + "299"
                                                     << "the log's tree has 300 entries, or other ones";
        QTest::newRow("not JSON") << "UPDATE entries SET leaf = x'7b' WHERE id = " + key + "5"
                                  << "not an entry";
        QTest::newRow("two lines")
            << "UPDATE entries SET leaf = CAST(replace(leaf, ',', x'2c0a') AS BLOB) WHERE id = " + key + "5"
            << "more than one line entry 5";
        QTest::newRow("renumbered")
            << "UPDATE entries SET leaf = CAST(replace(leaf, '\"seq\":5', '\"seq\":6') AS BLOB) "
               "WHERE id = " +
                   key + "5"
            << "its own number is 6 entry 5";
        QTest::newRow("another's") << "UPDATE entries SET leaf = CAST(replace(leaf, '\"S1\"', '\"S2\"') AS BLOB) "
                                      "WHERE id = " +
                                          key + "5"
                                   << "another station's entry 5";
        QTest::newRow("removed") << "DELETE FROM entries WHERE id = " + key + "50"
                                 << "entry 50 is missing";
        QTest::newRow("removed tail") << "DELETE FROM entries WHERE id >= " + key + "295"
                                      << "not the 295 that are here";
        QTest::newRow("changed node") << "UPDATE nodes SET hash = zeroblob(32)"
                                      << "the tree above it differs entry 255";
        QTest::newRow("removed node") << "DELETE FROM nodes"
                                      << "the tree above it differs entry 255";
        QTest::newRow("added node") << "INSERT INTO nodes VALUES (1, 8, 7, zeroblob(32))"
                                    << "the log's tree has";
        QTest::newRow("changed frontier") << "UPDATE logs SET frontier = zeroblob(128)"
                                          << "the log's tree has";
        QTest::newRow("no checkpoint") << "UPDATE logs SET checkpoint = NULL"
                                       << "the checkpoint is missing";
        QTest::newRow("no key") << "UPDATE logs SET vkey = NULL"
                                << "a checkpoint without a key";
        QTest::newRow("other size") << "UPDATE logs SET checkpoint_size = 291"
                                    << "the checkpoint covers 290 entries";
        QTest::newRow("unit's state") << "UPDATE units SET last = 'unit.passed' WHERE last = 'unit.failed'"
                                      << "the record of its unit differs";
        QTest::newRow("unit's code") << "UPDATE units SET code = 'ok'"
                                     << "the record of its unit differs";
        QTest::newRow("unit's chip") << "UPDATE units SET uid = x'0000000000000009' WHERE first_seq = 3"
                                     << "the record of its unit differs";
        QTest::newRow("no unit") << "DELETE FROM units WHERE first_seq = 0"
                                 << "the record of its unit differs";
        QTest::newRow("more units")
            << "INSERT INTO units VALUES (9999, 9999, zeroblob(16), 'WO-1', zeroblob(8), NULL, 1, "
               "'unit.failed', '', 0)"
            << "records of units that no entry tells of";
        QTest::newRow("index") << "DELETE FROM subjects WHERE seq = 4"
                               << "missing in the index of units entry 4";
        QTest::newRow("more index") << "INSERT INTO subjects VALUES (x'00', 4)"
                                    << "records of units that no entry";
    }
    void forgeries_are_found() {
        QFETCH(QString, sql);
        QFETCH(QString, reason);
        const auto answer = QString::fromStdString(found_after(sql.toStdString()));
        QVERIFY2(answer.startsWith("audit.unsound: ") && answer.contains(reason), qPrintable(answer));
    }

    void a_rewritten_history_does_not_fit_its_checkpoint() {
        // A forger who makes everything again from the start, but has no key.
        path_ = directory_.filePath("rewritten.db").toStdString();
        QVERIFY(StationAuditLog::create(options()));
        QVERIFY(fill(300));
        QCOMPARE(found(), std::string());
        QCOMPARE(run_raw(path_, "ATTACH '" + sound_.string() +
                                    "' AS s; UPDATE logs SET (vkey, checkpoint_size, checkpoint) = "
                                    "(SELECT vkey, checkpoint_size, checkpoint FROM s.logs)"),
                 std::string());
        QVERIFY(found().starts_with("audit.unsound: the signed checkpoint is over other entries"));
    }

    void a_changed_byte_is_found_or_does_no_harm() {
        const auto before = told();
        QVERIFY(before);
        std::mt19937 random(20'261'121);
        const auto size = std::filesystem::file_size(path_);
        std::uniform_int_distribution<std::uint64_t> anywhere(0, size - 1);
        std::uniform_int_distribution<int> any_bit(0, 7);
        int detected = 0;
        for (int i = 0; i < 400; ++i) {
            init();
            const std::uint64_t at =
                i < 100 ? static_cast<std::uint64_t>(i) : anywhere(random); // the header, all of it
            std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(static_cast<std::streamoff>(at));
            const int byte = file.get() ^ (1 << any_bit(random));
            file.seekp(static_cast<std::streamoff>(at));
            file.put(static_cast<char>(byte));
            file.close();
            if (!found().empty()) {
                ++detected;
            } else {
                QVERIFY2(told() == before, std::to_string(at).c_str());
            }
        }
        QVERIFY(detected > 100);
    }

    void a_serial_number_that_passed_twice_is_found() {
        const auto log = *StationAuditLog::open(options());
        for (const Kind kind : whole_way) {
            AuditEvent event = unit_event(kind, 9); // another claim and chip, with the number of unit 1
            event.serial = kind == Kind::claiming ? std::nullopt : std::optional(serial_of(1));
            QCOMPARE(found(), std::string());
            QVERIFY(log->append(event));
        }
        QVERIFY(found().starts_with("audit.unsound: more than one unit has passed with its serial number"));
    }

    void keyds_own_log_is_verified_too() {
        path_ = directory_.filePath("registry.db").toStdString();
        std::filesystem::remove(path_);
        {
            const auto registry = *SqlRegistry::create({path_, name_of("development"), clock_});
            for (int i = 0; i < 3; ++i) {
                const auto transaction = *registry->begin();
                QVERIFY(transaction->record({"keyd.started", {}, {}, {}, serial_of(1), {}, {{"version", "1"}}}));
                QVERIFY(transaction->commit());
            }
        }
        QVERIFY(SqlRegistry::open({path_, name_of("development"), clock_}));
        QCOMPARE(SqlRegistry::open({path_, name_of("production"), clock_}).error().code, ErrorCode::registry_unsound);
        const auto report = verify_registry_log(path_, name_of("development"), {});
        QVERIFY(report);
        QCOMPARE(report->entries, std::uint64_t{3});
        const auto unique_keys = run_raw(path_, "UPDATE claims SET escrow = zeroblob(40); DELETE FROM sealed_tables");
        QCOMPARE(unique_keys, std::string()); // no rows yet
        QVERIFY(run_raw(path_, "UPDATE entries SET leaf = x'00'").starts_with("rule: "));
        QCOMPARE(run_raw(path_, "DROP TRIGGER entries_unchanged; UPDATE entries SET leaf = x'00'"), std::string());
        QCOMPARE(verify_registry_log(path_, name_of("development"), {}).error().code, ErrorCode::registry_unsound);
    }

    void a_pass_without_its_proofs_is_found_data() {
        QTest::addColumn<int>("left_out");
        QTest::addColumn<QString>("reason");
        QTest::newRow("proved") << 4 << "unit.closing without its proof: the event before is unit.written";
        QTest::newRow("closing") << 5 << "unit.closed without its proof: the event before is unit.proved";
        QTest::newRow("closed") << 6 << "unit.passed without its proof: the event before is unit.closing";
    }
    void a_pass_without_its_proofs_is_found() {
        QFETCH(int, left_out);
        QFETCH(QString, reason);
        const auto log = *StationAuditLog::open(options());
        for (int i = 0; i < 8; ++i) {
            if (i != left_out) {
                QVERIFY(log->append(unit_event(whole_way[i], 9)));
            }
        }
        QVERIFY2(QString::fromStdString(found()).contains(reason), found().c_str());
    }

    // What others keep of the log: its key, and what was signed before.
    void what_was_signed_before_is_held_against_it() {
        const auto held_against = [&](const LogAnchors& anchors) {
            const auto report = verify_station_log(path_, name_of("development"), name_of("S1"), {{}, anchors, {}});
            return report ? "held " + std::to_string(report->held) : std::string(report.error().arg("reason"));
        };
        const auto log = *StationAuditLog::open(options());
        const std::string key = **log->pinned_key();
        const std::string newest = **log->checkpoint();
        Frontier frontier;
        const auto first = log->entries(0, 100);
        for (const std::string& leaf : *first) {
            QVERIFY(frontier.append(leaf_hash(as_bytes(leaf)), [](auto, auto, const Hash&) { return Status(); }));
        }
        const auto note = [&](std::uint64_t size, const Hash& root, SoftwareSigner& signer) {
            return *sign_checkpoint({log->origin(), size, root}, signer);
        };
        const std::string of_100 = note(100, frontier.root(), signer_);
        SoftwareSigner other;
        QCOMPARE(held_against({key, {newest, of_100, of_100}}), std::string("held 290"));
        QCOMPARE(held_against({{}, {of_100}}), std::string("held 100"));
        QVERIFY(held_against({key, {note(301, frontier.root(), signer_)}}).starts_with("the log was cut off"));
        QVERIFY(held_against({{}, {note(99, frontier.root(), signer_)}}).find("was rewritten") != std::string::npos);
        QVERIFY(held_against({{}, {note(100, frontier.root(), other)}}).starts_with("the given checkpoint: "));
        QVERIFY(held_against({{}, {*sign_checkpoint({"another/log", 100, frontier.root()}, signer_)}})
                    .starts_with("the given checkpoint: "));
        QVERIFY(held_against({VerifierKey::from_parts(log->origin(), other.public_key_der())->text(), {}})
                    .starts_with("its key is not the one that was given"));
    }

    void a_stopped_verification_goes_on() {
        path_ = directory_.filePath("resumed.db").toStdString();
        const std::filesystem::path resume_file = directory_.filePath("resume").toStdString();
        const auto log = *StationAuditLog::create(options());
        for (const Kind kind : whole_way) {
            QVERIFY(log->append(unit_event(kind, 1)));
        }
        QVERIFY(log->append(unit_event(Kind::claiming, 2)));
        QVERIFY(log->append(unit_event(Kind::issued, 2)));
        QVERIFY(fill(rows_per_read_max + 5));
        const auto verify_to = [&](bool go_on) {
            return verify_station_log(path_, name_of("development"), name_of("S1"),
                                      {[go_on](auto, auto) { return go_on; }, {}, resume_file});
        };
        QCOMPARE(verify_to(false).error().code, ErrorCode::stopped);
        QVERIFY(log->append(unit_event(Kind::failed, 2)));
        QFile copy(directory_.filePath("resume"));
        QVERIFY(copy.open(QIODevice::ReadOnly));
        const QByteArray state = copy.readAll();
        const auto resumed = verify_to(true);
        QVERIFY2(resumed, resumed ? "" : std::string(resumed.error().arg("reason")).c_str());
        QCOMPARE(resumed->resumed_from, std::uint64_t{rows_per_read_max});
        QCOMPARE(resumed->entries, std::uint64_t{rows_per_read_max + 6});
        QCOMPARE(resumed->root, verify()->root);
        QCOMPARE(resumed->units, verify()->units);
        QVERIFY(!std::filesystem::exists(resume_file)); // done with
        // One that cannot be used is as none; one that was changed does not fit.
        const auto resume_with = [&](const QByteArray& text) {
            std::ofstream(resume_file, std::ios::binary) << text.toStdString();
            return verify_to(true);
        };
        for (const QByteArray& text :
             {QByteArray(), QByteArray("{}"), state.left(state.size() / 2),
              QByteArray(state).replace("unit.issued", "unit.none"), QByteArray(state).replace("/S1", "/S2")}) {
            QCOMPARE(resume_with(text)->resumed_from, std::uint64_t{0});
        }
        QVERIFY(!resume_with(QByteArray(state).replace("\"claims\":2", "\"claims\":3")));
    }

    void verification_can_be_stopped() {
        path_ = directory_.filePath("long.db").toStdString();
        const auto log = *StationAuditLog::create(options());
        QVERIFY(fill(rows_per_read_max + 1));
        std::uint64_t done = 0;
        const auto report = verify_station_log(path_, name_of("development"), name_of("S1"),
                                               {[&](std::uint64_t entries, std::uint64_t total) {
                                                   done = entries;
                                                   return total != rows_per_read_max + 1;
                                               }});
        QCOMPARE(report.error().code, ErrorCode::stopped);
        QCOMPARE(done, std::uint64_t{rows_per_read_max});
        QCOMPARE(verify()->entries, std::uint64_t{rows_per_read_max + 1});
        QVERIFY(log->append({"station.idle", {}, {}, {}, {}, {}, {}}));
    }
};

QTEST_GUILESS_MAIN(LogVerifyTest)
#include "log_verify_test.moc"
