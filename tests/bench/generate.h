// Databases of any size, with what a line would have put into them, written many rows to a commit.
#pragma once

#include "provisioning/unit_event.h"
#include "tests/bench/bench.h"

namespace keyline::bench {

inline constexpr const char* station_name = "S1";

// A new station log with so many entries: whole units, each from claiming to passed.
void generate_station_log(const Bench& bench, const std::filesystem::path& path, std::uint64_t entries);
// More units behind those that are there.
void grow_station_log(const Bench& bench, const std::filesystem::path& path, std::uint64_t from, std::uint64_t to);
// The `index`th entry of such a log.
AuditEvent generated_event(std::uint64_t index);

} // namespace keyline::bench
