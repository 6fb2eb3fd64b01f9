#include "app/statistics.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace keyline::app {

namespace {
constexpr std::size_t entries_page = 4'096;
constexpr std::array<double, 3> shares{0.5, 0.9, 0.99};
} // namespace

Result<db::LogStatistics> read_statistics(Station& station, const db::EntryFilter& filter, const EntriesRead& progress,
                                          const std::stop_token& stop) {
    auto size = station.log().size();
    if (!size) {
        return size.failure();
    }
    db::StatisticsReader reader(filter);
    for (std::uint64_t at = 0; at < *size;) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::stopped);
        }
        auto page = station.log().entries(at, entries_page);
        if (!page) {
            return page.failure();
        }
        for (const std::string& bytes : *page) {
            auto entry = db::parse_entry(bytes);
            auto added = entry ? reader.add(*entry) : Status(entry.failure());
            if (!added) {
                return fail(ErrorCode::audit_unsound,
                            {{"reason", std::string(added.error().arg("reason"))}, {"entry", std::to_string(at)}});
            }
            ++at;
        }
        if (page->empty()) {
            return fail(ErrorCode::audit_unsound, {{"reason", "entries are missing"}, {"entry", std::to_string(at)}});
        }
        progress(at, *size);
    }
    return reader.finish();
}

std::string json_of(const db::LogStatistics& statistics) {
    nlohmann::json json = {{"passed", statistics.passed},
                           {"passed_at_first", statistics.passed_at_first},
                           {"first_pass_yield", statistics.first_pass_yield()},
                           {"failed", statistics.failed},
                           {"quarantined", statistics.quarantined},
                           {"aborted", statistics.aborted},
                           {"refused", statistics.refused},
                           {"interrupted", statistics.interrupted},
                           {"units_per_hour", statistics.passed_per_hour()},
                           {"causes", nlohmann::json::object()},
                           {"seconds", nlohmann::json::object()}};
    for (const auto& [code, count] : statistics.causes) {
        json["causes"][code] = count;
    }
    for (std::size_t i = 0; i < db::unit_step_count; ++i) {
        const auto& times = statistics.times[i];
        nlohmann::json& step = json["seconds"][std::string(text_of(static_cast<db::UnitStep>(i)))];
        step["count"] = times.count();
        for (const double share : shares) {
            step["p" + std::to_string(std::lround(share * 100))] =
                std::chrono::duration<double>(times.percentile(share)).count();
        }
    }
    return json.dump();
}

} // namespace keyline::app
