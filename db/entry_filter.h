// Which entries of a log are asked for. All that is set must hold. Threads: values, no sharing.
#pragma once

#include "db/entry.h"

namespace keyline::db {

struct EntryFilter {
    std::optional<OrderId> order{};
    std::optional<unsigned> lane{};
    std::optional<std::string> since{}; // as entries write their time, this one included
    std::optional<std::string> until{}; // this one not

    bool is_everything() const { return !order && !lane && !since && !until; }
    bool matches(const Entry& entry) const;
};

// As a JSON object, with the names of above.
std::string text_of(const EntryFilter& filter);

// "2026-11-21" (the day's beginning) or "2026-11-21T01:10:55Z", UTC, as entries write it. value_malformed.
Result<std::string> parse_moment(std::string_view text);

} // namespace keyline::db
