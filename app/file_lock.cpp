#include "app/file_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace keyline::app {

namespace {
constexpr std::chrono::milliseconds look_again_ms{20}; // flock has no time-out of its own
}

Result<std::optional<FileLock>> FileLock::take(const std::filesystem::path& path,
                                               std::chrono::milliseconds wait_ms_max) {
    const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return fail(ErrorCode::file_io, {{"path", path.string()}}, errno_text(errno));
    }
    FileLock lock(fd);
    const auto deadline = std::chrono::steady_clock::now() + wait_ms_max;
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return fail(ErrorCode::file_io, {{"path", path.string()}}, errno_text(errno));
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            return std::optional<FileLock>();
        }
        std::this_thread::sleep_for(look_again_ms);
    }
    return std::optional<FileLock>(std::move(lock));
}

void FileLock::note(std::string_view text) {
    if (ftruncate(fd_, 0) != 0 || pwrite(fd_, text.data(), text.size(), 0) < 0) {
        return; // for people only
    }
}

std::string FileLock::holder(const std::filesystem::path& path) {
    pid_t process = 0;
    std::ifstream(path) >> process;
    return process > 0 ? std::to_string(process) : std::string();
}

FileLock::~FileLock() {
    if (fd_ >= 0) {
        close(fd_);
    }
}

} // namespace keyline::app
