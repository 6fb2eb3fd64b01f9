// Issue through keyline-keyd as stations call it, beside what its parts cost bare: the same PKCS#11 calls, and durable
// commits of as much, as many together as there are callers.
#include "app/key_service_start.h"
#include "tests/bench/bare_commit.h"
#include "tests/bench/raw_token.h"
#include "tests/bench/served_keyd.h"
#include "tests/support/log_fixtures.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <algorithm>

namespace keyline::bench {

namespace {

constexpr std::size_t callers_per_station = 16; // its lanes
constexpr std::size_t row_size_bytes = 400;     // a claim is less, its entry in the log some more
constexpr std::size_t rows_per_issue = 2;

struct Issues {
    std::vector<Seconds> each;
    Seconds together{};
};

// `callers` at once, each with `calls` of its own, of chips from `first_chip` on.
Issues issue(const ServedKeyd& keyd, const OrderId& order, std::size_t callers, std::size_t calls,
             std::uint64_t first_chip) {
    std::vector<std::unique_ptr<KeyService>> stations;
    for (std::size_t i = 0; i < (callers + callers_per_station - 1) / callers_per_station; ++i) {
        stations.push_back(keyd.connect());
        must(stations.back()->info());
    }
    std::vector<std::vector<Seconds>> times(callers);
    Issues issues;
    issues.together = time_of([&] {
        in_threads(callers, [&](std::size_t caller) {
            KeyService& station = *stations[caller / callers_per_station];
            for (std::size_t i = 0; i < calls; ++i) {
                const std::uint64_t chip = first_chip + caller * calls + i;
                times[caller].push_back(time_of([&] {
                    must(station.issue({test::claim_of(chip), order, {}, test::uid_of(chip)}));
                }));
            }
        });
    });
    for (const auto& of_one : times) {
        issues.each.insert(issues.each.end(), of_one.begin(), of_one.end());
    }
    return issues;
}

// Of one unit: the HSM's part from `callers` threads, and its share of a commit of `callers` units. `each_commit` gets
// what the commits have taken.
Seconds bare_parts(const hsm::Module& module, BareCommit& commits, std::size_t callers, std::size_t calls,
                   std::vector<Seconds>& each_commit) {
    std::vector<std::unique_ptr<RawPkcs11>> sessions;
    for (std::size_t i = 0; i < callers; ++i) {
        sessions.push_back(std::make_unique<RawPkcs11>(module));
    }
    const Seconds in_hsm = time_of([&] {
        in_threads(callers, [&](std::size_t caller) {
            for (std::size_t i = 0; i < calls; ++i) {
                sessions[caller]->mint();
                sessions[caller]->digest();
            }
        });
    });
    Seconds committing{};
    for (std::size_t i = 0; i < calls; ++i) {
        each_commit.push_back(time_of([&] { commits.commit_rows(callers * rows_per_issue); }));
        committing += each_commit.back();
    }
    return (in_hsm + committing) / static_cast<double>(callers * calls);
}

} // namespace

void measure_issue(Bench& bench) {
    constexpr Seconds p99_max{0.005};
    const ServedKeyd keyd(bench.scratch() / "keyd");
    const OrderId order = keyd.create_order();
    hsm::SoftHsmToken token;
    must(token.set_up(Bytes(32, 0x4b)));
    BareCommit commits(bench.scratch() / "bare.db", row_size_bytes);
    const std::size_t rounds = bench.pick<std::size_t>(1, 2, 5, 5);
    const std::size_t calls_per_round = bench.pick<std::size_t>(64, 640, 1'920, 1'920);
    std::uint64_t chip = 1;
    for (const std::size_t callers : {1, 8, 64}) {
        const std::size_t calls = std::max<std::size_t>(1, calls_per_round / std::max<std::size_t>(callers, 8));
        std::vector<Seconds> each;
        std::vector<Seconds> shares; // of the time, for one unit
        std::vector<Seconds> bare;
        std::vector<Seconds> each_commit;
        for (std::size_t round = 0; round < rounds; ++round) { // in turn
            const Issues issues = issue(keyd, order, callers, calls, chip);
            chip += callers * calls;
            each.insert(each.end(), issues.each.begin(), issues.each.end());
            shares.push_back(issues.together / static_cast<double>(callers * calls));
            bare.push_back(bare_parts(token.module(), commits, callers, calls, each_commit));
        }
        const std::string who = "issue, " + std::to_string(callers) + (callers == 1 ? " caller: " : " callers: ");
        const Seconds p99 = quantile(each, 0.99);
        bench.add({who + "median of a call", text_of(quantile(each, 0.5)), {}, {}, {}});
        bench.add({who + "p99 of a call", text_of(p99), callers == 1 ? text_of(p99_max) : "",
                   callers == 1 ? std::optional(p99 / p99_max) : std::nullopt,
                   callers == 1 ? std::optional(at_most(1)) : std::nullopt});
        bench.add({who + "p99 of a call, beside a bare commit's",
                   text_of(p99),
                   text_of(quantile(each_commit, 0.99)) + ", bare SQLite commit",
                   p99 / quantile(each_commit, 0.99),
                   {}});
        const Seconds share = quantile(shares, 0.5);
        const Seconds parts = quantile(bare, 0.5);
        bench.add({who + "throughput", rate_text(1 / share.count()), rate_text(1 / parts.count()) + ", its parts bare",
                   parts / share, callers == 64 ? std::optional(at_least(0.6)) : std::nullopt});
    }
    bench.add({"issue: memory of keyline-keyd after it", keyd.memory_text(), {}, {}, {}});
}

} // namespace keyline::bench
