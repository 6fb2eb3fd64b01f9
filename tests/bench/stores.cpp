// The registry on SQLite and on PostgreSQL, a real server of the bench's own: what a claim costs on each, one caller
// and many, with 1,000 registered units and with very many; and what the escrow copy adds.
#include "app/system_ports.h"
#include "db/archive.h"
#include "db/reconcile.h"
#include "db/registry.h"
#include "tests/bench/generate.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/postgres_server.h"

namespace keyline::bench {

namespace {

constexpr std::uint64_t few_units = 1'000;
constexpr Limit flat = at_most(1.25);
constexpr std::size_t callers = 64;

const Name environment = test::name_of("development");

struct Store {
    std::string name;
    db::StorePlace place;
    std::filesystem::path copy;
    std::unique_ptr<db::SqlRegistry> registry;
    std::uint64_t next = 0;
};

db::RegistryOptions options_of(const Store& store, app::SystemClock& clock) {
    return {store.place, environment, clock, store.copy};
}

// What Issue does in the registry, for one unit.
void claim(db::SqlRegistry& registry, std::uint64_t number) {
    const auto transaction = must(registry.begin());
    must(transaction->order(test::name_of(generated_order)));
    must(transaction->may_issue());
    must(transaction->claim(test::claim_of(number)));
    must(transaction->claim_with(test::uid_of(number)));
    const auto serial = must(transaction->next_serial(test::name_of(generated_order)));
    if (!serial) {
        throw std::runtime_error("no serial number is left");
    }
    ClaimRecord record = generated_claim(number);
    record.claim.serial = *serial;
    must(transaction->claim_with(*serial));
    must(transaction->insert_claim(record));
    must(transaction->record(generated_claim_event(number)));
    must(transaction->commit());
}

// Row by row takes hours there: one statement makes them, and the order's counts are set by hand.
void generate_in_postgres(const Bench& bench, test::PostgresServer& server, std::uint64_t units) {
    constexpr std::uint64_t units_per_statement = 1'000'000;
    const std::string first = to_hex(test::serial_of(0).bytes());
    const std::size_t id_at = first.size() - 12; // the device ID: the last 48 bits
    const QString prefix = QString::fromStdString(first.substr(0, id_at));
    server.sql("SET search_path TO keyline_registry; ALTER TABLE claims DISABLE TRIGGER claims_counted");
    for (std::uint64_t from = 1; from <= units; from += units_per_statement) {
        const std::uint64_t to = std::min(units, from + units_per_statement - 1);
        server.sql(QString("SET search_path TO keyline_registry; INSERT INTO claims (id, order_id, station, serial, "
                           "uid, escrow, kg, kek, state, attempts, reissues, proved_written, proved_closed) SELECT "
                           "decode(md5(n::text), 'hex'), '%1', 'line1', decode('%2' || lpad(to_hex(n), 12, '0'), "
                           "'hex'), decode(lpad(to_hex(n), 16, '0'), 'hex'), decode(repeat(lpad(to_hex(n %% 256), 2, "
                           "'0'), 40), 'hex'), '\\xa1b2c3', '\\xd4e5f6', 'passed', 1, 0, 1, 1 FROM "
                           "generate_series(%3::bigint, %4::bigint) n")
                       .arg(generated_order, prefix)
                       .arg(from)
                       .arg(to)
                       .replace("%%", "%"));
        bench.say("generated " + with_separators(to) + " claims in PostgreSQL");
    }
    server.sql(QString("SET search_path TO keyline_registry; UPDATE orders SET attempts = %1, issued = %1, passed = "
                       "%1; ALTER TABLE claims ENABLE TRIGGER claims_counted; ANALYZE; CHECKPOINT")
                   .arg(units));
}

// An order for them and none of its units.
void add_order(db::SqlRegistry& registry, std::uint64_t units) {
    const auto transaction = must(registry.begin());
    must(transaction->insert_order(generated_work_order(units, generated_claim(1).kg)));
    must(transaction->commit());
}

Store make_store(Bench& bench, const std::string& name, db::StorePlace place, std::uint64_t units,
                 test::PostgresServer* server) {
    app::SystemClock clock;
    Store store{name, std::move(place), {}, {}, units};
    auto registry = must(db::SqlRegistry::create(options_of(store, clock)));
    if (server != nullptr) {
        add_order(*registry, units);
        registry.reset();
        generate_in_postgres(bench, *server, units);
    } else {
        registry.reset();
        generate_claims(bench, std::get<std::filesystem::path>(store.place), units, generated_claim(1).kg);
    }
    return store;
}

// `units` by many callers at once, who share commits.
Seconds claim_together(Store& store, std::size_t units) {
    const std::uint64_t first = store.next + 1;
    store.next += units;
    return time_of([&] {
               in_threads(callers, [&](std::size_t caller) {
                   for (std::size_t unit = caller; unit < units; unit += callers) {
                       claim(*store.registry, first + unit);
                   }
               });
           }) /
           static_cast<double>(units);
}

void add_copy(Store& store, const std::filesystem::path& directory, app::SystemClock& clock) {
    test::SoftwareSigner signer;
    const db::StorePlace archive = directory / (store.name + "-archive.db");
    must(db::SqlArchive::create({archive, environment, signer}));
    store.copy = directory / (store.name + "-escrow.log");
    must(db::reconcile({store.place,
                        archive,
                        environment,
                        clock,
                        store.copy,
                        std::string(32, 'a'),
                        {},
                        db::ReconcileOptions::Lost::refused,
                        "bench",
                        "",
                        [](db::UnitFinding, const Claim&) {}}));
}

void compare_sizes(Bench& bench, std::vector<Store>& stores, std::uint64_t units, std::size_t rounds) {
    std::vector<std::function<void()>> works;
    for (Store& store : stores) {
        works.emplace_back([&store] { claim(*store.registry, ++store.next); });
    }
    const auto times = time_in_turn(rounds, works);
    for (std::size_t i = 0; i + 1 < stores.size(); i += 2) {
        bench.add({"stores: a claim in " + stores[i].name + ", " + with_separators(units) + " units",
                   text_of(times[i + 1]), text_of(times[i]) + ", 1,000 units", times[i + 1] / times[i], flat});
    }
    bench.add({"stores: a claim, PostgreSQL beside SQLite",
               text_of(times[2]),
               text_of(times[0]) + ", SQLite",
               times[2] / times[0],
               {}});
}

void compare_together(Bench& bench, Store& sqlite, Store& postgres, const char* how, std::size_t rounds) {
    std::vector<std::vector<Seconds>> each(2);
    for (std::size_t round = 0; round < rounds; ++round) { // in turn
        each[0].push_back(claim_together(sqlite, 4 * callers));
        each[1].push_back(claim_together(postgres, 4 * callers));
    }
    const Seconds in_sqlite = quantile(each[0], 0.5);
    const Seconds in_postgres = quantile(each[1], 0.5);
    bench.add({std::string("stores: claims by 64 callers") + how + ", PostgreSQL beside SQLite",
               rate_text(1 / in_postgres.count()),
               rate_text(1 / in_sqlite.count()) + ", SQLite",
               in_sqlite / in_postgres,
               {}});
}

} // namespace

void measure_stores(Bench& bench) {
    const auto units = bench.pick<std::uint64_t>(2'000, 100'000, 1'000'000, 10'000'000);
    const auto rounds = bench.pick<std::size_t>(4, 100, 400, 400);
    const auto rounds_together = bench.pick<std::size_t>(1, 5, 20, 20);
    app::SystemClock clock;
    test::PostgresServer server;
    std::vector<Store> stores;
    for (const std::uint64_t size : {few_units, units}) {
        stores.push_back(
            make_store(bench, "SQLite", bench.scratch() / ("registry-" + std::to_string(size) + ".db"), size, nullptr));
    }
    for (const std::uint64_t size : {few_units, units}) {
        stores.push_back(
            make_store(bench, "PostgreSQL", must(db::PostgresPlace::parse(server.new_database())), size, &server));
    }
    for (Store& store : stores) {
        store.registry = must(db::SqlRegistry::open(options_of(store, clock)));
    }
    compare_sizes(bench, stores, units, rounds);
    compare_together(bench, stores[0], stores[2], "", rounds_together);
    for (Store* store : {&stores[0], &stores[2]}) {
        store->registry.reset();
        add_copy(*store, bench.scratch(), clock);
        store->registry = must(db::SqlRegistry::open(options_of(*store, clock)));
    }
    compare_together(bench, stores[0], stores[2], " with an escrow copy", rounds_together);
}

} // namespace keyline::bench
