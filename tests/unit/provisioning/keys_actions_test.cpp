// What people decide about tables and hand-overs: versions, assignments, and when an order may be closed.
#include "provisioning/issuing/handover.h"
#include "provisioning/issuing/tables.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

namespace {

const StationId line1 = *StationId::parse("line1");
const StationId line2 = *StationId::parse("line2");
const ProfileName demo = *ProfileName::parse("demo");

struct Bench {
    MemoryRegistry registry;
    SoftwareVault vault;
    ManualClock clock;
    SeededRandom random;
    Issuer issuer{registry, clock, random};
    ActionHandlers handlers;

    Bench() { add_table_handlers(handlers); }

    Result<WorkOrder> order(std::uint64_t first = 1, std::size_t table_size_bytes = 256) {
        return issuer.create_order(vault, line1,
                                   {{demo, DeviceType(1), table_size_bytes, "", {}},
                                    *SerialNumber::from_parts(DeviceType(1), first),
                                    {},
                                    4,
                                    {},
                                    {}});
    }
    Result<Issued> issue(const WorkOrder& order, std::uint8_t n) {
        return issuer.issue(vault, line1,
                            {*ClaimId::from_bytes(Bytes(16, n)), order.id, {}, *ChipUid::from_bytes(Bytes(8, n))});
    }
    Result<ActionDone> act(ActionKind kind, Error::Args args, const SecretBytes* secret = nullptr) {
        const Action action{kind, std::move(args), "because", {}};
        if (auto formed = check_form(action); !formed) {
            return formed.failure();
        }
        const Person person{*OperatorName::parse("cleo"), Role::custodian};
        const ActionContext context{line1, person, {}, {}, 1'800'000'000, vault, secret};
        auto transaction = *registry.begin();
        auto done = handlers.at(kind).execute(*transaction, action, context);
        return done && transaction->commit() ? done : Result<ActionDone>(done.failure());
    }
    Bytes table(const WorkOrder& order) {
        const auto given = issuer.table(vault, line1, order.id);
        return given ? Bytes(given->bytes().begin(), given->bytes().end()) : Bytes();
    }
    std::string_view newest(std::string_view name) const {
        for (const auto& [detail, value] : registry.committed.log.back().details) {
            if (detail == name) {
                return value;
            }
        }
        return {};
    }
    Status may_close(const WorkOrder& order) {
        auto transaction = *registry.begin();
        return require_handed_over(*transaction, **transaction->order(order.id));
    }
    // As if the owner had acknowledged all that has passed by now.
    void hand_over(const WorkOrder& order, std::uint8_t manifest, Bytes receipt) {
        auto transaction = *registry.begin();
        HandoverContents contents;
        std::optional<ClaimId> after;
        std::vector<ClaimRecord> units;
        QVERIFY(!*next_units(*transaction, order, after, units));
        for (const ClaimRecord& unit : units) {
            contents.add(unit.claim);
        }
        QVERIFY(transaction->handovers().insert(
            {order.id, {1}, contents.units(), contents.end(), {manifest}, 1, std::move(receipt), 0}));
        QVERIFY(transaction->commit());
    }
    void put(std::size_t claim, ClaimState state) { registry.committed.claims.at(claim).claim.state = state; }
};

bool has_code(const Status& status, ErrorCode code) {
    return !status && status.error().code == code;
}

} // namespace

class KeysActionsTest : public QObject {
    Q_OBJECT

  private slots:
    void an_order_keeps_its_version() {
        Bench bench;
        const auto first = *bench.order(1);
        const Bytes of_first = bench.table(first);
        QCOMPARE(of_first.size(), std::size_t(256));
        QVERIFY(bench.newest("table_version") == "1");
        QVERIFY(bench.act(ActionKind::table_create, {{"profile", "demo"}, {"size", "256"}}));
        QVERIFY(equal(bench.table(*bench.order(11)), of_first)); // made, and not assigned yet
        QVERIFY(bench.act(ActionKind::table_assign, {{"profile", "demo"}, {"version", "2"}}));
        const auto third = *bench.order(21);
        const Bytes of_third = bench.table(third);
        QVERIFY(bench.newest("table_version") == "2" && !equal(of_third, of_first));
        QVERIFY(equal(bench.table(first), of_first));
        const auto listed = bench.act(ActionKind::table_list, {});
        QVERIFY(listed && listed->details.size() == 2);
        QVERIFY(listed->details[1].second.find("for new orders") != std::string::npos);
        QVERIFY(listed->details[0].second.find("for new orders") == std::string::npos);
    }

    void only_an_order_without_units_changes_its_version() {
        Bench bench;
        const auto order = *bench.order();
        const Bytes before = bench.table(order);
        QVERIFY(bench.act(ActionKind::table_create, {{"profile", "demo"}, {"size", "256"}}));
        const Error::Args args{{"profile", "demo"}, {"version", "2"}, {"order", order.id.text()}};
        QVERIFY(bench.act(ActionKind::table_assign, args));
        QVERIFY(!equal(bench.table(order), before));
        QVERIFY(bench.issue(order, 1));
        const auto late = bench.act(ActionKind::table_assign, args);
        QVERIFY(!late && late.error().code == ErrorCode::table_invalid);
    }

    void imports_what_is_random() {
        Bench bench;
        auto random = SecretBytes::create(256);
        QVERIFY(bench.random.fill(random->writable()));
        const auto done = bench.act(ActionKind::table_import, {{"profile", "demo"}}, &*random);
        QVERIFY(done);
        QVERIFY(equal(bench.table(*bench.order()), random->bytes()));
        const auto refused = [&](const SecretBytes* secret) {
            const auto failed = bench.act(ActionKind::table_import, {{"profile", "other"}}, secret);
            return !failed && failed.error().code == ErrorCode::table_invalid;
        };
        QVERIFY(refused(&*random)); // another product's
        QVERIFY(refused(nullptr));
        const auto zeros = SecretBytes::create(4'096);
        const auto small = SecretBytes::copy_of(random->bytes().first(255));
        QVERIFY(refused(&*zeros));
        QVERIFY(refused(&*small));
    }

    void assigns_what_fits() {
        Bench bench;
        const auto order = *bench.order();
        const auto refused = [&](Error::Args args, ErrorCode code) {
            const auto failed = bench.act(ActionKind::table_assign, std::move(args));
            return !failed && failed.error().code == code;
        };
        QVERIFY(refused({{"profile", "demo"}, {"version", "2"}}, ErrorCode::table_missing));
        QVERIFY(refused({{"profile", "demo"}, {"version", "x"}}, ErrorCode::table_invalid));
        QVERIFY(refused({{"profile", "demo"}, {"version", "1"}, {"order", "WO-99"}}, ErrorCode::order_unknown));
        QVERIFY(bench.act(ActionKind::table_create, {{"profile", "demo"}, {"size", "512"}}));
        QVERIFY(refused({{"profile", "demo"}, {"version", "2"}, {"order", order.id.text()}}, ErrorCode::table_invalid));
        QVERIFY(bench.act(ActionKind::table_assign, {{"profile", "demo"}, {"version", "2"}}));
        const auto wrong_size = bench.order(11);
        QVERIFY(!wrong_size && wrong_size.error().code == ErrorCode::order_invalid);
        QVERIFY(bench.order(11, 512));
    }

    void a_table_is_for_the_stations_of_its_orders() {
        Bench bench;
        const auto order = *bench.order();
        const auto refused = bench.issuer.table(bench.vault, line2, order.id);
        QVERIFY(!refused && refused.error().code == ErrorCode::order_other_station);
    }

    void an_order_closes_when_the_owner_has_its_keys() {
        Bench bench;
        const auto order = *bench.order();
        QVERIFY(bench.may_close(order)); // nothing has passed
        QVERIFY(bench.issue(order, 1) && bench.issue(order, 2));
        bench.put(0, ClaimState::passed);
        QVERIFY(has_code(bench.may_close(order), ErrorCode::handover_missing));
        bench.hand_over(order, 1, {});
        QVERIFY(has_code(bench.may_close(order), ErrorCode::handover_missing)); // no receipt
        auto transaction = *bench.registry.begin();
        QVERIFY(transaction->handovers().acknowledge({1}, Bytes{9}, 5));
        QVERIFY(transaction->commit());
        QVERIFY(bench.may_close(order));
        bench.put(1, ClaimState::passed); // later than that
        QVERIFY(has_code(bench.may_close(order), ErrorCode::handover_missing));
        bench.hand_over(order, 2, {9});
        QVERIFY(bench.may_close(order));
        bench.put(0, ClaimState::superseded); // its key is not the one that was handed over
        QVERIFY(has_code(bench.may_close(order), ErrorCode::handover_missing));
        bench.hand_over(order, 3, {9});
        QVERIFY(bench.may_close(order));
    }
};

QTEST_GUILESS_MAIN(KeysActionsTest)
#include "keys_actions_test.moc"
