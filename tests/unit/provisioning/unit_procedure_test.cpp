// The unit procedure and its recovery: the transition table is enumerated, line by line.
#include "provisioning/line/outbox.h"
#include "provisioning/line/recovery.h"
#include "provisioning/line/unit_procedure.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

namespace {

const StationId station = *StationId::parse("demo");

struct PowerCut {};

// Cuts the power before a line; the ports keep what they had.
class CuttingObserver final : public UnitObserver {
  public:
    std::optional<Line> cut_before;
    std::vector<Line> lines;
    void on_line(Line line, const std::optional<SerialNumber>& /*serial*/) override {
        if (cut_before == line) {
            throw PowerCut();
        }
        lines.push_back(line);
    }
    void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}
};

struct Bench {
    MemoryRegistry registry;
    SoftwareVault vault;
    ManualClock clock;
    SeededRandom random;
    Issuer issuer{registry, clock, random};
    DirectKeyService keys{issuer, vault, station};
    MemoryAuditLog log;
    MemoryHolds holds;
    SoftwareLock lock;
    WorkOrder order = *keys.create_order({{*ProfileName::parse("demo"), DeviceType(1), 256, ""},
                                          *SerialNumber::parse("0001-000000000001"),
                                          {},
                                          5,
                                          {},
                                          {}});
    SubstitutionTable table = *keys.table(order.id);

    Bench() {
        lock.chip = SoftwareLock::Chip();
        lock.chip->kg = vault.kg;
    }
    ResumePlan plan() { return plan_resume(*log.unit_with(lock.chip->uid), *lock.identify()); }
    UnitResult run(UnitObserver& observer) {
        const auto identity = *lock.identify();
        const auto record = *log.unit_with(identity.uid);
        return provision_unit({lock, keys, log, random, observer}, {1, order, table, {}}, identity, record,
                              plan_resume(record, identity));
    }
    UnitResult run() {
        CuttingObserver nothing;
        return run(nothing);
    }
    std::optional<UnitEventKind> newest_unit_event() const {
        for (auto event = log.events.rbegin(); event != log.events.rend(); ++event) {
            if (auto kind = parse_unit_event_kind(event->event)) {
                return *kind;
            }
        }
        return {};
    }
    std::size_t count(UnitEventKind kind) const {
        return static_cast<std::size_t>(
            std::count_if(log.events.begin(), log.events.end(),
                          [&](const AuditEvent& event) { return event.event == text_of(kind); }));
    }
};

} // namespace

class UnitProcedureTest : public QObject {
    Q_OBJECT

  private slots:
    void table_names_the_lines_in_their_order();
    void power_cut_before_each_line_data();
    void power_cut_before_each_line();
    void power_cut_while_recovering_data() { power_cut_before_each_line_data(); }
    void power_cut_while_recovering();
    void claim_that_keyd_never_made_is_aborted_at_start();
    void blank_again_gets_the_same_token();
    void wrong_self_check_fails_and_can_be_tried_again();
    void refused_retry_stays_failed();
    void restarted_key_service_is_asked_for_another_challenge();
    void registry_that_was_set_back_gives_no_number_twice();
    void swapped_unit_never_passes();
    void lock_that_does_not_close_is_quarantined();
    void lock_that_only_says_that_it_is_closed_is_quarantined();
    void closed_by_somebody_else_is_quarantined();
    void silent_lock_fails_before_and_is_quarantined_after_closing();
    void audit_log_failure_ends_with_an_error_and_nothing_written();
    void foreign_locks_are_refused();
    void refusal_by_keyd_uses_no_number();
    void outbox_reports_once();
};

void UnitProcedureTest::table_names_the_lines_in_their_order() {
    Bench bench;
    CuttingObserver observer;
    const auto result = bench.run(observer);
    QCOMPARE(result.outcome, Outcome::passed);
    observer.lines.push_back(Line::report); // the outbox's
    QCOMPARE(observer.lines.size(), line_count);
    for (std::size_t i = 0; i < line_count; ++i) {
        QCOMPARE(transition_table()[i].line, observer.lines[i]);
        QCOMPARE(static_cast<std::size_t>(observer.lines[i]), i);
    }
}

void UnitProcedureTest::power_cut_before_each_line_data() {
    QTest::addColumn<std::size_t>("row");
    for (std::size_t row = 0; row + 1 < line_count; ++row) { // the last line is the outbox's: outbox_reports_once
        QTest::newRow(std::string(text_of(transition_table()[row].line)).c_str()) << row;
    }
}

void UnitProcedureTest::power_cut_before_each_line() {
    QFETCH(std::size_t, row);
    const Transition& expected = transition_table()[row];
    Bench bench;
    CuttingObserver cut;
    cut.cut_before = expected.line;
    QVERIFY_EXCEPTION_THROWN((void)bench.run(cut), PowerCut);

    // What is left is what the table says ...
    QVERIFY(bench.newest_unit_event() == expected.durable);
    QCOMPARE(bench.lock.chip->state, expected.lock);
    QCOMPARE(bench.plan().resume, expected.recovery);

    // ... and the recovery passes the unit, with the one PEK of its one claim.
    const auto interrupted = *resolve_interrupted(bench.keys, bench.log, bench.holds);
    QCOMPARE(interrupted.outstanding.size() + interrupted.aborted.size(), std::size_t(expected.durable ? 1 : 0));
    const auto result = bench.run();
    QCOMPARE(result.outcome, Outcome::passed);
    QCOMPARE(bench.vault.minted, 1U);
    QCOMPARE(bench.lock.tokens_written, 1U);
    QCOMPARE(bench.lock.chip->state, LockState::closed);
    QVERIFY(bench.lock.chip->serial == result.serial);
    QCOMPARE(bench.count(UnitEventKind::passed), std::size_t(1));
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    const auto counts = bench.keys.order(bench.order.id)->counts;
    QCOMPARE(counts.passed, std::uint64_t(1));
    QCOMPARE(counts.issued, std::uint64_t(1));
}

void UnitProcedureTest::power_cut_while_recovering() {
    QFETCH(std::size_t, row);
    for (std::size_t second = 0; second + 1 < line_count; ++second) {
        Bench bench;
        CuttingObserver cut;
        for (const std::size_t at : {row, second}) {
            cut.cut_before = transition_table()[at].line;
            if (bench.plan().resume == Resume::taken) {
                break;
            }
            try {
                (void)bench.run(cut);
            } catch (const PowerCut&) { // and once more
            }
        }
        if (bench.plan().resume != Resume::taken) {
            QCOMPARE(bench.run().outcome, Outcome::passed);
        }
        QCOMPARE(bench.vault.minted, 1U);
        QCOMPARE(bench.count(UnitEventKind::passed), std::size_t(1));
    }
}

void UnitProcedureTest::claim_that_keyd_never_made_is_aborted_at_start() {
    Bench bench;
    CuttingObserver cut;
    cut.cut_before = Line::issue;
    QVERIFY_EXCEPTION_THROWN((void)bench.run(cut), PowerCut);
    const auto held = *bench.holds.hold(bench.lock.chip->uid); // in work on another lane: not ours to resolve
    QCOMPARE(resolve_interrupted(bench.keys, bench.log, bench.holds)->in_work.size(), std::size_t(1));
    bench.holds.held.clear();
    QCOMPARE(resolve_interrupted(bench.keys, bench.log, bench.holds)->aborted.size(), std::size_t(1));
    QVERIFY(bench.log.open_units()->empty());
    QCOMPARE(bench.plan().resume, Resume::claim);
}

void UnitProcedureTest::blank_again_gets_the_same_token() {
    Bench bench;
    CuttingObserver cut;
    cut.cut_before = Line::record_written;
    QVERIFY_EXCEPTION_THROWN((void)bench.run(cut), PowerCut);
    const Bytes pek = bench.lock.chip->pek;
    bench.lock.chip->state = LockState::blank; // the lock's own commit was cut
    bench.lock.chip->serial.reset();
    QCOMPARE(bench.run().outcome, Outcome::passed);
    QVERIFY(bench.lock.chip->pek == pek);
    QCOMPARE(bench.vault.minted, 1U);
}

void UnitProcedureTest::wrong_self_check_fails_and_can_be_tried_again() {
    Bench bench;
    class Liar final : public LockLink {
      public:
        explicit Liar(LockLink& lock) : lock_(lock) {}
        Result<LockIdentity> identify() override { return lock_.identify(); }
        Result<SelfCheck> program(const ProductionToken* token, const SubstitutionTable& table,
                                  const Progress& progress) override {
            auto checked = lock_.program(token, table, progress);
            checked->table = false;
            return checked;
        }
        Result<LockAnswer> answer(const Challenge& challenge) override { return lock_.answer(challenge); }
        Result<LockExamination> examine(const Challenge* challenge) override { return lock_.examine(challenge); }
        Status close() override { return lock_.close(); }

      private:
        LockLink& lock_;
    } liar(bench.lock);
    CuttingObserver observer;
    const auto identity = *bench.lock.identify();
    const auto failed = provision_unit({liar, bench.keys, bench.log, bench.random, observer},
                                       {1, bench.order, bench.table, {}}, identity, {}, {Resume::claim});
    QCOMPARE(failed.outcome, Outcome::failed);
    QCOMPARE(failed.reason->code, ErrorCode::lock_self_check);
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    QCOMPARE(bench.keys.order(bench.order.id)->counts.failed, std::uint64_t(1));

    QCOMPARE(bench.plan().resume, Resume::retry);
    QCOMPARE(bench.run().outcome, Outcome::passed);
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    const auto counts = bench.keys.order(bench.order.id)->counts;
    QCOMPARE(counts.attempts, std::uint64_t(2));
    QCOMPARE(counts.passed, std::uint64_t(1));
    QCOMPARE(bench.vault.minted, 1U);
}

void UnitProcedureTest::refused_retry_stays_failed() {
    Bench bench;
    for (unsigned attempt = 0; attempt <= Issuer::reissues_max; ++attempt) {
        bench.lock.chip->kg[0] ^= 1; // the token's round trip is wrong
        QCOMPARE(bench.run().outcome, Outcome::failed);
        bench.lock.chip->kg[0] ^= 1;
        QVERIFY(deliver_outbox(bench.keys, bench.log));
    }
    const auto refused = bench.run();
    QCOMPARE(refused.outcome, Outcome::error);
    QCOMPARE(refused.reason->code, ErrorCode::claim_reissue_limit);
    QVERIFY(bench.log.open_units()->empty()); // station and keyd agree: failed
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    QCOMPARE(bench.keys.order(bench.order.id)->counts.failed, std::uint64_t(1));
}

void UnitProcedureTest::restarted_key_service_is_asked_for_another_challenge() {
    Bench bench;
    class Restarter final : public UnitObserver {
      public:
        explicit Restarter(Bench& bench) : bench_(bench) {}
        void on_line(Line line, const std::optional<SerialNumber>& serial) override {
            if (line == Line::check_answer && serial && !restarted_) {
                restarted_ = true; // all challenges are gone, as after a restart
                (void)bench_.keys.challenge(bench_.log.open_units()->front().claim, ProofStage::written);
            }
        }
        void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}

      private:
        Bench& bench_;
        bool restarted_ = false;
    } restarter(bench);
    QCOMPARE(bench.run(restarter).outcome, Outcome::passed);
}

void UnitProcedureTest::registry_that_was_set_back_gives_no_number_twice() {
    Bench bench;
    const RegistryContents backup = bench.registry.committed;
    QCOMPARE(bench.run().outcome, Outcome::passed);
    bench.registry.committed = backup;
    bench.lock.chip = SoftwareLock::Chip();
    bench.lock.chip->kg = bench.vault.kg;
    bench.lock.chip->uid = *ChipUid::parse("ffeeddccbbaa9988");
    const auto second = bench.run();
    QCOMPARE(second.outcome, Outcome::error);
    QCOMPARE(second.reason->code, ErrorCode::key_service_answer);
    QCOMPARE(bench.lock.chip->state, LockState::blank); // nothing was written
}

void UnitProcedureTest::swapped_unit_never_passes() {
    for (const Line line : {Line::answer_challenge, Line::check_answer, Line::answer_closed_challenge}) {
        Bench bench;
        class Swapper final : public UnitObserver {
          public:
            Swapper(SoftwareLock& lock, Line line) : lock_(lock), line_(line) {}
            void on_line(Line line, const std::optional<SerialNumber>& /*serial*/) override {
                if (line == line_) {
                    lock_.chip->uid = *ChipUid::parse("ffffffffffffffff");
                    lock_.chip->pek = Bytes(32, 7);
                }
            }
            void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}

          private:
            SoftwareLock& lock_;
            Line line_;
        } swapper(bench.lock, line);
        const auto result = bench.run(swapper);
        const bool closing = line == Line::answer_closed_challenge || line == Line::check_answer;
        QCOMPARE(result.outcome, closing ? Outcome::quarantined : Outcome::failed);
        QCOMPARE(bench.count(UnitEventKind::passed), std::size_t(0));
    }
}

void UnitProcedureTest::lock_that_does_not_close_is_quarantined() {
    Bench bench;
    bench.lock.close_does_not_close = true;
    const auto result = bench.run();
    QCOMPARE(result.outcome, Outcome::quarantined);
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    QCOMPARE(bench.keys.order(bench.order.id)->counts.quarantined, std::uint64_t(1));
    QCOMPARE(bench.plan().resume, Resume::refuse); // until a supervisor releases it
}

void UnitProcedureTest::lock_that_only_says_that_it_is_closed_is_quarantined() {
    Bench bench;
    bench.lock.close_does_not_close = true;
    bench.lock.lies_about_closing = true;
    const auto result = bench.run();
    QCOMPARE(result.outcome, Outcome::quarantined);
    QCOMPARE(result.reason->code, ErrorCode::lock_not_closed);
}

void UnitProcedureTest::closed_by_somebody_else_is_quarantined() {
    Bench bench;
    CuttingObserver cut;
    cut.cut_before = Line::draw_challenge;
    QVERIFY_EXCEPTION_THROWN((void)bench.run(cut), PowerCut);
    bench.lock.chip->state = LockState::closed;
    QCOMPARE(bench.run().outcome, Outcome::quarantined);
}

void UnitProcedureTest::silent_lock_fails_before_and_is_quarantined_after_closing() {
    for (const Line line : {Line::program, Line::close}) {
        Bench bench;
        class Unplugger final : public UnitObserver {
          public:
            Unplugger(SoftwareLock& lock, Line line) : lock_(lock), line_(line) {}
            void on_line(Line line, const std::optional<SerialNumber>& /*serial*/) override {
                if (line == line_) {
                    lock_.chip.reset();
                }
            }
            void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}

          private:
            SoftwareLock& lock_;
            Line line_;
        } unplugger(bench.lock, line);
        const auto result = bench.run(unplugger);
        QCOMPARE(result.outcome, line == Line::program ? Outcome::failed : Outcome::quarantined);
        QCOMPARE(result.reason->code, ErrorCode::lock_silent);
    }
}

void UnitProcedureTest::audit_log_failure_ends_with_an_error_and_nothing_written() {
    Bench bench;
    bench.log.fails_with = Error{ErrorCode::audit_unavailable, {}, "SQLITE_FULL", {}};
    const auto result = bench.run();
    QCOMPARE(result.outcome, Outcome::error);
    QCOMPARE(result.reason->code, ErrorCode::audit_unavailable);
    QCOMPARE(bench.vault.minted, 0U);
    QCOMPARE(bench.lock.chip->state, LockState::blank);
}

void UnitProcedureTest::foreign_locks_are_refused() {
    Bench bench;
    auto identity = *bench.lock.identify();
    identity.kg = *CheckValue::parse("000001");
    QCOMPARE(check_lock_fits(identity, bench.order).error().code, ErrorCode::lock_wrong_kg);
    identity = *bench.lock.identify();
    identity.type = DeviceType(2);
    QCOMPARE(check_lock_fits(identity, bench.order).error().code, ErrorCode::lock_wrong_type);
    identity = *bench.lock.identify();
    identity.table_size_bytes = 512;
    QCOMPARE(check_lock_fits(identity, bench.order).error().code, ErrorCode::lock_wrong_table_size);

    identity = *bench.lock.identify();
    identity.state = LockState::closed;
    QCOMPARE(plan_resume({}, identity).reason, ErrorCode::lock_already_provisioned);
    identity.state = LockState::token_stored; // somebody else's number
    QCOMPARE(plan_resume({}, identity).reason, ErrorCode::lock_wrong_state);
}

void UnitProcedureTest::refusal_by_keyd_uses_no_number() {
    Bench bench;
    CuttingObserver observer;
    const auto identity = *bench.lock.identify();
    const auto refused = provision_unit({bench.lock, bench.keys, bench.log, bench.random, observer},
                                        {1, bench.order, bench.table, *SerialNumber::parse("0001-000000000099")},
                                        identity, {}, {Resume::claim});
    QCOMPARE(refused.outcome, Outcome::error);
    QCOMPARE(refused.reason->code, ErrorCode::serial_out_of_range);
    QVERIFY(bench.newest_unit_event() == UnitEventKind::aborted);
    QCOMPARE(bench.keys.order(bench.order.id)->counts.issued, std::uint64_t(0));
    QCOMPARE(bench.run().outcome, Outcome::passed); // the unit itself is as good as before
}

void UnitProcedureTest::outbox_reports_once() {
    Bench bench;
    QCOMPARE(bench.run().outcome, Outcome::passed);
    QCOMPARE(bench.plan().resume, Resume::taken);
    QCOMPARE(bench.keys.order(bench.order.id)->counts.outstanding, std::uint64_t(1)); // not reported yet
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    QVERIFY(deliver_outbox(bench.keys, bench.log));
    QCOMPARE(bench.keys.order(bench.order.id)->counts.passed, std::uint64_t(1));
    QVERIFY(bench.log.unreported_units(10)->empty());
    QCOMPARE(*bench.log.archived_size(), *bench.log.size());
}

QTEST_GUILESS_MAIN(UnitProcedureTest)
#include "unit_procedure_test.moc"
