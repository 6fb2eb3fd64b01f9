// FileLock: one process at a time, by flock(2) on a file that stays. Given up when it is destroyed, or with the
// process. Threads: one.
#pragma once

#include "provisioning/result.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace keyline::app {

class FileLock {
  public:
    // Waits at most that long; none when another process still has it. file_io {path}.
    static Result<std::optional<FileLock>> take(const std::filesystem::path& path,
                                                std::chrono::milliseconds wait_ms_max);

    // Replaces what the file says about its holder: its process id, for people.
    void note(std::string_view text);
    // What it says; empty: nothing.
    static std::string holder(const std::filesystem::path& path);

    FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

  private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

} // namespace keyline::app
