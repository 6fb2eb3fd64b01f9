// Databases of any size, with what a line would have put into them, written many rows to a commit.
#pragma once

#include "provisioning/ports/registry.h"
#include "tests/bench/bench.h"

namespace keyline::bench {

inline constexpr const char* station_name = "S1";
inline constexpr const char* generated_order = "WO-0001";

// A new station log with so many entries: whole units, each from claiming to passed.
void generate_station_log(const Bench& bench, const std::filesystem::path& path, std::uint64_t entries);
// More units behind those that are there.
void grow_station_log(const Bench& bench, const std::filesystem::path& path, std::uint64_t from, std::uint64_t to);
// The `index`th entry of such a log.
AuditEvent generated_event(std::uint64_t index);

// Claims 1 to `claims` in an order of their own, of an empty registry that nobody has open.
void generate_claims(const Bench& bench, const std::filesystem::path& path, std::uint64_t claims, const CheckValue& kg);
WorkOrder generated_work_order(std::uint64_t claims, const CheckValue& kg); // for as many again
ClaimRecord generated_claim(std::uint64_t number);
AuditEvent generated_claim_event(std::uint64_t number); // keyd's own entry about it

} // namespace keyline::bench
