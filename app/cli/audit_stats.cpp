// keyline audit stats: what the record says about production.
#include "app/cli/commands.h"
#include "app/cli/entry_filter_options.h"
#include "app/cli/progress_line.h"
#include "app/report_process.h"
#include "app/statistics.h"

#include <cmath>

namespace keyline::app {

namespace {

constexpr double bar_columns_max = 40;
constexpr std::array<double, 3> shares{0.5, 0.9, 0.99};

std::string padded(std::string text, std::size_t columns) {
    text.resize(std::max(columns, text.size()), ' ');
    return text;
}

std::string fixed(double value, int digits) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string right(const std::string& text, std::size_t columns) {
    return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

std::string hours_text(std::chrono::milliseconds time) {
    const std::chrono::hh_mm_ss parts(std::chrono::round<std::chrono::seconds>(time));
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%ld:%02ld:%02ld", static_cast<long>(parts.hours().count()),
                  static_cast<long>(parts.minutes().count()), static_cast<long>(parts.seconds().count()));
    return text.data();
}

std::string bar(double value, double most) {
    const double columns = most > 0 ? value / most * bar_columns_max : 0;
    return std::string(static_cast<std::size_t>(std::max(value > 0 ? 1.0 : 0.0, columns)), '#');
}

void print(const db::LogStatistics& statistics, Output& out) {
    out.text("Passed       " + std::to_string(statistics.passed) + ", " + std::to_string(statistics.passed_at_first) +
             " of them at the first attempt");
    out.text("First pass   " + fixed(statistics.first_pass_yield() * 100, 1) + " % of the units that came to an end");
    out.text("Not passed   " + std::to_string(statistics.failed) + " failed attempts, " +
             std::to_string(statistics.quarantined) + " quarantined, " + std::to_string(statistics.aborted) +
             " aborted, " + std::to_string(statistics.interrupted) + " interrupted, " +
             std::to_string(statistics.refused) + " refused");
    out.text("Pace         " + std::to_string(std::lround(statistics.passed_per_hour())) + " units per hour, in " +
             hours_text(statistics.at_work) + " (h:mm:ss) of work; pauses of 5 minutes and more are left out");
    const double longest =
        std::chrono::duration<double>(statistics.times_of(db::UnitStep::unit).percentile(0.5)).count();
    if (longest > 0) {
        out.text("\nSeconds     median    90 %    99 %");
    }
    for (std::size_t i = 0; i < db::unit_step_count && longest > 0; ++i) {
        std::string line = "  " + padded(std::string(text_of(static_cast<db::UnitStep>(i))), 8);
        for (const double share : shares) {
            line += right(fixed(std::chrono::duration<double>(statistics.times[i].percentile(share)).count(), 2), 8);
        }
        const double median = std::chrono::duration<double>(statistics.times[i].percentile(0.5)).count();
        out.text(line + "  " + bar(median, longest));
    }
    std::uint64_t most = 0;
    for (const auto& [code, count] : statistics.causes) {
        most = std::max(most, count);
    }
    if (most > 0) {
        out.text("\nCauses");
    }
    for (const auto& [code, count] : statistics.causes) {
        out.text("  " + padded(code, 30) + right(std::to_string(count), 8) + "  " +
                 bar(static_cast<double>(count), static_cast<double>(most)));
    }
}

Result<ExitCode> stats(Station& station, const EntryFilterTexts& texts, const std::vector<std::string>& plots,
                       Output& out) {
    const auto filter = filter_of(texts);
    if (!filter) {
        return filter.failure();
    }
    ProgressLine progress("reading", "entries");
    const auto statistics =
        read_statistics(station, *filter, [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
    progress.clear();
    if (!statistics) {
        return statistics.failure();
    }
    out.event({"audit.statistics", filter->lane, {}, {}, "ok", Json::parse(json_of(*statistics))});
    print(*statistics, out);
    for (const std::string& path : plots) {
        if (auto drawn = run_report({"plot", "-", path}, json_of(*statistics)); !drawn) {
            return drawn.failure();
        }
        out.text("\nPlotted to " + path);
    }
    return ExitCode::success;
}

} // namespace

void add_audit_stats(CLI::App& audit, CommandLine& line) {
    auto* command = audit.add_subcommand("stats", "Yield, times by step, causes of failure, pace");
    auto filter = add_entry_filter(*command);
    auto plots = std::make_shared<std::vector<std::string>>();
    command->add_option("--plot", *plots, "Also as a plot: a new file that ends in .svg or .png")->type_name("FILE");
    command->footer("Examples:\n  keyline audit stats\n  keyline audit stats --order WO-0001 --lane 2 --json\n"
                    "  keyline audit stats --since 2026-11-01 --plot november.svg");
    command->callback([&line, filter, plots] {
        line.run = [&line, filter, plots](Output& out) {
            return with_record(line, out, [&](Station& station) { return stats(station, *filter, *plots, out); });
        };
    });
}

} // namespace keyline::app
