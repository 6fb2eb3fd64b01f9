// What every AuditLog must do. One row of initTestCase_data for each adapter.
#include "db/audit_log.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"

#include <QTemporaryDir>
#include <QTest>

using namespace keyline;
using namespace keyline::test;
using Kind = UnitEventKind;

class AuditLogContract : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<AuditLog> log_;

    db::StationLogOptions options() {
        return {directory_->filePath("audit.db").toStdString(), name_of("development"), name_of("S1"), "ann", clock_};
    }
    // As after a restart of the program.
    void reopen() {
        QFETCH_GLOBAL(QString, adapter);
        if (adapter == "sqlite") {
            log_.reset();
            log_ = *db::StationAuditLog::open(options());
        }
    }
    void on_way(std::uint64_t unit, std::initializer_list<Kind> kinds) {
        for (const Kind kind : kinds) {
            QVERIFY(log_->append(unit_event(kind, unit)));
        }
    }
    std::vector<ClaimId> open_claims() {
        const auto units = *log_->open_units();
        std::vector<ClaimId> claims;
        for (const UnitRecord& unit : units) {
            claims.push_back(unit.claim);
        }
        return claims;
    }

  private slots:
    void initTestCase_data() {
        QTest::addColumn<QString>("adapter");
        QTest::newRow("sqlite") << "sqlite";
        QTest::newRow("memory") << "memory"; // which other tests stand on
    }
    void init() {
        QFETCH_GLOBAL(QString, adapter);
        directory_ = std::make_unique<QTemporaryDir>();
        if (adapter == "sqlite") {
            log_ = *db::StationAuditLog::create(options());
        } else {
            log_ = std::make_unique<MemoryAuditLog>();
        }
    }
    void cleanup() { log_.reset(); }

    void entries_are_numbered_and_kept() {
        QCOMPARE(*log_->size(), std::uint64_t{0});
        QVERIFY(log_->entries(0, 10)->empty());
        for (std::uint64_t i = 0; i < 5; ++i) {
            QCOMPARE(*log_->append({"station.started", {}, {}, {}, {}, {}, {{"version", "1"}}}), i);
        }
        const auto all = *log_->entries(0, 10);
        QCOMPARE(all.size(), std::size_t{5});
        reopen();
        QCOMPARE(*log_->size(), std::uint64_t{5});
        QCOMPARE(*log_->entries(0, 10), all);
        QCOMPARE(*log_->entries(2, 2), (std::vector<std::string>{all[2], all[3]}));
        QVERIFY(log_->entries(5, 10)->empty());
        QCOMPARE(*log_->archived_size(), std::uint64_t{0});
    }

    void a_unit_is_open_until_its_end() {
        on_way(1, {Kind::claiming, Kind::issued});
        on_way(2, {Kind::claiming, Kind::issued, Kind::writing});
        on_way(3, {Kind::claiming});
        QCOMPARE(open_claims(), (std::vector<ClaimId>{claim_of(1), claim_of(2), claim_of(3)}));
        on_way(1, {Kind::writing, Kind::written, Kind::proved, Kind::closing, Kind::closed, Kind::passed});
        on_way(3, {Kind::aborted});
        reopen();
        const auto open = *log_->open_units();
        QCOMPARE(open.size(), std::size_t{1});
        const UnitRecord& unit = open.front();
        QCOMPARE(unit.claim, claim_of(2));
        QCOMPARE(unit.order, name_of("WO-0001"));
        QCOMPARE(unit.uid, uid_of(2));
        QCOMPARE(unit.serial, std::optional(serial_of(2)));
        QCOMPARE(unit.lane, 1U);
        QCOMPARE(unit.last, Kind::writing);
        on_way(2, {Kind::quarantined});
        QVERIFY(log_->open_units()->empty());
    }

    void refused_and_interrupted_move_nothing() {
        on_way(1, {Kind::claiming, Kind::issued, Kind::interrupted});
        AuditEvent refused = unit_event(Kind::refused, 2);
        refused.claim.reset();
        QVERIFY(log_->append(refused));
        QCOMPARE(log_->open_units()->size(), std::size_t{1});
        QCOMPARE(log_->open_units()->front().last, Kind::issued);
        QVERIFY(!*log_->unit_with(uid_of(2)));
    }

    void a_failed_unit_may_be_tried_again() {
        on_way(1, {Kind::claiming, Kind::issued, Kind::writing, Kind::failed});
        QVERIFY(log_->open_units()->empty());
        const UnitRecord end = log_->unreported_units(10)->front();
        QVERIFY(log_->mark_reported(end));
        QVERIFY(log_->unreported_units(10)->empty());
        on_way(1, {Kind::claiming});
        QCOMPARE(log_->open_units()->front().serial, std::optional(serial_of(1)));
        on_way(1, {Kind::issued, Kind::passed});
        QVERIFY(log_->open_units()->empty());
        QCOMPARE(log_->unreported_units(10)->size(), std::size_t{1}); // the new end is
        QCOMPARE(log_->unreported_units(10)->front().last, Kind::passed);
        QVERIFY(log_->mark_reported(end)); // the answer for the first end comes late
        QCOMPARE(log_->unreported_units(10)->size(), std::size_t{1});
    }

    void the_newest_claim_of_a_chip_or_number_is_found() {
        on_way(1, {Kind::claiming, Kind::aborted});
        AuditEvent again = unit_event(Kind::claiming, 2);
        again.uid = uid_of(1);
        QVERIFY(log_->append(again));
        reopen();
        QCOMPARE((*log_->unit_with(uid_of(1)))->claim, claim_of(2));
        QVERIFY(!*log_->unit_with(serial_of(2)));
        again.event = text_of(Kind::issued);
        again.serial = serial_of(2);
        QVERIFY(log_->append(again));
        QCOMPARE((*log_->unit_with(serial_of(2)))->claim, claim_of(2));
        QVERIFY(!*log_->unit_with(uid_of(3)));
        QVERIFY(!*log_->unit_with(serial_of(3)));
    }

    void the_outbox_holds_ends_until_they_are_reported() {
        on_way(1, {Kind::claiming, Kind::issued, Kind::failed});
        on_way(2, {Kind::claiming, Kind::issued});
        on_way(3, {Kind::claiming, Kind::issued, Kind::passed});
        reopen();
        auto unreported = *log_->unreported_units(10);
        QCOMPARE(unreported.size(), std::size_t{2});
        QCOMPARE(unreported[0].claim, claim_of(1));
        QCOMPARE(unreported[1].claim, claim_of(3));
        QCOMPARE(log_->unreported_units(1)->size(), std::size_t{1});
        QVERIFY(log_->mark_reported(unreported[0]));
        QVERIFY(log_->mark_reported(unreported[0]));
        reopen();
        unreported = *log_->unreported_units(10);
        QCOMPARE(unreported.size(), std::size_t{1});
        QCOMPARE(unreported[0].claim, claim_of(3));
    }
};

QTEST_GUILESS_MAIN(AuditLogContract)
#include "audit_log_test.moc"
