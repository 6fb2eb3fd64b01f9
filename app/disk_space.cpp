#include "app/disk_space.h"

namespace keyline::app {

Result<std::uint64_t> free_mib(const std::filesystem::path& directory) {
    std::error_code error;
    const auto space = std::filesystem::space(directory, error);
    if (error) {
        return fail(ErrorCode::file_io,
                    {{"path", directory.string()}, {"reason", "how much room there is cannot be told"}},
                    error.message());
    }
    return space.available / mebibyte;
}

Status check_disk_space(const std::filesystem::path& directory, std::int64_t free_mib_min) {
    const auto free = free_mib(directory);
    if (!free) {
        return free.failure();
    }
    if (*free < static_cast<std::uint64_t>(free_mib_min)) {
        return fail(ErrorCode::disk_low, {{"path", directory.string()},
                                          {"free_mib", std::to_string(*free)},
                                          {"min_mib", std::to_string(free_mib_min)}});
    }
    return {};
}

} // namespace keyline::app
