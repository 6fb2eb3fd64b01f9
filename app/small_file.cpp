#include "app/small_file.h"

#include "fixtures/descriptor.h"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/stat.h>

namespace keyline::app {

namespace {

tl::unexpected<Error> unreadable(const std::string& path, std::string reason, std::string cause = {}) {
    return fail(ErrorCode::file_io, {{"path", path}, {"reason", std::move(reason)}}, std::move(cause));
}

using WaitMax = std::optional<std::chrono::milliseconds>;

// False: nothing came.
bool wait_for_bytes(int descriptor, const WaitMax& wait_max) {
    pollfd waiting{descriptor, POLLIN, 0};
    int ready = 0;
    do {
        ready = poll(&waiting, 1, wait_max ? static_cast<int>(wait_max->count()) : -1);
    } while (ready < 0 && errno == EINTR);
    return ready != 0;
}

Result<std::string> read_all(int descriptor, const std::string& path, std::size_t size_bytes_max,
                             const WaitMax& wait_max) {
    std::string text(size_bytes_max + 1, '\0');
    std::size_t size_bytes = 0;
    while (size_bytes < text.size()) {
        if (!wait_for_bytes(descriptor, wait_max)) {
            return unreadable(path, "nothing came for " + std::to_string(small_file_wait_max.count()) + " s");
        }
        const ssize_t got = read(descriptor, text.data() + size_bytes, text.size() - size_bytes);
        if (got < 0 && errno != EINTR && errno != EAGAIN) {
            return unreadable(path, "cannot be read", errno_text(errno));
        }
        if (got == 0) {
            break;
        }
        size_bytes += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    if (size_bytes > size_bytes_max) {
        return unreadable(path, "it has more than " + std::to_string(size_bytes_max) + " bytes");
    }
    text.resize(size_bytes);
    return text;
}

} // namespace

Result<std::string> read_small_file(const std::filesystem::path& path, std::size_t size_bytes_max) {
    // A pipe without a writer does not hold us at open().
    const fixtures::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0) {
        return errno == ENOENT || errno == ENOTDIR
                   ? Result<std::string>(fail(ErrorCode::file_missing, {{"path", path.string()}}, errno_text(errno)))
                   : unreadable(path.string(), "cannot be opened", errno_text(errno));
    }
    struct stat status {};
    if (fstat(file.number(), &status) != 0 || !(S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode))) {
        return unreadable(path.string(), S_ISDIR(status.st_mode) ? "it is a directory" : "it is no file");
    }
    return read_all(file.number(), path.string(), size_bytes_max, small_file_wait_max);
}

Result<std::string> read_small_input(const std::string& path, std::size_t size_bytes_max) {
    return path == "-" ? read_all(STDIN_FILENO, "standard input", size_bytes_max, {})
                       : read_small_file(path, size_bytes_max);
}

Result<std::string> read_line_file(const std::filesystem::path& path, std::size_t size_bytes_max) {
    auto text = read_small_file(path, size_bytes_max);
    if (text) {
        text->resize(std::min(text->find('\n'), text->size()));
        text->resize(text->find_last_not_of("\r ") + 1);
    }
    return text && text->empty() ? unreadable(path.string(), "its first line is empty") : text;
}

} // namespace keyline::app
