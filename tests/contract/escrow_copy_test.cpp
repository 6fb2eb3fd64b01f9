// The escrow copy, the second place of every escrow record, and what becomes of a registry that was put back from a
// backup. One row of initTestCase_data for each engine of the registry.
#include "db/archive.h"
#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/escrow_copy.h"
#include "db/reconcile.h"
#include "db/registry.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/postgres_server.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
const OrderId order_id = name_of("WO-0001");

WorkOrder work_order() {
    return {order_id,
            {name_of("demo"), DeviceType(1), 4'096, "a lock"},
            serial_of(1),
            serial_of(1'000),
            1'000,
            0,
            1'900'000'000,
            {name_of("S1"), name_of("S2")},
            *CheckValue::parse("a1b2c3"),
            {}};
}

ClaimRecord record_of(std::uint64_t number, const char* station = "S1") {
    ClaimRecord record{{claim_of(number), order_id, name_of(station), serial_of(number), uid_of(number)},
                       {},
                       *CheckValue::parse("a1b2c3"),
                       *CheckValue::parse("d4e5f6")};
    record.escrow.fill(static_cast<std::uint8_t>(number));
    return record;
}

// The issuer's way: asked first, then inserted, recorded and committed.
Status issue(SqlRegistry& registry, const ClaimRecord& record) {
    auto transaction = registry.begin();
    if (!transaction) {
        return transaction.failure();
    }
    auto done = (*transaction)->may_issue();
    if (done) {
        done = (*transaction)->insert_claim(record);
    }
    if (done) {
        const Claim& claim = record.claim;
        done = (*transaction)->record({"claim.issued", {}, claim.order, claim.id, claim.serial, claim.uid, {}});
    }
    return done ? (*transaction)->commit() : done;
}

ErrorCode code_of(const Status& status) {
    return status ? ErrorCode::internal : status.error().code;
}

std::string entry_of(std::uint64_t seq, UnitEventKind kind, std::uint64_t number) {
    return *format_entry(seq, {}, {"S1", ""}, unit_event(kind, number));
}
} // namespace

class EscrowCopyTest : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    SoftwareSigner signer_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<PostgresServer> postgres_;
    std::optional<StorePlace> place_;
    std::unique_ptr<SqlRegistry> registry_;
    std::vector<std::pair<UnitFinding, SerialNumber>> told_;

    bool on_postgres() const { return std::holds_alternative<PostgresPlace>(*place_); }
    QString file(const char* name = "escrow.log") const { return directory_->filePath(QString::fromLatin1(name)); }
    std::filesystem::path path(const char* name = "escrow.log") const { return file(name).toStdString(); }
    StorePlace archive_place() const { return on_postgres() ? *place_ : StorePlace(path("archive.db")); }
    RegistryOptions options(const char* copy = "escrow.log") const {
        return {*place_, name_of("development"), const_cast<ManualClock&>(clock_), path(copy)};
    }
    void close() { registry_.reset(); }
    void open(const char* copy = "escrow.log") {
        close();
        auto opened = SqlRegistry::open(options(copy));
        QVERIFY2(opened, opened ? "" : (opened.error().cause + std::string(opened.error().arg("reason"))).c_str());
        registry_ = *std::move(opened);
    }
    ErrorCode refusal(const char* copy = "escrow.log") {
        open(copy);
        return code_of(registry_->may_issue());
    }
    Result<Reconciliation> reconcile_with(ReconcileOptions more) {
        close();
        told_.clear();
        return reconcile(more);
    }
    ReconcileOptions reconcile_options(const char* copy = "escrow.log") {
        return {*place_,
                archive_place(),
                name_of("development"),
                clock_,
                path(copy),
                {},
                {},
                ReconcileOptions::Lost::refused,
                "root",
                "a test",
                [this](UnitFinding finding, const Claim& claim) { told_.emplace_back(finding, claim.serial); }};
    }
    void make_copy(const char* copy = "escrow.log") {
        auto wanted = reconcile_options(copy);
        wanted.new_copy = std::string(31, 'a') + copy[0];
        const auto made = reconcile_with(wanted);
        QVERIFY2(made, made ? "" : std::string(made.error().arg("reason")).c_str());
    }
    void issue_units(std::initializer_list<std::uint64_t> numbers) {
        for (const std::uint64_t number : numbers) {
            QCOMPARE(code_of(issue(*registry_, record_of(number))), ErrorCode::internal);
        }
    }
    std::optional<Claim> unit(std::uint64_t number) {
        const auto found = *(*registry_->begin())->claim_with(serial_of(number));
        return found ? std::optional(found->claim) : std::nullopt;
    }

    // A backup and its return. PostgreSQL: a database made out of it, as pg_dump and pg_restore do.
    void back_up() {
        close();
        if (on_postgres()) {
            backup_ = *PostgresPlace::parse(postgres_->copy_newest_database());
        } else {
            QVERIFY(QFile::copy(file("keyd.db"), file("backup.db")));
        }
    }
    void restore() {
        close();
        if (on_postgres()) {
            place_ = *backup_;
        } else {
            QVERIFY(QFile::remove(file("keyd.db")));
            QVERIFY(QFile::copy(file("backup.db"), file("keyd.db")));
        }
    }
    std::optional<PostgresPlace> backup_;

    QByteArray copy_bytes(const char* copy = "escrow.log") const {
        QFile bytes(file(copy));
        return bytes.open(QIODevice::ReadOnly) ? bytes.readAll() : QByteArray();
    }
    void write_copy(const QByteArray& bytes) {
        QFile changed(file());
        QVERIFY(changed.open(QIODevice::WriteOnly | QIODevice::Truncate) && changed.write(bytes) == bytes.size());
    }
    // Up to and with the last line that has this text.
    static QByteArray up_to(const QByteArray& bytes, const char* text) {
        return bytes.left(bytes.indexOf('\n', bytes.lastIndexOf(text)) + 1);
    }

    // A rule that is looked at in the COMMIT stands for a server that goes away in it.
    void fail_commit_of(std::uint64_t number) {
        postgres_->sql(
            "CREATE FUNCTION public.cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''cut''; "
            "END'; CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON keyline_registry.claims DEFERRABLE "
            "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.cut()");
        QVERIFY(!issue(*registry_, record_of(number)));
        postgres_->sql("DROP TRIGGER cut ON keyline_registry.claims");
        QVERIFY(copy_bytes().contains(to_hex(claim_of(number).bytes()).c_str()));
        QVERIFY(!unit(number));
    }
    // In the copy, and its COMMIT was not done.
    void issue_and_cut_before_commit(std::uint64_t number) {
        if (on_postgres()) {
            fail_commit_of(number);
        } else {
            back_up();
            open();
            issue_units({number});
            restore();
            write_copy(up_to(copy_bytes(), "\"claim\":"));
        }
        close();
        QVERIFY(copy_bytes().contains(to_hex(claim_of(number).bytes()).c_str()));
    }

  private slots:
    void initTestCase_data() {
        QTest::addColumn<QString>("adapter");
        QTest::newRow("sqlite") << "sqlite";
        QTest::newRow("postgresql") << "postgresql";
        postgres_ = std::make_unique<PostgresServer>();
    }
    void cleanupTestCase() { postgres_.reset(); }
    void init() {
        QFETCH_GLOBAL(QString, adapter);
        directory_ = std::make_unique<QTemporaryDir>();
        if (adapter == "sqlite") {
            place_ = path("keyd.db");
        } else {
            place_ = *PostgresPlace::parse(postgres_->new_database());
        }
        const auto made = SqlRegistry::create({*place_, name_of("development"), clock_});
        QVERIFY(made);
        const auto transaction = *(*made)->begin();
        QVERIFY(transaction->insert_order(work_order()) && transaction->commit());
        QVERIFY(SqlArchive::create({archive_place(), name_of("development"), signer_}));
        make_copy();
        open();
    }
    void cleanup() { close(); }

    void what_is_issued_is_in_the_copy() {
        QVERIFY(registry_->may_issue());
        issue_units({1, 2});
        const QByteArray bytes = copy_bytes();
        for (const std::uint64_t number : {1, 2}) {
            QVERIFY(bytes.contains(serial_of(number).text().c_str()));
            QVERIFY(bytes.contains(to_hex(record_of(number).escrow).c_str()));
        }
        QCOMPARE(bytes.count("\"kept\":"), 2);
        open();
        QVERIFY(registry_->may_issue());
        issue_units({3});
        QCOMPARE(copy_bytes().count("\"claim\":"), 3);
    }

    void a_copy_is_never_made_by_the_way() {
        close();
        QVERIFY(QFile::rename(file(), file("aside.log")));
        QCOMPARE(refusal(), ErrorCode::escrow_unavailable);
        QVERIFY(!QFile::exists(file()));
        QCOMPARE(code_of(issue(*registry_, record_of(1))), ErrorCode::escrow_unavailable);
        QVERIFY(!unit(1));
        close();
        QVERIFY(QFile::rename(file("aside.log"), file()));
        open();
        issue_units({1});
    }

    void a_copy_that_another_writes_is_not_used() {
        const auto opened = EscrowFile::open(path(), EscrowFile::Use::write);
        QCOMPARE(opened.error().code, ErrorCode::escrow_unavailable);
        QCOMPARE(opened.error().arg("reason"), std::string_view("in use by another process"));
    }

    void a_full_disk_issues_nothing_and_is_got_over() {
        if (!on_postgres()) {
            return; // the limit would stop the registry's own file, too
        }
        issue_units({1});
        {
            const FileSizeLimit limit(static_cast<rlim_t>(copy_bytes().size() + 10));
            QCOMPARE(code_of(issue(*registry_, record_of(2))), ErrorCode::escrow_unavailable);
        }
        QVERIFY(!unit(2));
        issue_units({2, 3});
        open();
        QVERIFY(registry_->may_issue());
        QVERIFY(unit(2));
    }

    void an_older_registry_issues_nothing_until_it_is_reconciled() {
        issue_units({1});
        back_up();
        open();
        issue_units({2, 3});
        restore();
        QCOMPARE(refusal(), ErrorCode::registry_not_reconciled);
        QCOMPARE(code_of(issue(*registry_, record_of(2))), ErrorCode::registry_not_reconciled);
        {
            const auto transaction = *registry_->begin(); // all else is done
            QVERIFY(transaction->record({"keyd.started", {}, {}, {}, {}, {}, {}}) && transaction->commit());
        }
        QCOMPARE(refusal(), ErrorCode::registry_not_reconciled); // and it does not forget
        const auto done = reconcile_with(reconcile_options());
        QVERIFY2(done, done ? "" : std::string(done.error().arg("reason")).c_str());
        QVERIFY(done->was_older);
        QCOMPARE(done->brought_back, std::uint64_t{2});
        QCOMPARE(told_.size(), std::size_t{2});
        open();
        QVERIFY(registry_->may_issue());
        QCOMPARE(unit(2)->id, claim_of(2));
        QCOMPARE((*(*registry_->begin())->claim(claim_of(3)))->escrow, record_of(3).escrow);
        QCOMPARE((*(*registry_->begin())->order(order_id))->counts.issued, std::uint64_t{3});
        issue_units({4});
        const auto again = reconcile_with(reconcile_options());
        QVERIFY(again && !again->was_older && again->brought_back == 0 && again->added == 0);
    }

    void a_registry_that_lost_no_unit_but_a_record_is_older_too() {
        issue_units({1});
        back_up();
        open();
        {
            const auto transaction = *registry_->begin();
            QVERIFY(transaction->record({"order.closed", {}, order_id, {}, {}, {}, {}}) && transaction->commit());
        }
        restore();
        QCOMPARE(refusal(), ErrorCode::registry_not_reconciled);
        const auto done = reconcile_with(reconcile_options());
        QVERIFY(done && done->was_older && done->brought_back == 0);
        open();
        QVERIFY(registry_->may_issue());
    }

    void the_group_before_a_cut_comes_back_by_itself() {
        issue_units({1});
        issue_and_cut_before_commit(2);
        QFile torn(file());
        QVERIFY(torn.open(QIODevice::Append) && torn.write("{\"seq\":99,\"prev\":\"torn") > 0);
        torn.close();
        open();
        QVERIFY(registry_->may_issue());
        QCOMPARE(unit(2)->id, claim_of(2));
        QVERIFY(!copy_bytes().contains("torn"));
        issue_units({3});
        open();
        QVERIFY(registry_->may_issue());
    }

    void the_group_before_a_cut_is_void_when_its_number_is_taken() {
        issue_and_cut_before_commit(1);
        {
            // Another keyd, with a copy of its own, has served the station since: the same claim, another key.
            auto other = SqlRegistry::open({*place_, name_of("development"), clock_});
            ClaimRecord served = record_of(1);
            served.escrow.fill(0xee);
            QCOMPARE(code_of(issue(**other, served)), ErrorCode::internal);
        }
        open();
        QVERIFY(registry_->may_issue());
        QVERIFY(copy_bytes().contains("\"void\":"));
        issue_units({2});
        const auto done = reconcile_with(reconcile_options());
        QVERIFY(done && done->conflicts == 0 && done->brought_back == 0);
        QCOMPARE(done->added, std::uint64_t{1}); // the other's
    }

    void a_commit_that_fails_leaves_its_group_void() {
        if (!on_postgres()) {
            return; // what can fail there ends the database
        }
        issue_units({1});
        fail_commit_of(2);
        ClaimRecord again = record_of(2);
        again.escrow.fill(0xee);
        QCOMPARE(code_of(issue(*registry_, again)), ErrorCode::internal);
        open();
        QVERIFY(registry_->may_issue());
        const auto done = reconcile_with(reconcile_options());
        QVERIFY(done && done->conflicts == 0 && done->brought_back == 0 && done->copied == 2);
    }

    void a_changed_copy_is_unsound() {
        issue_units({1, 2});
        close();
        const QByteArray whole = copy_bytes();
        QByteArray flipped = whole; // in the newest claim
        flipped[flipped.lastIndexOf("\"uid\":") + 8] = 'z';
        write_copy(flipped);
        QCOMPARE(refusal(), ErrorCode::escrow_unsound);
        QCOMPARE(code_of(issue(*registry_, record_of(3))), ErrorCode::escrow_unsound);
        close();
        write_copy(whole.left(whole.lastIndexOf("{\"seq\"", whole.lastIndexOf("\"claim\":")))); // lines removed
        QCOMPARE(refusal(), ErrorCode::escrow_unsound);
        close();
        const auto first = whole.indexOf("\"claim\":");
        QByteArray middle = whole; // is found where all of it is read
        middle[first + 12] = middle[first + 12] == '0' ? '1' : '0';
        write_copy(middle);
        const auto read = reconcile_with(reconcile_options());
        QCOMPARE(read.error().code, ErrorCode::escrow_unsound);
        close();
        write_copy(whole);
        open();
        QVERIFY(registry_->may_issue());
    }

    void a_lost_copy_is_made_anew_with_all_that_the_registry_has() {
        issue_units({1, 2, 3});
        close();
        QVERIFY(QFile::remove(file()));
        auto wanted = reconcile_options();
        wanted.new_copy = std::string(32, 'c');
        const auto done = reconcile_with(wanted);
        QVERIFY(done);
        QCOMPARE(done->added, std::uint64_t{3});
        open();
        QVERIFY(registry_->may_issue());
        issue_units({4});
        QCOMPARE(copy_bytes().count("\"claim\":"), 4);
    }

    void a_copy_of_another_registry_is_refused() {
        make_copy("other.log");
        close();
        QVERIFY(QFile::remove(file()));
        QVERIFY(QFile::rename(file("other.log"), file()));
        open();
        QVERIFY(registry_->may_issue()); // it is known: made by this one
        close();
        auto bytes = copy_bytes();
        write_copy(bytes.replace("keyline/development/keyd", "keyline/production/keyd"));
        QCOMPARE(refusal(), ErrorCode::escrow_unsound);
    }

    void who_finds_it_older_stops_all() {
        make_copy("second.log"); // of another keyd over the same registry
        open("second.log");
        issue_units({1});
        back_up();
        open("second.log");
        issue_units({2});
        restore();
        QCOMPARE(refusal("second.log"), ErrorCode::registry_not_reconciled);
        QCOMPARE(refusal(), ErrorCode::registry_not_reconciled);
        auto both = reconcile_options();
        both.other_copies = {path("second.log")};
        const auto done = reconcile_with(both);
        QVERIFY2(done, done ? "" : std::string(done.error().arg("reason")).c_str());
        QCOMPARE(done->brought_back, std::uint64_t{1});
        open();
        QVERIFY(registry_->may_issue());
        open("second.log");
        QVERIFY(registry_->may_issue());
        QVERIFY(unit(2));
    }

    void an_order_younger_than_the_backup_has_to_be_made_again() {
        back_up();
        open();
        WorkOrder second = work_order();
        second.id = name_of("WO-0002");
        second.first = serial_of(2'001);
        second.last = serial_of(3'000);
        {
            const auto transaction = *registry_->begin();
            QVERIFY(transaction->insert_order(second) && transaction->commit());
        }
        ClaimRecord record = record_of(2'001);
        record.claim.order = second.id;
        QCOMPARE(code_of(issue(*registry_, record)), ErrorCode::internal);
        restore();
        QCOMPARE(refusal(), ErrorCode::registry_not_reconciled);
        const auto refused = reconcile_with(reconcile_options());
        QCOMPARE(refused.error().code, ErrorCode::order_unknown);
        QCOMPARE(refused.error().arg("order"), std::string_view("WO-0002 (1 units)"));
        open();
        {
            const auto transaction = *registry_->begin();
            QVERIFY(transaction->insert_order(second) && transaction->commit());
        }
        const auto done = reconcile_with(reconcile_options());
        QVERIFY(done);
        QCOMPARE(done->brought_back, std::uint64_t{1});
    }

    void ends_come_from_the_stations_logs() {
        back_up();
        open();
        issue_units({1, 2, 3});
        {
            const auto archive = *SqlArchive::open({archive_place(), name_of("development"), signer_});
            QVERIFY(archive->append(name_of("S1"), 0,
                                    {entry_of(0, UnitEventKind::issued, 1), entry_of(1, UnitEventKind::passed, 1),
                                     entry_of(2, UnitEventKind::failed, 2), entry_of(3, UnitEventKind::claiming, 2)}));
        }
        if (on_postgres()) {
            close(); // the archive is in the same database, and was set back with it: the station fills it again
        }
        restore();
        if (on_postgres()) {
            const auto archive = *SqlArchive::open({archive_place(), name_of("development"), signer_});
            QVERIFY(archive->append(name_of("S1"), 0,
                                    {entry_of(0, UnitEventKind::issued, 1), entry_of(1, UnitEventKind::passed, 1),
                                     entry_of(2, UnitEventKind::failed, 2), entry_of(3, UnitEventKind::claiming, 2)}));
        }
        const auto done = reconcile_with(reconcile_options());
        QVERIFY(done);
        QCOMPARE(done->ended, std::uint64_t{1});
        open();
        QCOMPARE(unit(1)->state, ClaimState::passed);
        QCOMPARE(unit(2)->state, ClaimState::open); // in work again
        QCOMPARE(unit(3)->state, ClaimState::open);
    }

    void a_unit_whose_key_is_lost_keeps_its_number() {
        {
            const auto archive = *SqlArchive::open({archive_place(), name_of("development"), signer_});
            QVERIFY(archive->append(name_of("S1"), 0, {entry_of(0, UnitEventKind::issued, 1)}));
        }
        const auto refused = reconcile_with(reconcile_options());
        QCOMPARE(refused.error().code, ErrorCode::registry_not_reconciled);
        QCOMPARE(told_.size(), std::size_t{1});
        QVERIFY(told_.front() == std::pair(UnitFinding::lost, serial_of(1)));
        auto scrapping = reconcile_options();
        scrapping.lost = ReconcileOptions::Lost::scrapped;
        const auto done = reconcile_with(scrapping);
        QVERIFY(done);
        open();
        QCOMPARE(unit(1)->state, ClaimState::scrapped);
        ClaimRecord other = record_of(1);
        other.claim.id = claim_of(55);
        QCOMPARE(code_of(issue(*registry_, other)), ErrorCode::serial_taken);
        QVERIFY(**(*registry_->begin())->next_serial(order_id) != serial_of(1));
    }

    void two_keys_for_one_number_are_held() {
        issue_units({1});
        back_up();
        open();
        issue_units({2});
        restore();
        {
            // One without a copy has gone on with the older registry.
            auto without = SqlRegistry::open({*place_, name_of("development"), clock_});
            ClaimRecord other = record_of(2);
            other.claim.id = claim_of(77);
            other.claim.uid = uid_of(77);
            other.escrow.fill(0xee);
            QCOMPARE(code_of(issue(**without, other)), ErrorCode::internal);
        }
        const auto done = reconcile_with(reconcile_options());
        QVERIFY(done);
        QCOMPARE(done->conflicts, std::uint64_t{1});
        open();
        QCOMPARE(unit(2)->id, claim_of(77));
        QCOMPARE(unit(2)->state, ClaimState::quarantined);
    }
};

QTEST_GUILESS_MAIN(EscrowCopyTest)
#include "escrow_copy_test.moc"
