// What people decide about units and orders: every state with every action, and what a station makes of it.
#include "provisioning/issuing/decision.h"
#include "provisioning/issuing/order_actions.h"
#include "provisioning/issuing/unit_actions.h"
#include "provisioning/issuing/unit_cause.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

namespace {

const StationId line1 = *StationId::parse("line1");
const StationId line2 = *StationId::parse("line2");

SerialNumber serial(std::uint64_t id) {
    return *SerialNumber::from_parts(DeviceType(1), id);
}
ChipUid uid(std::uint8_t n) {
    return *ChipUid::from_bytes(Bytes(8, n));
}
ClaimId claim_id(std::uint8_t n) {
    return *ClaimId::from_bytes(Bytes(16, n));
}
Person person(const char* name) {
    return {*OperatorName::parse(name), Role::supervisor};
}

struct Bench {
    MemoryRegistry registry;
    SoftwareVault vault;
    ManualClock clock;
    SeededRandom random;
    Issuer issuer{registry, clock, random};
    ActionHandlers handlers;
    Status may_close; // what the closing's own condition says
    WorkOrder order = make_order();

    Bench() {
        add_unit_handlers(handlers);
        add_order_handlers(handlers, [this](RegistryTransaction&, const WorkOrder&) { return may_close; }, {});
    }
    WorkOrder make_order() {
        auto made = *issuer.create_order(
            vault, line1, {{*ProfileName::parse("demo"), DeviceType(1), 256, ""}, serial(1), serial(9), 4, {}, {}});
        registry.committed.orders.front().stations.push_back(line2);
        registry.committed.orders.front().author = "ann";
        return made;
    }
    Result<Issued> issue(std::uint8_t n, const StationId& station = line1) {
        return issuer.issue(vault, station, {claim_id(n), order.id, {}, uid(n)});
    }
    // As if the unit had come that far.
    void put(std::uint8_t n, ClaimState state) {
        QVERIFY(issue(n));
        Claim& claim = registry.committed.claims.back().claim;
        claim.state = state;
        claim.reissues = 3;
        claim.proved_written = claim.proved_closed = state == ClaimState::passed;
    }
    Result<ActionDone> act(ActionKind kind, Error::Args args, const char* author = "bob") {
        const Action action{kind, std::move(args), "because", {}};
        if (auto formed = check_form(action); !formed) {
            return formed.failure();
        }
        const ActionContext context{line1, person(author), {}, {}, 1'800'000'000, vault, nullptr};
        const RegistryContents before = registry.committed;
        auto looked = look_and_commit(registry, [&](RegistryTransaction& transaction) {
            return handlers.at(kind).look(transaction, action, context);
        });
        const bool nothing_changed = before.log.size() == registry.committed.log.size();
        auto done = decide_and_commit(registry, "act", about(action), [&](RegistryTransaction& transaction) {
            return handlers.at(kind).execute(transaction, action, context);
        });
        // Looking tells what doing does, and does nothing.
        if (!nothing_changed || looked.has_value() != done.has_value() || (done && *looked != done->details)) {
            return fail(ErrorCode::internal);
        }
        return done;
    }
    static AuditEvent about(const Action& action) {
        AuditEvent event;
        event.details = action.args;
        return event;
    }
    Claim claim(std::uint8_t n) const {
        for (const ClaimRecord& record : registry.committed.claims) {
            if (record.claim.id == claim_id(n)) {
                return record.claim;
            }
        }
        qFatal("no such claim");
    }
    OrderCounts counts() { return issuer.order(line1, order.id)->counts; }
    const AuditEvent& newest() const { return registry.committed.log.back(); }
};

Error::Args of(std::uint64_t number, Error::Args more = {}) {
    more.insert(more.begin(), {"serial", serial(number).text()});
    return more;
}

} // namespace

class UnitActionsTest : public QObject {
    Q_OBJECT

  private slots:
    void every_state_with_every_action_data();
    void every_state_with_every_action();
    void what_was_passed_before_is_passed_again();
    void rework_begins_anew();
    void a_rekeyed_number_is_for_the_chip_that_was_named();
    void a_scrapped_chip_is_free_and_its_number_is_not();
    void a_unit_goes_to_another_station();
    void why_and_who_has_it_is_on_record();
    void many_are_held_at_once();
    void an_order_is_released_by_another_person();
    void an_order_is_extended_and_closed();
    void a_station_alone_decides_about_its_own_only();
    void a_closed_order_makes_nothing_more();
    void unknown_units_and_bad_values();
};

void UnitActionsTest::every_state_with_every_action_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("to"); // -1: refused
    using S = ClaimState;
    using K = ActionKind;
    const std::map<K, std::map<S, S>> ways{
        {K::unit_scrap,
         {{S::open, S::scrapped},
          {S::passed, S::scrapped},
          {S::failed, S::scrapped},
          {S::quarantined, S::scrapped},
          {S::rework, S::scrapped}}},
        {K::unit_rework, {{S::open, S::rework}, {S::failed, S::rework}}},
        {K::unit_quarantine,
         {{S::open, S::quarantined},
          {S::passed, S::quarantined},
          {S::failed, S::quarantined},
          {S::rework, S::quarantined}}},
        {K::unit_release, {{S::quarantined, S::rework}}},
        {K::unit_rekey,
         {{S::open, S::superseded},
          {S::passed, S::superseded},
          {S::failed, S::superseded},
          {S::quarantined, S::superseded},
          {S::rework, S::superseded}}},
    };
    for (const auto& [kind, way] : ways) {
        for (const ClaimState from : claim_states) {
            const auto to = way.find(from);
            QTest::addRow("%s %s", std::string(text_of(kind)).c_str(), std::string(text_of(from)).c_str())
                << int(from) << int(kind) << (to == way.end() ? -1 : int(to->second));
        }
    }
}

void UnitActionsTest::every_state_with_every_action() {
    QFETCH(int, from);
    QFETCH(int, kind);
    QFETCH(int, to);
    Bench bench;
    bench.put(1, ClaimState(from));
    const auto done = bench.act(ActionKind(kind), of(1));
    if (to < 0) {
        QCOMPARE(done.error().code, ErrorCode::claim_state);
        QCOMPARE(int(bench.claim(1).state), from);
    } else {
        QVERIFY(done);
        QCOMPARE(int(bench.claim(1).state), to);
        QCOMPARE(bench.newest().event, "claim." + std::string(text_of(ClaimState(to))));
        QVERIFY(bench.newest().claim == claim_id(1) && bench.newest().uid == uid(1));
    }
    const OrderCounts counts = bench.counts();
    QCOMPARE(counts.issued, counts.outstanding + counts.passed + counts.failed + counts.quarantined + counts.rework +
                                counts.scrapped + counts.superseded);
}

void UnitActionsTest::what_was_passed_before_is_passed_again() {
    Bench bench;
    bench.put(1, ClaimState::passed);
    QVERIFY(bench.act(ActionKind::unit_quarantine, of(1)));
    QCOMPARE(bench.counts().passed, 0U);
    QVERIFY(bench.act(ActionKind::unit_release, of(1)));
    QCOMPARE(bench.claim(1).state, ClaimState::passed);
    QVERIFY(bench.claim(1).proved_closed);
    QVERIFY(bench.act(ActionKind::unit_quarantine, of(1)));
    QVERIFY(bench.act(ActionKind::unit_release, of(1, {{"to", "rework"}})));
    QVERIFY(!bench.claim(1).proved_closed);
    bench.put(2, ClaimState::failed);
    QVERIFY(bench.act(ActionKind::unit_quarantine, of(2)));
    QCOMPARE(bench.act(ActionKind::unit_release, of(2, {{"to", "passed"}})).error().code, ErrorCode::claim_state);
    QCOMPARE(bench.act(ActionKind::unit_release, of(2, {{"to", "heaven"}})).error().code, ErrorCode::value_malformed);
}

void UnitActionsTest::rework_begins_anew() {
    Bench bench;
    bench.put(1, ClaimState::open);
    QCOMPARE(bench.issue(1).error().code, ErrorCode::claim_reissue_limit);
    QVERIFY(bench.act(ActionKind::unit_rework, of(1)));
    QCOMPARE(bench.counts().rework, 1U);
    const auto again = bench.issue(1);
    QVERIFY(again);
    QVERIFY(again->claim.serial == serial(1));
    QCOMPARE(again->claim.attempts, 2U);
    QCOMPARE(bench.counts().outstanding, 1U);
}

void UnitActionsTest::a_rekeyed_number_is_for_the_chip_that_was_named() {
    Bench bench;
    bench.put(1, ClaimState::passed);
    const Bytes before(bench.registry.committed.claims.front().escrow.begin(),
                       bench.registry.committed.claims.front().escrow.end());
    bench.put(2, ClaimState::passed);
    QCOMPARE(bench.act(ActionKind::unit_rekey, of(1, {{"uid", uid(2).text()}})).error().code, ErrorCode::uid_bound);
    QVERIFY(bench.act(ActionKind::unit_rekey, of(1, {{"uid", uid(3).text()}})));
    QVERIFY(bench.issue(4)->claim.serial == serial(3)); // never handed out as the next
    QCOMPARE(bench.issuer.issue(bench.vault, line1, {claim_id(5), bench.order.id, serial(1), uid(5)}).error().code,
             ErrorCode::serial_taken);
    const auto rekeyed = bench.issue(3);
    QVERIFY(rekeyed && rekeyed->claim.serial == serial(1));
    QVERIFY(!equal(bench.registry.committed.claims.back().escrow, before)); // another key
    QCOMPARE(bench.claim(1).state, ClaimState::superseded);                 // the old one is kept
    QCOMPARE(bench.counts().superseded, 1U);
    // Once.
    QCOMPARE(bench.issuer.issue(bench.vault, line1, {claim_id(6), bench.order.id, serial(1), uid(6)}).error().code,
             ErrorCode::serial_taken);
    // A scrapped lock's number goes to another chip only when that is named.
    bench.put(7, ClaimState::scrapped);
    QCOMPARE(bench.act(ActionKind::unit_rekey, of(4)).error().code, ErrorCode::claim_state);
    QVERIFY(bench.act(ActionKind::unit_rekey, of(4, {{"uid", uid(8).text()}})));
    QVERIFY(bench.issue(8)->claim.serial == serial(4));
}

void UnitActionsTest::a_scrapped_chip_is_free_and_its_number_is_not() {
    Bench bench;
    bench.put(1, ClaimState::scrapped);
    const auto again = bench.issuer.issue(bench.vault, line1, {claim_id(2), bench.order.id, {}, uid(1)});
    QVERIFY(again);
    QVERIFY(again->claim.serial == serial(2));
    QCOMPARE(bench.issuer.issue(bench.vault, line1, {claim_id(3), bench.order.id, serial(1), uid(3)}).error().code,
             ErrorCode::serial_taken);
}

void UnitActionsTest::a_unit_goes_to_another_station() {
    Bench bench;
    bench.put(1, ClaimState::failed);
    QVERIFY(!*bench.issuer.find_claim(line2, uid(1)));
    QCOMPARE(bench.act(ActionKind::unit_transfer, of(1, {{"station", "line9"}})).error().code,
             ErrorCode::order_other_station);
    QVERIFY(bench.act(ActionKind::unit_transfer, of(1, {{"station", "line2"}})));
    QCOMPARE(bench.newest().event, std::string("claim.transferred"));
    QCOMPARE(bench.issuer.find_claim(line1, claim_id(1)).error().code, ErrorCode::claim_other_station);
    QVERIFY((*bench.issuer.find_claim(line2, uid(1)))->id == claim_id(1));
    bench.put(2, ClaimState::passed);
    QCOMPARE(bench.act(ActionKind::unit_transfer, of(2, {{"station", "line2"}})).error().code, ErrorCode::claim_state);
}

void UnitActionsTest::why_and_who_has_it_is_on_record() {
    Bench bench;
    bench.put(1, ClaimState::failed);
    const auto detail = [&](std::string_view name) {
        for (const auto& [key, value] : bench.newest().details) {
            if (key == name) {
                return value;
            }
        }
        return std::string("nothing");
    };
    QCOMPARE(bench.act(ActionKind::unit_rework, of(1, {{"cause", "bad luck"}})).error().code,
             ErrorCode::value_malformed);
    QVERIFY(bench.act(ActionKind::unit_rework, of(1, {{"cause", "contact"}})));
    QCOMPARE(detail("cause"), std::string("contact"));
    QVERIFY(bench.act(ActionKind::unit_custody, of(1, {{"holder", "QA, shelf 3"}})));
    QCOMPARE(bench.newest().event, std::string("unit.custody"));
    QCOMPARE(detail("holder"), std::string("QA, shelf 3"));
    QVERIFY(bench.newest().serial == serial(1));
    QCOMPARE(bench.claim(1).state, ClaimState::rework); // nothing else has changed
    QCOMPARE(bench.act(ActionKind::unit_custody, of(1, {{"holder", "\x1b[2J"}})).error().code,
             ErrorCode::action_invalid);
    QCOMPARE(bench.act(ActionKind::unit_custody, of(2, {{"holder", "QA"}})).error().code, ErrorCode::unit_unknown);
    for (const std::string& text : unit_cause_texts()) {
        QCOMPARE(std::string(text_of(*parse_unit_cause(text))), text);
    }
}

void UnitActionsTest::many_are_held_at_once() {
    Bench bench;
    bench.put(1, ClaimState::passed);
    bench.put(2, ClaimState::scrapped);
    bench.put(3, ClaimState::failed);
    QCOMPARE(bench.act(ActionKind::unit_quarantine_batch, {}).error().code, ErrorCode::action_invalid);
    QCOMPARE(bench.act(ActionKind::unit_quarantine_batch, {{"first", serial(1).text()}}).error().code,
             ErrorCode::action_invalid);
    QCOMPARE(bench.act(ActionKind::unit_quarantine_batch, {{"station", "line2"}})->details.front().second,
             std::string("0"));
    const auto held = bench.act(
        ActionKind::unit_quarantine_batch,
        {{"kg", bench.vault.kg_check_value().text()}, {"first", serial(1).text()}, {"last", serial(3).text()}});
    QCOMPARE(held->details.front().second, std::string("2"));
    QCOMPARE(bench.counts().quarantined, 2U);
    QCOMPARE(bench.claim(1).held_from, std::optional(ClaimState::passed));
    QCOMPARE(bench.claim(2).state, ClaimState::scrapped);
}

void UnitActionsTest::an_order_is_released_by_another_person() {
    Bench bench;
    bench.registry.committed.orders.front().state = OrderState::draft;
    QCOMPARE(bench.issue(1).error().code, ErrorCode::order_not_released);
    const Error::Args which{{"order", bench.order.id.text()}};
    QCOMPARE(bench.act(ActionKind::order_release, which, "ann").error().code, ErrorCode::order_own_release);
    QVERIFY(bench.act(ActionKind::order_release, which, "bob"));
    QVERIFY(bench.issue(1));
}

void UnitActionsTest::a_station_alone_decides_about_its_own_only() {
    Bench bench;
    QVERIFY(bench.issue(1));
    const auto alone = [&](const char* station, ActionKind kind, Error::Args args) {
        Person nobody = person(station);
        nobody.is_logged_in = false;
        const ActionContext context{*StationId::parse(station), nobody, {}, {}, 1'800'000'000, bench.vault, nullptr};
        return decide_and_commit(bench.registry, "act", AuditEvent{}, [&](RegistryTransaction& transaction) {
            return bench.handlers.at(kind).execute(transaction, {kind, args, "because", {}}, context);
        });
    };
    const Error::Args unit{{"serial", serial(1).text()}};
    const Error::Args order{{"order", bench.order.id.text()}};
    for (const ActionKind kind : {ActionKind::unit_quarantine, ActionKind::unit_scrap, ActionKind::unit_rekey}) {
        QCOMPARE(alone("line3", kind, unit).error().code, ErrorCode::order_other_station);
    }
    for (const ActionKind kind : {ActionKind::order_extend, ActionKind::order_close}) {
        QCOMPARE(alone("line3", kind, order).error().code, ErrorCode::order_other_station);
    }
    QCOMPARE(alone("line3", ActionKind::unit_quarantine_batch, order).error().code, ErrorCode::order_other_station);
    QCOMPARE(alone("line1", ActionKind::unit_quarantine_batch, {{"kg", "a1b2c3"}}).error().code,
             ErrorCode::action_invalid);
    QVERIFY(alone("line1", ActionKind::unit_quarantine, unit));
}

void UnitActionsTest::an_order_is_extended_and_closed() {
    Bench bench;
    bench.put(1, ClaimState::passed);
    bench.put(2, ClaimState::open);
    const auto extend = [&](Error::Args args) {
        args.insert(args.begin(), {"order", bench.order.id.text()});
        return bench.act(ActionKind::order_extend, args);
    };
    QCOMPARE(extend({{"quota", "1"}}).error().code, ErrorCode::order_invalid);  // less than is used
    QCOMPARE(extend({{"quota", "10"}}).error().code, ErrorCode::order_invalid); // more than the range
    QCOMPARE(extend({{"quota", "many"}}).error().code, ErrorCode::order_invalid);
    QCOMPARE(extend({{"last", serial(8).text()}}).error().code, ErrorCode::order_invalid);
    QCOMPARE(extend({{"expires", "5"}}).error().code, ErrorCode::order_invalid);
    QVERIFY(extend({{"quota", "10"}, {"attempts", "40"}, {"last", serial(12).text()}}));
    QCOMPARE(extend({{"quota", "9"}}).error().code, ErrorCode::order_invalid); // smaller
    QCOMPARE(extend({{"attempts", "39"}}).error().code, ErrorCode::order_invalid);
    const WorkOrder extended = *bench.issuer.order(line1, bench.order.id);
    QCOMPARE(extended.quota, 10U);
    QCOMPARE(extended.attempt_limit, 40U);
    QVERIFY(extended.last == serial(12));

    const Error::Args which{{"order", bench.order.id.text()}};
    QCOMPARE(bench.act(ActionKind::order_close, which).error().code, ErrorCode::order_not_complete);
    QVERIFY(bench.act(ActionKind::unit_scrap, of(2)));
    bench.may_close = fail(ErrorCode::internal);
    QVERIFY(!bench.act(ActionKind::order_close, which));
    bench.may_close = {};
    QVERIFY(bench.act(ActionKind::order_close, which));
    QCOMPARE(bench.issue(3).error().code, ErrorCode::order_closed);
    QCOMPARE(extend({{"quota", "11"}}).error().code, ErrorCode::order_closed);
}

void UnitActionsTest::a_closed_order_makes_nothing_more() {
    Bench bench;
    bench.put(1, ClaimState::passed);
    bench.put(2, ClaimState::failed);
    QVERIFY(bench.act(ActionKind::order_close, {{"order", bench.order.id.text()}}));
    for (const auto& [kind, number] : {std::pair{ActionKind::unit_rekey, 1}, {ActionKind::unit_rework, 2}}) {
        const auto refused = bench.act(kind, of(static_cast<std::uint64_t>(number)));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::order_closed);
    }
    QVERIFY(bench.act(ActionKind::unit_quarantine, of(1))); // back from a customer
    QVERIFY(bench.act(ActionKind::unit_release, of(1)));
    QVERIFY(bench.act(ActionKind::unit_scrap, of(1)));
}

void UnitActionsTest::unknown_units_and_bad_values() {
    Bench bench;
    QCOMPARE(bench.act(ActionKind::unit_scrap, of(1)).error().code, ErrorCode::unit_unknown);
    QCOMPARE(bench.act(ActionKind::unit_scrap, {{"serial", "nonsense"}}).error().code, ErrorCode::serial_malformed);
    QCOMPARE(bench.act(ActionKind::order_close, {{"order", "WO-9"}}).error().code, ErrorCode::order_unknown);
    bench.put(1, ClaimState::passed);
    QCOMPARE(bench.act(ActionKind::unit_rekey, of(1, {{"uid", "xyz"}})).error().code, ErrorCode::value_malformed);
}

QTEST_GUILESS_MAIN(UnitActionsTest)
#include "unit_actions_test.moc"
