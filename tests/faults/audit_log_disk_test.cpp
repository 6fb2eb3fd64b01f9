// The station's audit log on a disk that fails, at every change of a file: what was acknowledged is there afterwards,
// nothing else is, and the log can be written again.
#include "db/audit_log.h"

#include "db/checkpoint.h"
#include "db/log_verify.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "tests/faults/disk_walk.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;
using Kind = UnitEventKind;

namespace {
constexpr std::uint64_t entries_before = 253; // the 256th completes a node of the tree

Status fill(const StationLogOptions& options) {
    const auto database = SqliteDatabase::open(options.path, station_log_kind());
    auto transaction = Transaction::begin(**database, Access::read_write);
    LogStore store(**database, 1);
    for (std::uint64_t seq = 0; seq < entries_before; ++seq) {
        const auto entry =
            format_entry(seq, options.clock.utc(), {"S1", "ann"}, {"station.idle", {}, {}, {}, {}, {}, {}});
        if (auto appended = store.append(*entry); !appended) {
            return appended.failure();
        }
    }
    return transaction->commit();
}

// What was acknowledged.
struct Acknowledged {
    std::map<std::uint64_t, AuditEvent> entries;
    std::uint64_t attempts = 0;
    std::uint64_t checkpoint_size = 0;
    std::optional<UnitRecord> reported;
};
} // namespace

class AuditLogDiskTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareSigner signer_;
    Acknowledged acknowledged_;

    StationLogOptions options(const std::filesystem::path& directory) {
        return {directory / "audit.db", name_of("development"), name_of("S1"), "ann", clock_};
    }
    void prepare(const std::filesystem::path& directory) {
        const auto log = *StationAuditLog::create(options(directory));
        const auto key = VerifierKey::from_parts(log->origin(), signer_.public_key_der());
        if (!log->pin_key(key->text()) || !fill(options(directory))) {
            qFatal("no log to walk on");
        }
    }

    // Tries everything, whatever has failed before. A failure says that the disk is at fault, and nothing else.
    QString work(const std::filesystem::path& directory) {
        acknowledged_ = {};
        auto log = StationAuditLog::open(options(directory));
        if (!log) {
            return log.error().code == ErrorCode::audit_unavailable ? QString() : told("open", log.error());
        }
        bool failed_before = false;
        const auto is_the_disks = [&](const Error& error) {
            const bool follows = failed_before && error.code == ErrorCode::value_malformed; // of a claim not begun
            failed_before = true;
            return follows || error.code == ErrorCode::audit_unavailable;
        };
        for (const auto& [kind, unit] : {std::pair{Kind::claiming, 1}, std::pair{Kind::issued, 1},
                                         std::pair{Kind::claiming, 2}, std::pair{Kind::failed, 1}}) {
            const AuditEvent event = unit_event(kind, static_cast<std::uint64_t>(unit));
            ++acknowledged_.attempts;
            const auto seq = (*log)->append(event);
            if (!seq && !is_the_disks(seq.error())) {
                return told("append", seq.error());
            }
            if (seq) {
                acknowledged_.entries[*seq] = event;
            }
        }
        if (const auto reported = report(**log); !reported && !is_the_disks(reported.error())) {
            return told("report", reported.error());
        }
        if (const auto kept = keep_checkpoint(**log); !kept && !is_the_disks(kept.error())) {
            return told("checkpoint", kept.error());
        }
        return {};
    }
    Status report(StationAuditLog& log) {
        const auto units = log.unreported_units(1);
        if (!units || units->empty()) {
            return units ? Status{} : units.failure();
        }
        auto marked = log.mark_reported(units->front());
        if (marked) {
            acknowledged_.reported = units->front();
        }
        return marked;
    }
    Status keep_checkpoint(StationAuditLog& log) {
        const auto entries = log.entries(0, rows_per_read_max);
        if (!entries) {
            return entries.failure();
        }
        Frontier frontier;
        for (const std::string& entry : *entries) {
            (void)frontier.append(leaf_hash(as_bytes(entry)), [](auto, auto, const auto&) { return Status{}; });
        }
        auto kept = log.store_checkpoint(*sign_checkpoint({log.origin(), frontier.size(), frontier.root()}, signer_));
        if (kept) {
            acknowledged_.checkpoint_size = frontier.size();
        }
        return kept;
    }

    QString check(const std::filesystem::path& directory) {
        const auto log = StationAuditLog::open(options(directory));
        if (!log) {
            return told("open again", log.error());
        }
        const auto entries = *(*log)->entries(0, rows_per_read_max);
        if (entries.size() > entries_before + acknowledged_.attempts) {
            return "more entries than were ever written";
        }
        for (const auto& [seq, event] : acknowledged_.entries) {
            if (seq >= entries.size()) {
                return QString("entry %1 is lost").arg(seq);
            }
            const auto entry = parse_entry(entries[seq]);
            if (entry->event.event != event.event || entry->event.claim != event.claim) {
                return QString("entry %1 is another").arg(seq);
            }
        }
        const auto report = verify_station_log(options(directory).path, name_of("development"), name_of("S1"), {});
        if (!report) {
            return told("verify", report.error());
        }
        if (report->checkpoint_size < acknowledged_.checkpoint_size) {
            return "the checkpoint is lost";
        }
        const auto unreported = *(*log)->unreported_units(10);
        if (acknowledged_.reported && !unreported.empty()) {
            return "what was reported is to be reported again";
        }
        const auto seq = (*log)->append(unit_event(Kind::claiming, 3));
        return seq ? QString() : told("append again", seq.error());
    }

  private slots:
    void nothing_acknowledged_is_lost_data() { add_disk_troubles(); }
    void nothing_acknowledged_is_lost() {
        QFETCH(int, trouble);
        DiskWalk walk;
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)], [this](const auto& path) { prepare(path); },
            [this](const auto& path) { return work(path); }, [this](const auto& path) { return check(path); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 100, "the walk has met no writes");
        QCOMPARE(acknowledged_.entries.size(), std::size_t{4}); // at its end, with nothing in the way
    }

    void a_new_log_is_whole_or_not_there_data() { add_disk_troubles(); }
    void a_new_log_is_whole_or_not_there() {
        QFETCH(int, trouble);
        DiskWalk walk;
        bool created = false;
        const auto create = [&](const std::filesystem::path& path) {
            const auto log = StationAuditLog::create(options(path));
            created = log.has_value();
            return log || log.error().code == ErrorCode::audit_unavailable ? QString() : told("create", log.error());
        };
        const auto look = [&](const std::filesystem::path& path) {
            const bool there = std::filesystem::exists(path / "audit.db");
            if (created && !there) {
                return QString("acknowledged, and not there");
            }
            const auto log = there ? StationAuditLog::open(options(path)) : StationAuditLog::create(options(path));
            if (!log) {
                return told(there ? "open" : "create again", log.error());
            }
            const auto seq = (*log)->append(unit_event(Kind::claiming, 1));
            return seq ? QString() : told("append", seq.error());
        };
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)], [](const auto&) {}, create, look);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 10, "the walk has met no writes");
    }
};

QTEST_GUILESS_MAIN(AuditLogDiskTest)
#include "audit_log_disk_test.moc"
