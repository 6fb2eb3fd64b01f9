// What every Registry must do. One row of initTestCase_data for each adapter.
#include "db/registry.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/postgres_server.h"

#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
WorkOrder order_of(const char* id, std::uint64_t first, std::uint64_t last) {
    return {name_of(id),
            {name_of("demo"), DeviceType(1), 4'096, "a lock"},
            serial_of(first),
            serial_of(last),
            10,
            20,
            1'900'000'000,
            {name_of("S1"), name_of("S2")},
            *CheckValue::parse("a1b2c3"),
            {}};
}

ClaimRecord claim_record(std::uint64_t number) {
    ClaimRecord record{{claim_of(number), name_of("WO-0001"), name_of("S1"), serial_of(number), uid_of(number)},
                       {},
                       *CheckValue::parse("a1b2c3"),
                       *CheckValue::parse("d4e5f6")};
    record.escrow.fill(static_cast<std::uint8_t>(number));
    return record;
}

// attempts, issued, outstanding, passed, failed, quarantined, rework, scrapped, superseded
bool counts_are(const OrderCounts& counts, const std::array<std::uint64_t, 9>& expected) {
    return std::array{counts.attempts,    counts.issued, counts.outstanding, counts.passed,    counts.failed,
                      counts.quarantined, counts.rework, counts.scrapped,    counts.superseded} == expected;
}
} // namespace

class RegistryContract : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<PostgresServer> postgres_;
    std::optional<StorePlace> place_;
    std::unique_ptr<Registry> registry_;

    RegistryOptions options() { return {*place_, name_of("development"), clock_}; }
    void reopen() {
        registry_.reset();
        registry_ = SqlRegistry::open(options()).value();
    }
    std::unique_ptr<RegistryTransaction> begin() { return *registry_->begin(); }
    void add_order() {
        const auto transaction = begin();
        QVERIFY(transaction->insert_order(order_of("WO-0001", 1, 100)));
        QVERIFY(transaction->commit());
    }
    void add_claims(std::initializer_list<std::uint64_t> numbers) {
        const auto transaction = begin();
        for (const std::uint64_t number : numbers) {
            QVERIFY(transaction->insert_claim(claim_record(number)));
        }
        QVERIFY(transaction->commit());
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
            place_ = directory_->filePath("registry.db").toStdString();
        } else {
            place_ = *PostgresPlace::parse(postgres_->new_database());
        }
        const auto made = SqlRegistry::create(options());
        QVERIFY2(made, made ? "" : (made.error().cause + std::string(made.error().arg("reason"))).c_str());
        reopen();
    }
    void cleanup() { registry_.reset(); }

    void an_order_comes_back_as_it_was() {
        add_order();
        reopen();
        const auto transaction = begin();
        const auto order = *transaction->order(name_of("WO-0001"));
        QVERIFY(order);
        const WorkOrder expected = order_of("WO-0001", 1, 100);
        QCOMPARE(order->profile.name, expected.profile.name);
        QCOMPARE(order->profile.device_type, expected.profile.device_type);
        QCOMPARE(order->profile.table_size_bytes, expected.profile.table_size_bytes);
        QCOMPARE(order->profile.description, expected.profile.description);
        QCOMPARE(order->first, expected.first);
        QCOMPARE(order->last, expected.last);
        QCOMPARE(order->quota, expected.quota);
        QCOMPARE(order->attempt_limit, expected.attempt_limit);
        QCOMPARE(order->expires_unix_s, expected.expires_unix_s);
        QCOMPARE(order->stations, expected.stations);
        QCOMPARE(order->kg, expected.kg);
        QVERIFY(counts_are(order->counts, {}));
        QVERIFY(!*transaction->order(name_of("WO-0002")));
    }

    void orders_are_numbered_and_do_not_repeat() {
        auto transaction = begin();
        QCOMPARE(transaction->next_order_id()->text(), std::string("WO-0001"));
        QVERIFY(transaction->insert_order(order_of("WO-0001", 1, 100)));
        QVERIFY(transaction->insert_order(order_of("WO-0003", 200, 300)));
        QCOMPARE(transaction->next_order_id()->text(), std::string("WO-0004")); // passes over the taken one
        QVERIFY(transaction->insert_order(order_of("own-name", 400, 500)));
        const auto orders = *transaction->orders();
        QCOMPARE(orders.size(), std::size_t{3});
        QCOMPARE(orders[0].id, name_of("WO-0001"));
        QCOMPARE(orders[2].id, name_of("own-name"));
        QCOMPARE(transaction->insert_order(order_of("WO-0001", 600, 700)).error().code, ErrorCode::order_exists);
    }

    void overlapping_ranges_are_found() {
        add_order();
        const auto transaction = begin();
        const auto overlaps = [&](std::uint64_t first, std::uint64_t last) {
            return transaction->order_overlapping(serial_of(first), serial_of(last))->has_value();
        };
        QVERIFY(overlaps(1, 100));
        QVERIFY(overlaps(100, 200));
        QVERIFY(overlaps(0, 1));
        QVERIFY(overlaps(0, 200));
        QVERIFY(overlaps(50, 50));
        QVERIFY(!overlaps(101, 200));
        QVERIFY(!overlaps(0, 0));
    }

    void a_claim_is_found_by_all_it_is_unique_by() {
        add_order();
        add_claims({7});
        reopen();
        const auto transaction = begin();
        const auto record = *transaction->claim(claim_of(7));
        QVERIFY(record);
        QCOMPARE(record->claim.order, name_of("WO-0001"));
        QCOMPARE(record->claim.station, name_of("S1"));
        QCOMPARE(record->claim.serial, serial_of(7));
        QCOMPARE(record->claim.uid, uid_of(7));
        QCOMPARE(record->claim.state, ClaimState::open);
        QCOMPARE(record->claim.attempts, 1U);
        QCOMPARE(record->escrow, claim_record(7).escrow);
        QCOMPARE(record->kg, claim_record(7).kg);
        QCOMPARE(record->kek, claim_record(7).kek);
        QCOMPARE((*transaction->claim_with(serial_of(7)))->claim.id, claim_of(7));
        QCOMPARE((*transaction->claim_with(uid_of(7)))->claim.id, claim_of(7));
        QVERIFY(!*transaction->claim(claim_of(8)));
        QVERIFY(!*transaction->claim_with(serial_of(8)));
        QVERIFY(!*transaction->claim_with(uid_of(8)));
    }

    void a_number_or_chip_is_claimed_once() {
        add_order();
        add_claims({7});
        const auto refused = [this](const ClaimRecord& record) { // each in a transaction of its own: it is over then
            const auto transaction = begin();
            const auto inserted = transaction->insert_claim(record);
            return inserted ? ErrorCode::stopped : inserted.error().code;
        };
        ClaimRecord same_serial = claim_record(8);
        same_serial.claim.serial = serial_of(7);
        QCOMPARE(refused(same_serial), ErrorCode::serial_taken);
        ClaimRecord same_uid = claim_record(8);
        same_uid.claim.uid = uid_of(7);
        QCOMPARE(refused(same_uid), ErrorCode::uid_bound);
        ClaimRecord same_id = claim_record(8);
        same_id.claim.id = claim_of(7);
        QCOMPARE(refused(same_id), ErrorCode::registry_unsound);
        add_claims({8});
        const auto transaction = begin();
        ClaimRecord no_order = claim_record(9);
        no_order.claim.order = name_of("WO-0009");
        const auto inserted = transaction->insert_claim(no_order);
        QVERIFY(!inserted || !transaction->commit());
    }

    void counts_add_up() {
        add_order();
        add_claims({1, 2, 3, 4});
        const auto move = [this](std::uint64_t number, ClaimState state, unsigned attempts) {
            const auto transaction = begin();
            Claim claim = (*transaction->claim(claim_of(number)))->claim;
            claim.state = state;
            claim.attempts = attempts;
            claim.reissues = 2;
            claim.proved_written = true;
            QVERIFY(transaction->update_claim(claim));
            QVERIFY(transaction->commit());
        };
        const auto counts = [this] { return (*begin()->order(name_of("WO-0001")))->counts; };
        QVERIFY(counts_are(counts(), {4, 4, 4, 0, 0, 0}));
        move(1, ClaimState::passed, 1);
        move(2, ClaimState::failed, 1);
        move(3, ClaimState::quarantined, 1);
        QVERIFY(counts_are(counts(), {4, 4, 1, 1, 1, 1}));
        move(2, ClaimState::open, 2);
        QVERIFY(counts_are(counts(), {5, 4, 2, 1, 0, 1}));
        move(2, ClaimState::passed, 2);
        QVERIFY(counts_are(counts(), {5, 4, 1, 2, 0, 1}));
        const auto transaction = begin();
        const Claim claim = (*transaction->claim(claim_of(2)))->claim;
        QCOMPARE(claim.reissues, 2U);
        QVERIFY(claim.proved_written && !claim.proved_closed);
        QCOMPARE(transaction->update_claim(claim_record(9).claim).error().code, ErrorCode::claim_unknown);
    }

    void what_people_decide_is_counted_and_stays() {
        add_order();
        add_claims({1, 2, 3});
        const auto move = [this](std::uint64_t number, ClaimState state) {
            const auto transaction = begin();
            Claim claim = (*transaction->claim(claim_of(number)))->claim;
            claim.state = state;
            claim.held_from =
                state == ClaimState::quarantined ? std::optional(ClaimState::passed) : std::optional<ClaimState>();
            claim.rekey_uid = state == ClaimState::superseded ? std::optional(uid_of(40 + number)) : std::nullopt;
            claim.station = name_of("S2");
            return transaction->update_claim(claim) && transaction->commit();
        };
        const auto counts = [this] { return (*begin()->order(name_of("WO-0001")))->counts; };
        QVERIFY(move(1, ClaimState::rework));
        QVERIFY(move(2, ClaimState::scrapped));
        QVERIFY(move(3, ClaimState::superseded));
        QVERIFY(counts_are(counts(), {3, 3, 0, 0, 0, 0, 1, 1, 1}));
        QVERIFY(move(1, ClaimState::quarantined));
        reopen();
        {
            const auto transaction = begin();
            const Claim held = (*transaction->claim(claim_of(1)))->claim;
            QCOMPARE(held.held_from, std::optional(ClaimState::passed));
            QCOMPARE(held.station, name_of("S2"));
            QCOMPARE((*transaction->claim(claim_of(3)))->claim.rekey_uid, std::optional(uid_of(43)));
        }
        QVERIFY(!move(2, ClaimState::open)); // an end
        QVERIFY(!move(3, ClaimState::open));
        QVERIFY(move(2, ClaimState::superseded));
    }

    void a_superseded_number_and_a_scrapped_chip_are_claimed_again() {
        add_order();
        add_claims({1, 2});
        {
            const auto transaction = begin();
            Claim superseded = claim_record(1).claim;
            superseded.state = ClaimState::superseded;
            superseded.rekey_uid = uid_of(9);
            QVERIFY(transaction->update_claim(superseded));
            Claim scrapped = claim_record(2).claim;
            scrapped.state = ClaimState::scrapped;
            QVERIFY(transaction->update_claim(scrapped));
            QVERIFY(transaction->commit());
        }
        const auto transaction = begin();
        QVERIFY(!*transaction->claim_with(uid_of(1)));
        QVERIFY(!*transaction->claim_with(uid_of(2)));
        QCOMPARE((*transaction->claim_with(serial_of(1)))->claim.id, claim_of(1));
        QCOMPARE((*transaction->rekey_for(uid_of(9)))->claim.id, claim_of(1));
        QVERIFY(!*transaction->rekey_for(uid_of(1)));
        QCOMPARE(*transaction->next_serial(name_of("WO-0001")), std::optional(serial_of(3)));

        ClaimRecord again = claim_record(9);
        again.claim.serial = serial_of(1);
        QVERIFY(transaction->insert_claim(again));
        QCOMPARE((*transaction->claim_with(serial_of(1)))->claim.id, claim_of(9));
        QVERIFY(!*transaction->rekey_for(uid_of(9))); // used
        ClaimRecord chip = claim_record(8);
        chip.claim.uid = uid_of(2);
        QVERIFY(transaction->insert_claim(chip));
        QCOMPARE((*transaction->claim_with(uid_of(2)))->claim.id, claim_of(8));
        ClaimRecord scrapped_number = claim_record(7);
        scrapped_number.claim.serial = serial_of(2);
        QCOMPARE(transaction->insert_claim(scrapped_number).error().code, ErrorCode::serial_taken);
    }

    void claims_are_listed_by_what_they_share() {
        add_order();
        {
            const auto transaction = begin();
            QVERIFY(transaction->insert_order(order_of("WO-0002", 200, 300)));
            for (const std::uint64_t number : {5, 3, 1, 200, 4}) {
                ClaimRecord record = claim_record(number);
                record.claim.order = name_of(number < 200 ? "WO-0001" : "WO-0002");
                record.claim.station = name_of(number == 3 ? "S2" : "S1");
                record.kg = *CheckValue::parse(number == 4 ? "ffffff" : "a1b2c3");
                QVERIFY(transaction->insert_claim(record));
            }
            QVERIFY(transaction->commit());
        }
        const auto transaction = begin();
        const auto listed = [&](const ClaimFilter& filter, std::size_t page) {
            std::vector<std::uint64_t> numbers;
            std::optional<ClaimId> after;
            for (;;) {
                const auto claims = *transaction->claims(filter, after, page);
                for (const ClaimRecord& record : claims) {
                    numbers.push_back(record.claim.serial.device_id());
                }
                if (claims.size() < page) {
                    return numbers;
                }
                after = claims.back().claim.id;
            }
        };
        using Numbers = std::vector<std::uint64_t>;
        for (const std::size_t page : {1, 2, 100}) {
            QCOMPARE(listed({}, page), (Numbers{1, 3, 4, 5, 200}));
            QCOMPARE(listed({.order = name_of("WO-0001")}, page), (Numbers{1, 3, 4, 5}));
            QCOMPARE(listed({.station = name_of("S2")}, page), (Numbers{3}));
            QCOMPARE(listed({.kg = *CheckValue::parse("ffffff")}, page), (Numbers{4}));
            QCOMPARE(listed({.station = name_of("S1"), .first = serial_of(3), .last = serial_of(5)}, page),
                     (Numbers{4, 5}));
        }
        QCOMPARE(transaction->claims({}, claim_of(77), 1).error().code, ErrorCode::claim_unknown);
    }

    void an_order_keeps_what_it_was_made_with() {
        {
            const auto transaction = begin();
            WorkOrder draft = order_of("WO-0001", 1, 100);
            draft.state = OrderState::draft;
            draft.author = "ann";
            QVERIFY(transaction->insert_order(draft));
            QVERIFY(transaction->commit());
        }
        WorkOrder changed = order_of("WO-0001", 1, 120);
        changed.state = OrderState::released;
        changed.quota = 50;
        changed.attempt_limit = 60;
        changed.expires_unix_s = 1'999'999'999;
        changed.stations = {name_of("S3")};
        {
            const auto transaction = begin();
            QVERIFY(transaction->update_order(changed));
            WorkOrder unknown = order_of("WO-0009", 1, 2);
            QCOMPARE(transaction->update_order(unknown).error().code, ErrorCode::order_unknown);
            QVERIFY(transaction->commit());
        }
        reopen();
        const WorkOrder order = **begin()->order(name_of("WO-0001"));
        QCOMPARE(order.state, OrderState::released);
        QCOMPARE(order.author, std::string("ann"));
        QCOMPARE(order.quota, 50U);
        QCOMPARE(order.attempt_limit, 60U);
        QCOMPARE(order.last, serial_of(120));
        QCOMPARE(order.stations, std::vector{name_of("S3")});
        const auto update = [&](const WorkOrder& to) {
            const auto transaction = begin();
            return transaction->update_order(to) && transaction->commit();
        };
        WorkOrder shorter = changed;
        shorter.last = serial_of(110);
        QVERIFY(!update(shorter));
        WorkOrder closed = changed;
        closed.state = OrderState::closed;
        QVERIFY(update(closed));
        QVERIFY(!update(changed)); // it stays closed
    }

    void an_update_leaves_key_number_and_chip_alone() {
        add_order();
        add_claims({1});
        const auto transaction = begin();
        Claim changed = claim_record(2).claim;
        changed.id = claim_of(1);
        QVERIFY(transaction->update_claim(changed));
        const auto record = *transaction->claim(claim_of(1));
        QCOMPARE(record->claim.serial, serial_of(1));
        QCOMPARE(record->claim.uid, uid_of(1));
        QCOMPARE(record->escrow, claim_record(1).escrow);
    }

    void the_next_number_is_the_lowest_free_one() {
        const auto transaction = begin();
        QVERIFY(transaction->insert_order(order_of("WO-0001", 1, 6)));
        const auto next = [&] { return *transaction->next_serial(name_of("WO-0001")); };
        const auto claim = [&](std::uint64_t number) { QVERIFY(transaction->insert_claim(claim_record(number))); };
        QCOMPARE(next(), std::optional(serial_of(1)));
        QCOMPARE(next(), std::optional(serial_of(1)));
        claim(3);
        claim(2);
        QCOMPARE(next(), std::optional(serial_of(1)));
        claim(1);
        QCOMPARE(next(), std::optional(serial_of(4)));
        claim(6);
        claim(4);
        QCOMPARE(next(), std::optional(serial_of(5)));
        claim(5);
        QCOMPARE(next(), std::nullopt);
        QCOMPARE(next(), std::nullopt);
        QCOMPARE(transaction->next_serial(name_of("WO-0009")).error().code, ErrorCode::order_unknown);
    }

    void the_last_number_there_is_can_be_claimed() {
        const auto transaction = begin();
        const std::uint64_t last = SerialNumber::device_id_max;
        QVERIFY(transaction->insert_order(order_of("WO-0001", last, last)));
        QCOMPARE(*transaction->next_serial(name_of("WO-0001")), std::optional(serial_of(last)));
        QVERIFY(transaction->insert_claim(claim_record(last)));
        QCOMPARE(*transaction->next_serial(name_of("WO-0001")), std::nullopt);
    }

    void sealed_tables_are_kept() {
        const Bytes sealed(5'000, 0x5a);
        {
            const auto transaction = begin();
            TableRecords& tables = transaction->tables();
            QVERIFY(!*tables.table(name_of("demo"), 1));
            QCOMPARE(*tables.newest(name_of("demo")), 0U);
            for (const TableVersion version : {1U, 2U}) {
                QVERIFY(tables.insert(
                    {name_of("demo"), version, sealed, 4'096, {7}, TableOrigin::imported, "ann", 1'800'000'000}));
            }
            QVERIFY(transaction->insert_order(order_of("WO-0001", 1, 9)));
            QVERIFY(transaction->insert_order(order_of("WO-0002", 11, 19)));
            QVERIFY(!*tables.of_profile(name_of("demo")));
            QVERIFY(tables.assign(name_of("demo"), std::nullopt, 1, 5));
            QVERIFY(tables.assign(name_of("demo"), name_of("WO-0001"), 1, 6));
            QVERIFY(tables.assign(name_of("demo"), std::nullopt, 2, 7));
            QVERIFY(transaction->commit());
        }
        reopen();
        const auto transaction = begin();
        TableRecords& tables = transaction->tables();
        const auto table = **tables.table(name_of("demo"), 2);
        QCOMPARE(table.sealed, sealed);
        QVERIFY(table.size_bytes == 4'096 && table.origin == TableOrigin::imported && table.author == "ann");
        QVERIFY(table.digest[0] == 7 && table.made_unix_s == 1'800'000'000);
        QCOMPARE(*tables.newest(name_of("demo")), 2U);
        QCOMPARE(tables.list()->size(), std::size_t(2));
        QVERIFY(tables.list()->front().sealed.empty());
        QCOMPARE(*tables.of_profile(name_of("demo")), std::optional(2U));
        QCOMPARE(*tables.of_order(name_of("WO-0001")), std::optional(1U));
        QCOMPARE(*tables.of_order(name_of("WO-0002")), std::nullopt);
        QCOMPARE(tables.insert(table).error().code, ErrorCode::table_exists);
    }

    void hand_overs_are_kept() {
        add_order();
        const Bytes recipient(700, 0x30);
        {
            const auto transaction = begin();
            HandoverRecords& handovers = transaction->handovers();
            QVERIFY(!*handovers.newest_grant(name_of("WO-0001"), recipient));
            QVERIFY(handovers.insert_grant({name_of("WO-0001"), recipient, "ann", "bob", 5}));
            QVERIFY(handovers.insert_grant({name_of("WO-0001"), recipient, "cleo", "", 6}));
            QVERIFY(handovers.insert({name_of("WO-0001"), recipient, 3, {1}, {2}, 7, {}, 0}));
            QVERIFY(handovers.insert({name_of("WO-0001"), recipient, 4, {3}, {4}, 8, {}, 0}));
            QVERIFY(transaction->commit());
        }
        reopen();
        const auto transaction = begin();
        HandoverRecords& handovers = transaction->handovers();
        const auto grant = *handovers.newest_grant(name_of("WO-0001"), recipient);
        QVERIFY(grant && grant->author == "cleo" && grant->granted_unix_s == 6);
        QVERIFY(!*handovers.newest_grant(name_of("WO-0001"), Bytes(700, 0x31)));
        QVERIFY(handovers.acknowledge({2}, Bytes{9, 0, 9}, 10));
        QCOMPARE(handovers.acknowledge({2}, Bytes{8}, 11).error().code, ErrorCode::handover_unknown);
        QCOMPARE(handovers.acknowledge({5}, Bytes{8}, 11).error().code, ErrorCode::handover_unknown);
        const auto all = *handovers.of(name_of("WO-0001"));
        QCOMPARE(all.size(), std::size_t(2));
        QVERIFY(all[0].units == 4 && all[0].receipt.empty() && all[0].contents[0] == 3);
        QVERIFY(all[1].recipient_der == recipient && all[1].receipt == (Bytes{9, 0, 9}) &&
                all[1].received_unix_s == 10);
        QVERIFY((*handovers.with_manifest({4}))->made_unix_s == 8);
        QVERIFY(handovers.of(name_of("WO-0002"))->empty());
        QVERIFY(!handovers.insert({name_of("WO-0001"), recipient, 1, {3}, {4}, 8, {}, 0})); // the same manifest
    }

    void the_record_of_a_unit_is_found() {
        add_order();
        const auto about = [](const char* event, std::uint64_t number) {
            AuditEvent made;
            made.event = event;
            made.serial = serial_of(number);
            return made;
        };
        {
            const auto transaction = begin();
            for (const auto& event : {about("claim.issued", 1), about("claim.issued", 2), about("claim.passed", 1),
                                      AuditEvent{"keyd.started", {}, {}, {}, {}, {}, {}}, about("claim.scrapped", 1)}) {
                QVERIFY(transaction->record(event));
            }
            QVERIFY(transaction->commit());
        }
        const auto transaction = begin();
        const auto all = transaction->recorded_about(serial_of(1), 10);
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t{3});
        for (const auto& [index, event] : {std::pair{0, "claim.issued"}, {1, "claim.passed"}, {2, "claim.scrapped"}}) {
            QVERIFY((*all)[static_cast<std::size_t>(index)].find(event) != std::string::npos);
        }
        const auto newest = transaction->recorded_about(serial_of(1), 2);
        QCOMPARE(*newest, (std::vector<std::string>{(*all)[1], (*all)[2]}));
        QVERIFY(transaction->recorded_about(serial_of(3), 10)->empty());
    }

    void what_is_not_committed_is_gone() {
        add_order();
        {
            const auto transaction = begin();
            QVERIFY(transaction->insert_claim(claim_record(1)));
            QVERIFY(transaction->record({"issue", {}, {}, {}, {}, {}, {}}));
        }
        const auto transaction = begin();
        QVERIFY(!*transaction->claim(claim_of(1)));
        QVERIFY(counts_are((*transaction->order(name_of("WO-0001")))->counts, {}));
    }

    void callers_wait_for_one_another() {
        add_order();
        std::vector<std::thread> callers;
        std::atomic<int> claimed{0};
        for (std::uint64_t caller = 0; caller < 8; ++caller) {
            callers.emplace_back([&, caller] {
                for (std::uint64_t i = 0; i < 5; ++i) {
                    const auto transaction = registry_->begin();
                    const auto serial = (*transaction)->next_serial(name_of("WO-0001"));
                    ClaimRecord record = claim_record(1'000 + caller * 10 + i);
                    record.claim.serial = **serial;
                    claimed += (*transaction)->insert_claim(record) && (*transaction)->commit() ? 1 : 0;
                }
            });
        }
        for (std::thread& caller : callers) {
            caller.join();
        }
        QCOMPARE(claimed.load(), 40);
        const auto transaction = begin();
        QCOMPARE(*transaction->next_serial(name_of("WO-0001")), std::optional(serial_of(41)));
        QVERIFY(counts_are((*transaction->order(name_of("WO-0001")))->counts, {40, 40, 40, 0, 0, 0}));
    }

    void those_that_are_rolled_back_hurt_nobody() {
        add_order();
        std::vector<std::thread> callers;
        std::atomic<int> claimed{0};
        for (std::uint64_t caller = 0; caller < 8; ++caller) {
            callers.emplace_back([&, caller] {
                for (std::uint64_t i = 0; i < 6; ++i) {
                    const auto transaction = registry_->begin();
                    const bool inserted =
                        (*transaction)->insert_claim(claim_record(1 + caller * 10 + i)) &&
                        (*transaction)->record({"issue", {}, {}, {}, {}, {}, {{"caller", std::to_string(caller)}}});
                    if (inserted && caller % 2 == 0) {
                        claimed += (*transaction)->commit() ? 1 : 0;
                    }
                }
            });
        }
        for (std::thread& caller : callers) {
            caller.join();
        }
        QCOMPARE(claimed.load(), 24);
        reopen(); // its log fits its tree
        const auto transaction = begin();
        QVERIFY(counts_are((*transaction->order(name_of("WO-0001")))->counts, {24, 24, 24, 0, 0, 0}));
        QVERIFY(*transaction->claim(claim_of(41)));
        QVERIFY(!*transaction->claim(claim_of(51)));
    }
};

QTEST_GUILESS_MAIN(RegistryContract)
#include "registry_test.moc"
