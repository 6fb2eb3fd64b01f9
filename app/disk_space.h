// Room on the disk that a record is on, so that somebody makes some before there is none and nothing may be made any
// more. Threads: any. Errors: file_io {path, reason}; disk_low {path, free_mib, min_mib}.
#pragma once

#include "provisioning/result.h"

#include <filesystem>

namespace keyline::app {

inline constexpr std::uint64_t mebibyte = 1'048'576;
inline constexpr std::int64_t disk_free_mib_min_default = 512; // a station's entries about some 40,000 units
inline constexpr std::int64_t disk_free_mib_max = 16'777'216;

Result<std::uint64_t> free_mib(const std::filesystem::path& directory); // for this user
Status check_disk_space(const std::filesystem::path& directory, std::int64_t free_mib_min);

} // namespace keyline::app
