#include "app/history.h"

#include "db/sql.h"

#include <algorithm>

namespace keyline::app {

namespace {

Result<HistoryPage> of_unit(Station& station, const SerialNumber& serial) {
    const auto lines = station.log().entries_about(serial);
    if (!lines) {
        return lines.failure();
    }
    HistoryPage page;
    for (auto line = lines->rbegin(); line != lines->rend(); ++line) {
        auto entry = db::parse_entry(*line);
        if (!entry) {
            return entry.failure();
        }
        page.entries.push_back(std::move(*entry));
    }
    return page;
}

bool fits(const db::Entry& entry, const HistoryQuestion& question) {
    return (!question.order || entry.event.order == question.order) &&
           (question.until.empty() || std::string_view(entry.time).substr(0, question.until.size()) <= question.until);
}

} // namespace

Result<HistoryPage> read_history(Station& station, const HistoryQuestion& question,
                                 std::optional<std::uint64_t> before) {
    if (question.serial) {
        return of_unit(station, *question.serial);
    }
    const auto size = station.log().size();
    if (!size) {
        return size.failure();
    }
    HistoryPage page;
    std::uint64_t looked_at = 0;
    for (page.before = std::min(before.value_or(*size), *size); page.before > 0 &&
                                                                page.entries.size() < HistoryPage::entries_max &&
                                                                looked_at < HistoryPage::entries_looked_at_max;) {
        const std::uint64_t count = std::min<std::uint64_t>(page.before, HistoryPage::entries_max);
        const auto lines = station.log().entries(page.before - count, count);
        if (!lines) {
            return lines.failure();
        }
        looked_at += count;
        for (auto line = lines->rbegin(); line != lines->rend() && page.entries.size() < HistoryPage::entries_max;
             ++line) {
            auto entry = db::parse_entry(*line);
            if (!entry) {
                return entry.failure();
            }
            page.before = entry->seq;
            if (fits(*entry, question)) {
                page.entries.push_back(std::move(*entry));
            }
        }
    }
    return page;
}

} // namespace keyline::app
