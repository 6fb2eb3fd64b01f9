// The files of an export. Threads: constants.
#pragma once

#include <string_view>

namespace keyline::db {

inline constexpr std::string_view entries_name = "entries.jsonl";
inline constexpr std::string_view hashes_name = "leaf-hashes";
inline constexpr std::string_view checkpoint_name = "checkpoint";
inline constexpr std::string_view key_name = "log.vkey";
inline constexpr std::string_view filter_name = "filter.json"; // there when entries.jsonl is only a part

} // namespace keyline::db
