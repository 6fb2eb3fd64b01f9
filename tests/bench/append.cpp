// One durable append beside one bare commit of a row of the same size, with the same settings, on the same disk.
#include "tests/bench/bare_commit.h"
#include "tests/bench/bench.h"
#include "tests/bench/generate.h"

#include "app/system_ports.h"
#include "db/audit_log.h"
#include "tests/support/log_fixtures.h"

namespace keyline::bench {

namespace {

constexpr std::size_t row_size_bytes = 400; // of an entry

// `callers` append the whole ways of units of their own, all together `appends` entries.
Seconds time_of_callers(db::StationAuditLog& log, std::size_t callers, std::uint64_t first, std::uint64_t appends) {
    const std::uint64_t share = appends / callers;
    return time_of([&] {
        in_threads(callers, [&](std::size_t caller) {
            for (std::uint64_t i = 0; i < share; ++i) {
                must(log.append(generated_event(first + caller * share + i)));
            }
        });
    });
}

} // namespace

void measure_append(Bench& bench) {
    app::SystemClock clock;
    const auto log = must(db::StationAuditLog::create(
        {bench.scratch() / "audit.db", test::name_of("development"), test::name_of(station_name), "ann", clock}));
    BareCommit bare(bench.scratch() / "bare.db", row_size_bytes);
    std::uint64_t next = 0;
    const auto times =
        time_in_turn(bench.pick<std::size_t>(16, 200, 1'000, 1'000),
                     {[&] { must(log->append(generated_event(next++))); }, [&] { bare.commit_rows(1); }});
    bench.add({"append: one durable entry", text_of(times[0]), text_of(times[1]) + ", bare SQLite commit",
               times[0] / times[1], at_most(2)});

    const std::uint64_t appends = 16 * 8 * bench.pick<std::uint64_t>(1, 4, 16, 16); // whole units
    next = (next + 7) / 8 * 8;
    const Seconds together = time_of_callers(*log, 16, next, appends) / static_cast<double>(appends);
    bench.add({"append: one entry, 16 lanes at once",
               text_of(together),
               text_of(times[1]) + ", bare SQLite commit",
               together / times[1],
               {}});
}

} // namespace keyline::bench
