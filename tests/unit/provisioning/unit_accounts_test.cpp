// Registry, archive and log against one another, unit by unit.
#include "provisioning/verification/unit_accounts.h"

#include "tests/support/log_fixtures.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;
using Kind = UnitEventKind;

Q_DECLARE_METATYPE(keyline::ClaimState)

namespace {
const StationId own = name_of("S1");
const StationId other = name_of("S2");

WorkOrder order_with(OrderCounts counts) {
    return {name_of("WO-0001"),
            {name_of("demo"), DeviceType(1), 256, ""},
            serial_of(1),
            serial_of(99),
            10,
            20,
            {},
            {own, other},
            *CheckValue::parse("0a1b2c"),
            counts};
}
Claim claim_in(ClaimState state, const StationId& station = own) {
    return {claim_of(1), name_of("WO-0001"), station, serial_of(1), uid_of(1), state, 1, 0, true, true};
}
OrderCounts one(std::uint64_t OrderCounts::*state) {
    OrderCounts counts;
    counts.attempts = 1;
    counts.issued = 1;
    counts.*state = 1;
    return counts;
}
} // namespace

class UnitAccountsTest : public QObject {
    Q_OBJECT
  private:
    static void tell(UnitAccounts& accounts, UnitSource source, const StationId& station, std::vector<Kind> kinds,
                     std::uint64_t unit = 1) {
        for (const Kind kind : kinds) {
            accounts.add(source, station, unit_event(kind, unit));
        }
    }
    static QStringList found(const UnitAccounts& accounts) {
        QStringList names;
        for (const UnitDifference& difference : accounts.differences()) {
            names << QString::fromStdString(std::string(name_of(difference.finding)));
        }
        return names;
    }

  private slots:
    // The state in the registry, the newest event in archive and log; what is told of it.
    void ends_are_compared_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("archived");
        QTest::addColumn<int>("logged");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char* name, ClaimState state, Kind archived, Kind logged, const char* finding) {
            QTest::newRow(name) << int(state) << int(archived) << int(logged) << QString(finding);
        };
        row("passed", ClaimState::passed, Kind::passed, Kind::passed, "");
        row("failed", ClaimState::failed, Kind::failed, Kind::failed, "");
        row("released", ClaimState::failed, Kind::released, Kind::released, "");
        row("open", ClaimState::open, Kind::written, Kind::written, "");
        row("quarantined", ClaimState::quarantined, Kind::quarantined, Kind::quarantined, "");
        row("ahead of the archive", ClaimState::passed, Kind::closed, Kind::passed, "not_archived");
        row("not reported", ClaimState::open, Kind::passed, Kind::passed, "not_reported");
        row("tried again", ClaimState::failed, Kind::writing, Kind::writing, "in_work");
        row("held by a person", ClaimState::quarantined, Kind::passed, Kind::passed, "decided_since");
        row("scrapped", ClaimState::scrapped, Kind::withdrawn, Kind::withdrawn, "");
        row("scrapped, not heard of", ClaimState::scrapped, Kind::failed, Kind::failed, "decided_since");
        row("no pass in the log", ClaimState::passed, Kind::failed, Kind::failed, "passed_without_log");
        row("a pass in the log alone", ClaimState::failed, Kind::passed, Kind::passed, "passed_only_in_log");
        row("another end", ClaimState::failed, Kind::quarantined, Kind::quarantined, "other_end");
        row("another history", ClaimState::failed, Kind::passed, Kind::failed, "archive_differs");
    }
    void ends_are_compared() {
        QFETCH(int, state);
        QFETCH(int, archived);
        QFETCH(int, logged);
        QFETCH(QString, finding);
        UnitAccounts accounts(own, UnitAccounts::Archived::yes);
        const auto claim_state = static_cast<ClaimState>(state);
        accounts.add(order_with(one(claim_state == ClaimState::passed        ? &OrderCounts::passed
                                    : claim_state == ClaimState::failed      ? &OrderCounts::failed
                                    : claim_state == ClaimState::open        ? &OrderCounts::outstanding
                                    : claim_state == ClaimState::quarantined ? &OrderCounts::quarantined
                                                                             : &OrderCounts::scrapped)));
        accounts.add(claim_in(claim_state));
        tell(accounts, UnitSource::archive, own, {Kind::claiming, Kind::issued, static_cast<Kind>(archived)});
        tell(accounts, UnitSource::log, own, {Kind::claiming, Kind::issued, static_cast<Kind>(logged)});
        QCOMPARE(found(accounts).join(' '), finding);
    }

    void what_one_of_them_lacks_is_named() {
        const auto accounts_of = [](OrderCounts counts) {
            UnitAccounts accounts(own, UnitAccounts::Archived::yes);
            accounts.add(order_with(counts));
            return accounts;
        };
        auto nowhere_else = accounts_of(one(&OrderCounts::failed));
        nowhere_else.add(claim_in(ClaimState::failed));
        QCOMPARE(found(nowhere_else), QStringList{"unknown_to_log"});
        auto of_another = accounts_of(one(&OrderCounts::failed));
        of_another.add(claim_in(ClaimState::failed, other));
        QCOMPARE(found(of_another), QStringList{"unknown_to_archive"});
        auto passed_nowhere = accounts_of(one(&OrderCounts::passed));
        passed_nowhere.add(claim_in(ClaimState::passed, other));
        QCOMPARE(found(passed_nowhere), QStringList{"passed_without_log"});
        auto just_claimed = accounts_of(one(&OrderCounts::outstanding));
        just_claimed.add(claim_in(ClaimState::open));
        QCOMPARE(found(just_claimed), QStringList());
        auto lost = accounts_of({});
        tell(lost, UnitSource::archive, other, {Kind::claiming, Kind::issued, Kind::passed});
        QCOMPARE(found(lost), QStringList{"unknown_to_registry"});
        auto never_issued = accounts_of({});
        tell(never_issued, UnitSource::archive, other, {Kind::claiming, Kind::aborted});
        QCOMPARE(found(never_issued), QStringList());
    }

    void what_is_edited_is_named() {
        const auto with = [](const Claim& claim, OrderCounts counts = one(&OrderCounts::passed)) {
            UnitAccounts accounts(own, UnitAccounts::Archived::yes);
            accounts.add(order_with(counts));
            accounts.add(claim);
            for (const auto source : {UnitSource::archive, UnitSource::log}) {
                tell(accounts, source, own, {Kind::claiming, Kind::issued, Kind::closed, Kind::passed});
            }
            return found(accounts);
        };
        const Claim sound = claim_in(ClaimState::passed);
        QCOMPARE(with(sound), QStringList());
        Claim claim = sound;
        claim.serial = serial_of(2);
        QCOMPARE(with(claim), QStringList{"other_number"});
        claim = sound;
        claim.uid = uid_of(2);
        QCOMPARE(with(claim), QStringList{"other_chip"});
        claim = sound;
        claim.proved_closed = false;
        QCOMPARE(with(claim), QStringList{"pass_not_proved"});
        QCOMPARE(with(sound, one(&OrderCounts::failed)), QStringList{"counts_differ"});
        WorkOrder small = order_with(one(&OrderCounts::passed));
        small.quota = 0;
        UnitAccounts accounts(own, UnitAccounts::Archived::no);
        accounts.add(small);
        accounts.add(sound);
        tell(accounts, UnitSource::log, own, {Kind::claiming, Kind::issued, Kind::passed});
        QCOMPARE(found(accounts), QStringList{"quota_exceeded"});
    }

    // A unit that was given to another station counts once.
    void counts_add_up() {
        UnitAccounts accounts(own, UnitAccounts::Archived::yes);
        accounts.add(order_with(one(&OrderCounts::passed)));
        accounts.add(claim_in(ClaimState::passed, other));
        tell(accounts, UnitSource::archive, own, {Kind::claiming, Kind::issued, Kind::withdrawn});
        tell(accounts, UnitSource::log, own, {Kind::claiming, Kind::issued, Kind::withdrawn});
        tell(accounts, UnitSource::archive, other, {Kind::claiming, Kind::issued, Kind::passed});
        const OrderAccount& account = accounts.orders().at(name_of("WO-0001"));
        QCOMPARE(account.registry.passed, std::uint64_t{1});
        QCOMPARE(account.archive.issued, std::uint64_t{1});
        QCOMPARE(account.archive.passed, std::uint64_t{1});
        QCOMPARE(account.log.withdrawn, std::uint64_t{1});
        QCOMPARE(found(accounts), QStringList());
    }
};

QTEST_GUILESS_MAIN(UnitAccountsTest)
#include "unit_accounts_test.moc"
