// What an entry and a claim cost in databases of very different size, taken in turn.
#include "app/system_ports.h"
#include "db/audit_log.h"
#include "db/registry.h"
#include "tests/bench/generate.h"
#include "tests/bench/served_keyd.h"
#include "tests/support/log_fixtures.h"

namespace keyline::bench {

namespace {

constexpr std::uint64_t few_rows = 1'000;
constexpr double keyd_mb_max = 100;
constexpr Limit flat = at_most(1.25);

void add_ratio(Bench& bench, const std::string& what, std::uint64_t rows, const std::vector<Seconds>& times) {
    bench.add({"flat: " + what + ", " + with_separators(rows) + " rows", text_of(times[1]),
               text_of(times[0]) + ", 1,000 rows", times[1] / times[0], flat});
}

void measure_log(Bench& bench, std::uint64_t rows, std::size_t rounds) {
    app::SystemClock clock;
    std::vector<std::unique_ptr<db::StationAuditLog>> logs;
    std::vector<std::function<void()>> appends;
    std::vector<std::function<void()>> lookups;
    for (std::uint64_t size : {few_rows, rows}) {
        const auto path = bench.scratch() / ("audit-" + std::to_string(size) + ".db");
        generate_station_log(bench, path, size);
        logs.push_back(must(db::StationAuditLog::open(
            {path, test::name_of("development"), test::name_of(station_name), "ann", clock})));
        appends.emplace_back(
            [&log = *logs.back(), next = size]() mutable { must(log.append(generated_event(next++))); });
        lookups.emplace_back([&log = *logs.back(), size, number = std::uint64_t{0}]() mutable {
            for (int i = 0; i < 100; ++i) { // one is too short to be timed
                number = (number * 2'654'435'761U + 1) % (size / 8);
                if (!must(log.unit_with(test::uid_of(1 + number)))) {
                    throw std::runtime_error("a unit is missing");
                }
            }
        });
    }
    add_ratio(bench, "a durable entry", rows, time_in_turn(rounds, appends));
    add_ratio(bench, "100 look-ups of a unit", rows, time_in_turn(rounds, lookups));
}

void measure_registry(Bench& bench, std::uint64_t rows, std::size_t rounds) {
    app::SystemClock clock;
    std::vector<std::unique_ptr<db::SqlRegistry>> registries;
    std::vector<std::function<void()>> claims;
    for (std::uint64_t size : {few_rows, rows}) {
        const auto path = bench.scratch() / ("registry-" + std::to_string(size) + ".db");
        must(db::SqlRegistry::create({path, test::name_of("development"), clock}));
        generate_claims(bench, path, size, generated_claim(1).kg);
        registries.push_back(must(db::SqlRegistry::open({path, test::name_of("development"), clock})));
        claims.emplace_back([&registry = *registries.back(), next = size]() mutable {
            const std::uint64_t number = ++next;
            const auto transaction = must(registry.begin()); // what Issue does
            must(transaction->order(test::name_of(generated_order)));
            must(transaction->claim(test::claim_of(number)));
            must(transaction->claim_with(test::uid_of(number)));
            if (must(transaction->next_serial(test::name_of(generated_order))) != test::serial_of(number)) {
                throw std::runtime_error("another serial number is the next");
            }
            must(transaction->claim_with(test::serial_of(number)));
            must(transaction->insert_claim(generated_claim(number)));
            must(transaction->record(generated_claim_event(number)));
            must(transaction->commit());
        });
    }
    add_ratio(bench, "a claim in the registry", rows, time_in_turn(rounds, claims));
}

// keyd itself, serving from such a registry.
void measure_keyd_memory(Bench& bench, std::uint64_t rows) {
    const ServedKeyd keyd(bench.scratch() / "keyd");
    generate_claims(bench, keyd.registry(), rows, keyd.kg());
    const auto service = keyd.connect();
    for (std::uint64_t number = rows + 1; number <= rows + 200; ++number) {
        must(service->issue({test::claim_of(number), test::name_of(generated_order), {}, test::uid_of(number)}));
        must(service->find_claim(test::claim_of(number / 2)));
    }
    const double memory_mb = memory_mb_max(keyd.process());
    bench.add({"flat: memory of keyline-keyd, " + with_separators(rows) + " units", decimals(memory_mb, 0) + " MB",
               decimals(keyd_mb_max, 0) + " MB", memory_mb / keyd_mb_max, at_most(1)});
}

} // namespace

void measure_flat(Bench& bench) {
    const auto rows = bench.pick<std::uint64_t>(2'000, 100'000, 1'000'000, 10'000'000);
    const auto rounds = bench.pick<std::size_t>(8, 100, 400, 400);
    measure_log(bench, rows, rounds);
    measure_registry(bench, rows, rounds);
    measure_keyd_memory(bench, rows);
}

} // namespace keyline::bench
