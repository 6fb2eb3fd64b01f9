// The station's own record, read backwards page by page, as a screen shows it: all of it, of an order, or of a unit.
// Threads: any. Blocks for some pages of the log. Errors: audit_unavailable, audit_unsound.
#pragma once

#include "app/station.h"
#include "db/entry.h"

namespace keyline::app {

struct HistoryQuestion {
    std::optional<SerialNumber> serial{}; // the unit's entries, all at once
    std::optional<OrderId> order{};
    std::string until{}; // UTC, "2026-11-21" or longer; empty: the newest
};

struct HistoryPage {
    static constexpr std::size_t entries_max = 200;
    static constexpr std::uint64_t entries_looked_at_max = 20'000; // in one go, for entries of one order

    std::vector<db::Entry> entries; // the newest first
    std::uint64_t before = 0;       // where the next page begins; 0: there is none
};

// `before`: of the page before; none: the first.
Result<HistoryPage> read_history(Station& station, const HistoryQuestion& question,
                                 std::optional<std::uint64_t> before = {});

} // namespace keyline::app
