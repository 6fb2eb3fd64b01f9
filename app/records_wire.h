// What the actions records.claims and records.archive carry as documents: JSON Lines. A claim a line, without its
// escrow; an archived entry a line, its exact bytes. Threads: values. Errors: key_service_answer {reason}.
#pragma once

#include "provisioning/claim.h"

#include <vector>

namespace keyline::app {

inline constexpr std::size_t entries_about_unit_max = 1'000;
inline constexpr std::size_t claims_per_page_max = 2'000;
inline constexpr std::size_t archived_page_size_bytes_max = 3'145'728; // below what a message holds

std::string claim_line(const Claim& claim); // with its newline
Result<std::vector<Claim>> claims_in(const Bytes& document);
std::vector<std::string> lines_in(const Bytes& document);

} // namespace keyline::app
