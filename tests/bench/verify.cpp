// The whole verification of a log, as `keyline audit verify` does it.
#include "db/log_verify.h"
#include "tests/bench/generate.h"
#include "tests/support/log_fixtures.h"

namespace keyline::bench {

void measure_verify(Bench& bench) {
    constexpr double entries_per_second_min = 200'000;
    const auto path = bench.scratch() / "audit.db";
    const auto entries = bench.pick<std::uint64_t>(4'000, 100'000, 400'000, 1'000'000);
    generate_station_log(bench, path, entries);
    std::vector<Seconds> times;
    for (int round = 0; round < bench.pick(1, 1, 3, 3); ++round) {
        times.push_back(time_of([&] {
            const auto report =
                must(db::verify_station_log(path, test::name_of("development"), test::name_of(station_name), {}));
            if (report.entries != entries) {
                throw std::runtime_error("not all entries were verified");
            }
        }));
    }
    const double rate = static_cast<double>(entries) / quantile(times, 0.5).count();
    bench.add({"verify: a log of " + with_separators(entries) + " entries", rate_text(rate),
               rate_text(entries_per_second_min), rate / entries_per_second_min, at_least(1)});
}

} // namespace keyline::bench
