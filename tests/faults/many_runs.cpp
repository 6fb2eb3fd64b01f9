#include "tests/faults/many_runs.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

namespace keyline::test {

void RunTotals::add(RunReport report) {
    ++runs;
    passed += report.passed_under_faults;
    ended += report.ended_under_faults;
    crashes += report.crashes;
    settled += report.order_settled ? 1 : 0;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        kinds[kind].struck += report.struck[kind];
        if (report.struck[kind] > 0 && report.plan.faults.size() == 1) {
            kinds[kind].alone += 1;
            kinds[kind].ended += report.ended_under_faults;
            kinds[kind].passed += report.passed_under_faults;
            kinds[kind].settled += report.order_settled ? 1 : 0;
        }
    }
    if (!report.problems.empty()) {
        ++failed_runs;
        failed.push_back(std::move(report));
        std::ranges::sort(failed, {}, &RunReport::seed);
        if (failed.size() > failed_kept_max) {
            failed.pop_back();
        }
    }
}

std::string RunTotals::text() const {
    std::string text;
    const auto add = [&text](const char* format, auto... values) {
        std::array<char, 160> line{};
        std::snprintf(line.data(), line.size(), format, values...);
        text += line.data();
    };
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    add("%-22s %8s %8s %8s %8s\n", "fault", "struck", "alone", "passed", "settled");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const KindTotals& kind = kinds[i];
        add("%-22s %8llu %8llu %7.0f%% %7.0f%%\n",
            std::string(text_of(static_cast<fixtures::simulator::FaultKind>(i))).c_str(), number(kind.struck),
            number(kind.alone),
            kind.ended == 0 ? 0 : 100.0 * static_cast<double>(kind.passed) / static_cast<double>(kind.ended),
            kind.alone == 0 ? 0 : 100.0 * static_cast<double>(kind.settled) / static_cast<double>(kind.alone));
    }
    add("%llu runs: %llu of %llu units passed under faults, %llu crashes of the station, %llu orders settled\n",
        number(runs), number(passed), number(ended), number(crashes), number(settled));
    for (const RunReport& report : failed) {
        text += "seed " + std::to_string(report.seed) + " BROKEN: " + report.problems.front() +
                "\n  repeat: tests/faults/run --seed " + std::to_string(report.seed) + '\n';
    }
    add("%llu runs failed\n", number(failed_runs));
    return text;
}

RunTotals run_many(std::uint64_t first, std::uint64_t count, unsigned jobs,
                   const std::function<void(std::uint64_t done, std::size_t failed)>& progress) {
    RunTotals totals;
    std::mutex mutex;
    std::atomic<std::uint64_t> next = 0;
    const std::filesystem::path scratch = scratch_directory();
    const auto work = [&] {
        for (std::uint64_t i = next++; i < count; i = next++) {
            RunReport report = run_seed(first + i, scratch);
            const std::lock_guard guard(mutex);
            totals.add(std::move(report));
            if (progress) {
                progress(totals.runs, totals.failed_runs);
            }
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < jobs; ++i) {
        threads.emplace_back(work);
    }
    threads.clear(); // waits for them
    return totals;
}

} // namespace keyline::test
