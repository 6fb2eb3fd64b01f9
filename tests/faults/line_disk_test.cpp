// A lane whose audit log is on a disk that fails, at every change of a file: it stops, shows no PASS and touches no
// lock without a durable entry, and when the disk is whole again the unit comes to its end with its one key.
#include "db/audit_log.h"
#include "db/log_verify.h"
#include "provisioning/line/lane.h"
#include "provisioning/line/recovery.h"
#include "tests/faults/disk_walk.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

using namespace keyline;
using namespace keyline::test;
using Kind = UnitEventKind;

namespace {

// Notes what has become durable, in passing.
class NotingLog final : public AuditLog {
  public:
    explicit NotingLog(AuditLog& log) : log_(log) {}
    std::vector<std::string> durable;

    Result<std::uint64_t> append(const AuditEvent& event) override {
        auto seq = log_.append(event);
        if (seq) {
            durable.push_back(event.event);
        }
        return seq;
    }
    Result<std::vector<UnitRecord>> open_units() override { return log_.open_units(); }
    Result<std::optional<UnitRecord>> unit_with(const ChipUid& uid) override { return log_.unit_with(uid); }
    Result<std::optional<UnitRecord>> unit_with(const SerialNumber& serial) override { return log_.unit_with(serial); }
    Result<std::vector<UnitRecord>> unreported_units(std::size_t units_max) override {
        return log_.unreported_units(units_max);
    }
    Status mark_reported(const UnitRecord& end) override { return log_.mark_reported(end); }
    Result<std::uint64_t> size() override { return log_.size(); }
    Result<std::uint64_t> archived_size() override { return log_.archived_size(); }
    Result<std::vector<std::string>> entries(std::uint64_t from, std::size_t entries_max) override {
        return log_.entries(from, entries_max);
    }
    Status store_checkpoint(const std::string& signed_note) override { return log_.store_checkpoint(signed_note); }

  private:
    AuditLog& log_;
};

// A lock that minds whether what is done to it was announced.
class WatchfulLock final : public LockLink {
  public:
    SoftwareLock lock;
    const NotingLog* log = nullptr;
    QString unannounced;

    Result<LockIdentity> identify() override { return lock.identify(); }
    Result<SelfCheck> program(const ProductionToken* token, const SubstitutionTable& table,
                              const Progress& progress) override {
        expect(Kind::writing);
        return lock.program(token, table, progress);
    }
    Result<LockAnswer> answer(const Challenge& challenge) override { return lock.answer(challenge); }
    Result<LockExamination> examine(const Challenge* challenge) override { return lock.examine(challenge); }
    Status close() override {
        expect(Kind::closing);
        return lock.close();
    }

  private:
    void expect(Kind kind) {
        const bool resumed = log->durable.empty(); // announced by the process before this one
        if (!resumed && log->durable.back() != text_of(kind)) {
            unannounced = QString::fromStdString("not announced: " + std::string(text_of(kind)));
        }
    }
};

class Results final : public LaneObserver {
  public:
    std::vector<UnitResult> results;
    void on_line(Line /*line*/, const std::optional<SerialNumber>& /*serial*/) override {}
    void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}
    void on_waiting(LaneWaits /*what*/) override {}
    void on_unit(const LockIdentity& /*lock*/, Resume /*resume*/) override {}
    void on_result(const UnitResult& result, std::chrono::milliseconds /*took*/) override { results.push_back(result); }
    bool shows_pass() const {
        return std::any_of(results.begin(), results.end(),
                           [](const UnitResult& result) { return result.outcome == Outcome::passed; });
    }
};

// keyd and the lock, which go on while the station's disk fails.
struct Factory {
    MemoryRegistry registry;
    SoftwareVault vault;
    ManualClock clock;
    SeededRandom random;
    Issuer issuer{registry, clock, random};
    DirectKeyService keys{issuer, vault, name_of("S1")};
    MemoryHolds holds;
    WatchfulLock lock;
    WorkOrder order = *keys.create_order({{name_of("demo"), DeviceType(1), 256, ""}, serial_of(1), {}, 5, {}, {}});
    SubstitutionTable table = *keys.table(order.id);
    bool passed_shown = false;

    Factory() {
        lock.lock.chip = SoftwareLock::Chip();
        lock.lock.chip->kg = vault.kg;
    }
    db::StationLogOptions log_options(const std::filesystem::path& directory) {
        return {directory / "audit.db", name_of("development"), name_of("S1"), "ann", clock};
    }
    LaneReport run(AuditLog& log, std::uint64_t new_units, Results& results) {
        NotingLog noting(log);
        lock.log = &noting;
        CountedWork work(new_units);
        Lane lane({1, {}}, {lock, keys, noting, random, clock, holds, results}, order, table, work);
        return lane.run({});
    }
};

} // namespace

class LineDiskTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<Factory> factory_;

    QString work(const std::filesystem::path& directory) {
        factory_ = std::make_unique<Factory>();
        const auto log = db::StationAuditLog::open(factory_->log_options(directory));
        if (!log) {
            return log.error().code == ErrorCode::audit_unavailable ? QString() : told("open", log.error());
        }
        Results results;
        const LaneReport report = factory_->run(**log, 1, results);
        factory_->passed_shown = results.shows_pass();
        if (!factory_->lock.unannounced.isEmpty()) {
            return factory_->lock.unannounced;
        }
        if (report.end == LaneEnd::finished) {
            return factory_->passed_shown ? QString() : "the lane has finished without its unit";
        }
        return report.end == LaneEnd::down && report.reason->code == ErrorCode::audit_unavailable
                   ? QString()
                   : told("the lane ends", report.reason.value_or(Error()));
    }

    QString check(const std::filesystem::path& directory) {
        const auto log = db::StationAuditLog::open(factory_->log_options(directory));
        if (!log) {
            return told("open again", log.error());
        }
        const ChipUid& uid = factory_->lock.lock.chip->uid;
        const auto record = *(*log)->unit_with(uid);
        if (factory_->passed_shown && (!record || record->last != Kind::passed)) {
            return "a PASS was shown that is not on record";
        }
        if (const auto resolved = resolve_interrupted(factory_->keys, **log, factory_->holds); !resolved) {
            return told("resolve", resolved.error());
        }
        const Resume resume = plan_resume(*(*log)->unit_with(uid), *factory_->lock.identify()).resume;
        Results results;
        if (resume != Resume::taken) {
            const LaneReport report = factory_->run(**log, resume == Resume::claim ? 1 : 0, results);
            if (report.end != LaneEnd::finished || !results.shows_pass()) {
                return told("the unit does not pass after repair", report.reason.value_or(Error()));
            }
        }
        if (factory_->vault.minted != 1 || factory_->lock.lock.tokens_written > 1) {
            return "the unit has got a second key";
        }
        if (!factory_->lock.unannounced.isEmpty()) {
            return factory_->lock.unannounced;
        }
        const auto report =
            db::verify_station_log(factory_->log_options(directory).path, name_of("development"), name_of("S1"), {});
        if (!report) {
            return told("verify", report.error());
        }
        return report->units.at(Kind::passed) == 1 ? QString() : "not one pass on record";
    }

  private slots:
    void no_pass_without_a_record_data() { add_disk_troubles(); }
    void no_pass_without_a_record() {
        QFETCH(int, trouble);
        DiskWalk walk;
        const auto prepare = [](const std::filesystem::path& path) {
            if (!db::StationAuditLog::create(Factory().log_options(path))) {
                qFatal("no log to walk on");
            }
        };
        const QString wrong = walk.run(
            disk_troubles()[static_cast<std::size_t>(trouble)], prepare,
            [this](const auto& path) { return work(path); }, [this](const auto& path) { return check(path); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(walk.operations() > 100, "the walk has met no writes");
        QVERIFY(factory_->passed_shown); // at its end, with nothing in the way
    }
};

QTEST_GUILESS_MAIN(LineDiskTest)
#include "line_disk_test.moc"
