// seeded_faults: many seeded runs, with progress; or one, with its story.
#include "tests/faults/many_runs.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace {

using namespace keyline;
using namespace keyline::test;

constexpr std::chrono::milliseconds redraw_ms{200};

// "12,345 of 100,000 runs, 310/s, 2 failed"
class ProgressLine {
  public:
    void show(std::uint64_t done, std::uint64_t total, std::size_t failed) {
        const auto now = std::chrono::steady_clock::now();
        if ((now < next_ && done < total) || ::isatty(STDERR_FILENO) == 0) {
            return;
        }
        next_ = now + redraw_ms;
        const double seconds = std::chrono::duration<double>(now - began_).count();
        std::fprintf(stderr, "\r%llu of %llu runs, %.0f/s, %zu failed ", static_cast<unsigned long long>(done),
                     static_cast<unsigned long long>(total), static_cast<double>(done) / seconds, failed);
    }
    ~ProgressLine() {
        if (::isatty(STDERR_FILENO) != 0) {
            std::fputc('\n', stderr);
        }
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point next_ = began_;
};

void tell(const RunReport& report) {
    std::cout << "# seed " << report.seed << '\n' << report.plan.text();
    for (const std::string& line : report.story) {
        std::cout << line << '\n';
    }
    std::cout << (report.order_settled ? "" : "the order is not settled\n");
    for (const std::string& problem : report.problems) {
        std::cout << "BROKEN: " << problem << '\n';
    }
}

int run_one(std::uint64_t seed, const std::string& plan_file) {
    RunReport report;
    if (plan_file.empty()) {
        report = run_seed(seed, scratch_directory());
    } else {
        std::ifstream file(plan_file, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        fixtures::simulator::SeededNumbers numbers(seed);
        const auto plan = fixtures::simulator::FaultPlan::parse(text, plan_file, &numbers);
        if (!file || !plan) {
            std::cerr << "seeded_faults: " << plan_file << " is not a plan"
                      << (plan ? "" : ": " + std::string(plan.error().arg("reason"))) << '\n';
            return 3;
        }
        report = run_plan(seed, *plan, scratch_directory());
    }
    tell(report);
    return report.problems.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Runs of the whole station against simulated locks with faults that are drawn from a seed.\n"
                 "Virtual time, one thread a run: a seed repeats exactly. A PASS is compared with the lock's flash.");
    std::uint64_t count = 1'000;
    std::uint64_t first = 1;
    std::optional<std::uint64_t> seed;
    std::string plan;
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    app.add_option("--count", count, "how many runs (default 1000)");
    app.add_option("--first", first, "the first seed (default 1); the others follow it");
    app.add_option("--jobs", jobs, "runs side by side (default: as many as there are processors)")
        ->check(CLI::Range(1, 256));
    app.add_option("--seed", seed, "one run, with its plan and all that happens");
    app.add_option("--plan", plan, "with --seed: this plan instead of the drawn one")->needs("--seed");
    app.footer("Examples:\n  seeded_faults --count 100000\n  seeded_faults --seed 4711\n"
               "  keyline-locksim --seed 4711 --print-plan >p.toml; seeded_faults --seed 4711 --plan p.toml\n"
               "Exit codes: 0 all rules held, 1 a rule was broken, 2 usage, 3 not a plan.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (seed) {
        return run_one(*seed, plan);
    }
    RunTotals totals;
    {
        ProgressLine progress;
        totals = run_many(first, count, jobs,
                          [&](std::uint64_t done, std::size_t failed) { progress.show(done, count, failed); });
    }
    std::cout << totals.text();
    return totals.failed.empty() ? 0 : 1;
}
