// --order, --lane, --since and --until: which entries of the record are meant. Threads: one.
#pragma once

#include "db/entry_filter.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace keyline::app {

struct EntryFilterTexts {
    std::string order;
    std::optional<unsigned> lane;
    std::string since;
    std::string until;
};

// Adds the options to the command; what they were given, for filter_of().
std::shared_ptr<EntryFilterTexts> add_entry_filter(CLI::App& command);
Result<db::EntryFilter> filter_of(const EntryFilterTexts& texts); // value_malformed

} // namespace keyline::app
