#include "hsm/durable_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::hsm {

namespace {
tl::unexpected<Error> io_error(const std::filesystem::path& path, std::string reason = "cannot be written",
                               SourceLocation where = SourceLocation::current()) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", std::move(reason)}}, errno_text(errno), where);
}
} // namespace

Descriptor::~Descriptor() {
    if (fd_ >= 0) {
        close(fd_);
    }
}

Status write_durably(const std::filesystem::path& path, ByteView bytes) {
    const std::filesystem::path beside = path.string() + ".new";
    {
        const Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.is_open()) {
            return io_error(beside);
        }
        for (ByteView rest = bytes; !rest.empty();) {
            const ssize_t written = write(file.get(), rest.data(), rest.size());
            if (written < 0 && errno != EINTR) {
                return io_error(beside);
            }
            rest = rest.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
        if (fsync(file.get()) != 0) {
            return io_error(beside);
        }
    }
    if (std::rename(beside.c_str(), path.c_str()) != 0) {
        return io_error(path);
    }
    return sync_directory(path.parent_path());
}

Result<Bytes> read_small_file(const std::filesystem::path& path, std::size_t size_bytes_max) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.is_open()) {
        return errno == ENOENT ? fail(ErrorCode::file_missing, {{"path", path.string()}}, errno_text(errno))
                               : io_error(path, "cannot be read");
    }
    struct stat status {};
    if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "it is no file"}});
    }
    Bytes bytes(size_bytes_max + 1);
    std::size_t size_bytes = 0;
    while (size_bytes < bytes.size()) {
        const ssize_t got = read(file.get(), bytes.data() + size_bytes, bytes.size() - size_bytes);
        if (got < 0 && errno != EINTR) {
            return io_error(path, "cannot be read");
        }
        if (got == 0) {
            break;
        }
        size_bytes += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    if (size_bytes > size_bytes_max) {
        return fail(ErrorCode::file_io, {{"path", path.string()},
                                         {"reason", "it has more than " + std::to_string(size_bytes_max) + " bytes"}});
    }
    bytes.resize(size_bytes);
    return bytes;
}

Status sync_directory(const std::filesystem::path& path) {
    const Descriptor directory(open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.is_open() || fsync(directory.get()) != 0) {
        return io_error(path);
    }
    return {};
}

} // namespace keyline::hsm
