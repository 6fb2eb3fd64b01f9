// What is the SQLite audit log's own: entries' bytes, checkpoints, export, several processes, and loss of nothing that
// was acknowledged. What every AuditLog does is in tests/contract/audit_log_test.cpp.
#include "db/audit_log.h"

#include "db/archive.h"
#include "db/checkpoint.h"
#include "db/log_export.h"
#include "db/log_verify.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"

#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sqlite3.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using Kind = UnitEventKind;

namespace {
std::string contents_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Appends until it is killed, or `appends_max` times; each sequence number goes to `pipe` once it is acknowledged.
[[noreturn]] void append_in_child(const StationLogOptions& options, int pipe, std::uint64_t appends_max) {
    auto log = StationAuditLog::open(options);
    for (std::uint64_t i = 0; log && i < appends_max; ++i) {
        const auto unit = static_cast<std::uint64_t>(::getpid()) * 1'000'000 + i / 2;
        const auto seq = (*log)->append(unit_event(i % 2 == 0 ? Kind::claiming : Kind::issued, unit));
        if (!seq || ::write(pipe, &*seq, sizeof *seq) != sizeof *seq) {
            ::_exit(2);
        }
    }
    ::_exit(log ? 0 : 1);
}

struct Child {
    pid_t pid;
    int pipe;
    std::optional<std::uint64_t> next() const { // none at its end
        std::uint64_t seq = 0;
        return ::read(pipe, &seq, sizeof seq) == sizeof seq ? std::optional(seq) : std::nullopt;
    }
    int wait() const {
        int status = 0;
        ::waitpid(pid, &status, 0);
        ::close(pipe);
        return status;
    }
};

Child start_child(const StationLogOptions& options, std::uint64_t appends_max) {
    int ends[2];
    if (::pipe(ends) != 0) {
        qFatal("pipe");
    }
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::close(ends[0]);
        append_in_child(options, ends[1], appends_max);
    }
    ::close(ends[1]);
    return {pid, ends[0]};
}
} // namespace

class AuditLogTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareSigner signer_;
    std::unique_ptr<QTemporaryDir> directory_;

    std::filesystem::path path(const char* name) const {
        return directory_->filePath(QString::fromLatin1(name)).toStdString();
    }
    StationLogOptions options() { return {path("audit.db"), name_of("development"), name_of("S1"), "ann", clock_}; }
    std::string vkey(const char* station = "S1") {
        return VerifierKey::from_parts(station_origin(name_of("development"), name_of(station)),
                                       signer_.public_key_der())
            ->text();
    }
    Result<LogReport> verify() {
        return verify_station_log(path("audit.db"), name_of("development"), name_of("S1"), {});
    }
    std::unique_ptr<SqlArchive> make_archive() {
        return *SqlArchive::create({path("archive.db"), name_of("development"), signer_});
    }

  private slots:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }

    void an_entry_is_one_line_of_json() {
        const auto log = *StationAuditLog::create(options());
        clock_.passed_s = std::chrono::seconds(1);
        QVERIFY(log->append(unit_event(Kind::claiming, 1, {{"hardware", "x1"}})));
        clock_.passed_s = std::chrono::seconds(0);
        QVERIFY(log->append({"station.started", {}, {}, {}, {}, {}, {}}));
        const auto entries = *log->entries(0, 10);
        QCOMPARE(entries[0],
                 std::string(R"({"seq":0,"time":"2027-01-15T08:00:01.000Z","station":"S1","operator":"ann",)"
                             R"("event":"unit.claiming","lane":1,"order":"WO-0001",)"
                             R"("claim":"0100000000000000c1c1c1c1c1c1c1c1","uid":"0000000000000001",)"
                             R"("details":{"hardware":"x1"}})"));
        QCOMPARE(entries[1],
                 std::string(R"({"seq":1,"time":"2027-01-15T08:00:00.000Z","station":"S1","operator":"ann",)"
                             R"("event":"station.started"})"));
    }

    void any_text_makes_a_sound_entry() {
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        // Bytes that are no UTF-8, a line's end, and one name twice.
        QVERIFY(log->append(unit_event(
            Kind::failed, 1, {{"code", "bad\xff\xc0"}, {"code", "again"}, {"text", "two\nlines\"\\\x01"}, {"", ""}})));
        const auto entry = nlohmann::json::parse(log->entries(1, 1)->front());
        QCOMPARE(entry["details"]["code"].get<std::string>(), std::string("bad\uFFFD\uFFFD"));
        QCOMPARE(entry["details"]["text"].get<std::string>(), std::string("two\nlines\"\\\x01"));
        QCOMPARE(log->unreported_units(1)->front().code, std::string("bad\uFFFD\uFFFD"));
        QVERIFY(verify());
    }

    void an_event_that_does_not_fit_is_refused_and_leaves_nothing() {
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        AuditEvent other_chip = unit_event(Kind::issued, 1);
        other_chip.uid = uid_of(2);
        AuditEvent no_claim = unit_event(Kind::issued, 1);
        no_claim.claim.reset();
        AuditEvent too_long = unit_event(Kind::issued, 1, {{"text", std::string(entry_size_bytes_max, 'x')}});
        for (const AuditEvent& event : {other_chip, no_claim, too_long, unit_event(Kind::issued, 2), AuditEvent{}}) {
            QCOMPARE(log->append(event).error().code, ErrorCode::value_malformed);
        }
        for (const Kind kind : std::span(whole_way).subspan(1)) {
            QVERIFY(log->append(unit_event(kind, 1)));
        }
        QCOMPARE(log->append(unit_event(Kind::writing, 1)).error().code, ErrorCode::value_malformed);
        QCOMPARE(*log->size(), std::uint64_t{8});
        const auto report = verify();
        QVERIFY(report);
        QCOMPARE(report->units, (std::map<Kind, std::uint64_t>{{Kind::passed, 1}}));
    }

    void it_is_opened_only_as_what_it_is() {
        QCOMPARE(StationAuditLog::open(options()).error().code, ErrorCode::audit_unavailable);
        QVERIFY(StationAuditLog::create(options()));
        QCOMPARE(StationAuditLog::create(options()).error().code, ErrorCode::audit_unavailable);
        QVERIFY(StationAuditLog::open(options()));
        auto other = options();
        other.station = name_of("S2");
        QCOMPARE(StationAuditLog::open(other).error().code, ErrorCode::audit_unsound);
        QCOMPARE(verify_station_log(path("audit.db"), name_of("production"), name_of("S1"), {}).error().code,
                 ErrorCode::audit_unsound);
    }

    void a_log_that_was_overwritten_while_in_use_is_not_written_any_more() {
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        const std::string older = contents_of(path("audit.db"));
        QVERIFY(log->append(unit_event(Kind::issued, 1)));
        QVERIFY(log->append(unit_event(Kind::writing, 1)));
        std::ofstream(path("audit.db"), std::ios::binary | std::ios::in) << older; // the same file, as `cp` does it
        const auto stopped = log->append(unit_event(Kind::written, 1));
        QCOMPARE(stopped.error().code, ErrorCode::audit_unsound);
        QCOMPARE(stopped.error().arg("reason"), std::string_view("the file was overwritten while it was in use"));
    }

    void a_log_that_was_removed_while_in_use_is_not_written_any_more() {
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        std::filesystem::rename(path("audit.db"), path("moved.db"));
        const auto stopped = log->append(unit_event(Kind::issued, 1));
        QCOMPARE(stopped.error().code, ErrorCode::audit_unavailable);
        QCOMPARE(stopped.error().arg("reason"), std::string_view("was moved or removed while it was in use"));
    }

    void an_older_copy_is_refused_against_the_archive() {
        const auto archive = make_archive();
        auto log = *StationAuditLog::create(options());
        QVERIFY(log->pin_key(vkey()));
        QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        QVERIFY(log->store_checkpoint(*archive->append(name_of("S1"), 0, *log->entries(0, 10))));
        std::filesystem::copy_file(path("audit.db"), path("copy.db"));
        QVERIFY(log->append(unit_event(Kind::issued, 1)));
        QVERIFY(log->append(unit_event(Kind::writing, 1)));
        QVERIFY(log->store_checkpoint(*archive->append(name_of("S1"), 1, *log->entries(1, 10))));
        log.reset();
        std::filesystem::rename(path("copy.db"), path("audit.db"));
        QVERIFY(verify()); // by itself it is whole ...
        log = *StationAuditLog::open(options());
        QVERIFY(log->append(unit_event(Kind::failed, 1)));
        // ... but not what was archived: with new entries, and with none.
        QCOMPARE(archive->append(name_of("S1"), 1, *log->entries(1, 10)).error().code, ErrorCode::audit_fork);
        QCOMPARE(log->store_checkpoint(*archive->append(name_of("S1"), 1, {})).error().code, ErrorCode::audit_fork);
    }

    void a_copy_that_cannot_be_written_is_read() {
        {
            const auto log = *StationAuditLog::create(options());
            QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        }
        std::filesystem::permissions(path("audit.db"), std::filesystem::perms(0444));
        std::filesystem::permissions(directory_->path().toStdString(), std::filesystem::perms(0555));
        const bool is_root = ::geteuid() == 0; // whom no permission stops
        QVERIFY(!is_root || ::seteuid(65'534) == 0);
        const auto log = StationAuditLog::open_to_read(options());
        const auto size = log ? (*log)->size() : log.failure();
        const auto appended = log ? (*log)->append(unit_event(Kind::issued, 1)) : log.failure();
        const bool read_only = log && (*log)->is_read_only();
        const auto report = verify();
        QVERIFY(!is_root || ::seteuid(0) == 0);
        std::filesystem::permissions(directory_->path().toStdString(), std::filesystem::perms(0755));
        QVERIFY(read_only);
        QCOMPARE(*size, std::uint64_t{1});
        QCOMPARE(appended.error().code, ErrorCode::audit_unavailable);
        QVERIFY(report);
    }

    void a_write_that_was_interrupted_is_not_read_past() {
        {
            const auto log = *StationAuditLog::create(options());
            QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        }
        // A journal as a power cut leaves it, beside a file that cannot be written.
        sqlite3* handle = nullptr;
        QCOMPARE(sqlite3_open(path("audit.db").c_str(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle,
                              "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (a); INSERT INTO t SELECT zeroblob(900000)",
                              nullptr, nullptr, nullptr),
                 SQLITE_OK);
        std::filesystem::create_directory(path("copy"));
        for (const char* name : {"audit.db", "audit.db-journal"}) {
            std::filesystem::copy_file(path(name), path("copy") / name);
        }
        sqlite3_close(handle);
        auto copied = options();
        copied.path = path("copy") / "audit.db";
        std::filesystem::permissions(copied.path, std::filesystem::perms(0444));
        std::filesystem::permissions(path("copy") / "audit.db-journal", std::filesystem::perms(0444));
        std::filesystem::permissions(path("copy"), std::filesystem::perms(0555));
        std::filesystem::permissions(directory_->path().toStdString(), std::filesystem::perms(0755));
        const bool is_root = ::geteuid() == 0;
        QVERIFY(!is_root || ::seteuid(65'534) == 0);
        const auto read_only = StationAuditLog::open_to_read(copied);
        QVERIFY(!is_root || ::seteuid(0) == 0);
        std::filesystem::permissions(path("copy"), std::filesystem::perms(0755));
        std::filesystem::permissions(copied.path, std::filesystem::perms(0644));
        QCOMPARE(read_only.error().code, ErrorCode::audit_unavailable);
        QVERIFY(read_only.error().arg("reason").find("-journal") != std::string_view::npos);
        const auto finished = StationAuditLog::open_to_read(copied); // where it may be written it is finished
        QVERIFY(finished);
        QCOMPARE(*(*finished)->size(), std::uint64_t{1});
    }

    void everything_about_a_unit_is_found() {
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->append(unit_event(Kind::claiming, 1)));
        QVERIFY(log->append(unit_event(Kind::claiming, 2)));
        QVERIFY(log->append(unit_event(Kind::issued, 1)));
        QVERIFY(log->append({"unit.refused", 1, {}, {}, {}, uid_of(1), {}}));
        QVERIFY(log->append({"verify.passed", {}, {}, {}, serial_of(1), {}, {}}));
        const auto all = *log->entries(0, 10);
        const std::vector<std::string> about_1{all[0], all[2], all[3], all[4]};
        QCOMPARE(*log->entries_about(serial_of(1)), about_1);
        QCOMPARE(*log->entries_about(uid_of(1)), about_1);
        QCOMPARE(*log->entries_about(claim_of(1)), (std::vector<std::string>{all[0], all[2]}));
        QVERIFY(log->entries_about(serial_of(3))->empty());
        QVERIFY(verify());
    }

    void checkpoints_are_checked_before_they_are_kept() {
        const auto archive = make_archive();
        const auto log = *StationAuditLog::create(options());
        for (std::uint64_t i = 0; i < 10; ++i) {
            QVERIFY(log->append(unit_event(Kind::claiming, i)));
        }
        const auto entries = *log->entries(0, 10);
        const auto of_4 = *archive->append(name_of("S1"), 0, {entries.begin(), entries.begin() + 4});
        const auto of_10 = *archive->append(name_of("S1"), 4, {entries.begin() + 4, entries.end()});
        const auto of_11 = *archive->append(name_of("S1"), 10, {"one that was lost here"});
        const auto of_other = *archive->append(name_of("S2"), 0, entries);
        const Checkpoint rewritten{log->origin(), 3, leaf_hash(as_bytes("other"))};

        QCOMPARE(log->store_checkpoint(of_4).error().code, ErrorCode::audit_unsound); // no key yet
        QCOMPARE(log->pin_key(vkey("S2")).error().code, ErrorCode::audit_unsound);
        QVERIFY(log->pin_key(vkey()));
        QVERIFY(log->pin_key(vkey()));
        QCOMPARE(log->pin_key(VerifierKey::from_parts(log->origin(), SoftwareSigner().public_key_der())->text())
                     .error()
                     .code,
                 ErrorCode::audit_fork);
        QVERIFY(log->store_checkpoint(of_4));
        QCOMPARE(*log->archived_size(), std::uint64_t{4});
        QVERIFY(log->store_checkpoint(of_10));
        QVERIFY(log->store_checkpoint(of_4)); // an older one changes nothing
        QCOMPARE(*log->archived_size(), std::uint64_t{10});
        QCOMPARE(*log->checkpoint(), std::optional(of_10));
        QCOMPARE(log->store_checkpoint(of_11).error().code, ErrorCode::audit_fork);
        QCOMPARE(log->store_checkpoint(*sign_checkpoint(rewritten, signer_)).error().code, ErrorCode::audit_fork);
        QCOMPARE(log->store_checkpoint(of_other).error().code, ErrorCode::audit_unsound);
        QCOMPARE(log->store_checkpoint(of_10 + "x").error().code, ErrorCode::audit_unsound);

        QVERIFY(log->append(unit_event(Kind::issued, 1)));
        const auto report = verify();
        QVERIFY(report);
        QCOMPARE(report->entries, std::uint64_t{11});
        QCOMPARE(report->checkpoint_size, std::uint64_t{10});
        QCOMPARE(report->checkpoint, std::optional(of_10));
    }

    void an_export_holds_what_was_signed() {
        const auto archive = make_archive();
        const auto log = *StationAuditLog::create(options());
        QVERIFY(log->append({"station.started", {}, {}, {}, {}, {}, {}}));
        QCOMPARE(export_log(*log, path("out"), {}).error().code, ErrorCode::audit_not_signed);
        QVERIFY(log->append({"station.stopped", {}, {}, {}, {}, {}, {}}));
        QVERIFY(log->pin_key(vkey()));
        const auto entries = *log->entries(0, 10);
        const auto note = *archive->append(name_of("S1"), 0, entries);
        QVERIFY(log->store_checkpoint(note));
        QVERIFY(log->append({"station.started", {}, {}, {}, {}, {}, {}})); // not signed yet: not exported

        std::filesystem::create_directory(path("out"));
        std::ofstream(path("out") / "entries.jsonl.part") << "left by an interrupted export";
        const auto exported = export_log(*log, path("out"), {});
        QVERIFY(exported);
        QCOMPARE(exported->entries, std::uint64_t{2});
        QCOMPARE(contents_of(path("out") / "entries.jsonl"), entries[0] + "\n" + entries[1] + "\n");
        QCOMPARE(contents_of(path("out") / "checkpoint"), note);
        QCOMPARE(contents_of(path("out") / "log.vkey"), vkey() + "\n");
        QCOMPARE(QDir(directory_->filePath("out")).entryList(QDir::Files).size(), 4);

        QCOMPARE(export_log(*log, path("out"), {}).error().code, ErrorCode::file_io); // not empty
        QCOMPARE(export_log(*log, path("no/out"), {}).error().code, ErrorCode::file_io);
    }

    void lanes_share_commits_and_keep_their_order() {
        const auto log = *StationAuditLog::create(options());
        std::vector<std::thread> lanes;
        for (std::uint64_t lane = 0; lane < 8; ++lane) {
            lanes.emplace_back([&log, lane] {
                for (const Kind kind : whole_way) {
                    const auto seq = log->append(unit_event(kind, lane));
                    const auto entry = parse_entry(log->entries(seq.value_or(~0ULL), 1)->front());
                    if (entry->event.claim != claim_of(lane) || entry->event.event != text_of(kind)) {
                        qFatal("another entry than the one that was appended");
                    }
                    (void)log->append(unit_event(Kind::issued, 1'000)); // refused: no harm to the others
                }
            });
        }
        for (std::thread& lane : lanes) {
            lane.join();
        }
        const auto report = verify();
        QVERIFY(report);
        QCOMPARE(report->units.at(Kind::passed), std::uint64_t{8});
    }

    void processes_append_to_one_log_at_once() {
        QVERIFY(StationAuditLog::create(options()));
        constexpr std::uint64_t appends = 40;
        const Child first = start_child(options(), appends);
        const Child second = start_child(options(), appends);
        std::set<std::uint64_t> acknowledged;
        for (const Child& child : {first, second}) {
            while (const auto seq = child.next()) {
                acknowledged.insert(*seq);
            }
            QCOMPARE(child.wait(), 0);
        }
        QCOMPARE(acknowledged.size(), std::size_t{2 * appends});
        const auto report = verify();
        QVERIFY(report);
        QCOMPARE(report->entries, 2 * appends);
    }

    void a_killed_process_loses_no_acknowledged_entry() {
        QVERIFY(StationAuditLog::create(options()));
        std::mt19937 random(20'261'121);
        std::uniform_int_distribution<unsigned> acknowledgements(0, 6);
        std::uniform_int_distribution<useconds_t> moment_us(0, 3'000);
        std::optional<std::uint64_t> newest;
        for (int kill = 0; kill < 100; ++kill) {
            const Child child = start_child(options(), ~std::uint64_t{0});
            for (unsigned wanted = acknowledgements(random); wanted > 0; --wanted) {
                const auto seq = child.next();
                QVERIFY(seq);
                newest = *seq;
            }
            ::usleep(moment_us(random)); // anywhere in a commit; nothing waits for it
            ::kill(child.pid, SIGKILL);
            while (const auto seq = child.next()) { // acknowledged before the kill
                newest = *seq;
            }
            QVERIFY(WIFSIGNALED(child.wait()));
            const auto log = StationAuditLog::open(options());
            QVERIFY(log);
            QVERIFY(*(*log)->size() >= (newest ? *newest + 1 : 0));
        }
        QVERIFY(newest);
        const auto report = verify();
        QVERIFY2(report, report ? "" : std::string(report.error().arg("reason")).c_str());
    }
};

QTEST_GUILESS_MAIN(AuditLogTest)
#include "audit_log_test.moc"
