#include "db/escrow_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::db {

namespace {
constexpr std::size_t read_size_bytes = std::size_t{1} << 20U;

EscrowPosition after(const EscrowPosition& before, std::string_view line) {
    return {before.size_bytes + line.size() + 1, sha256(as_bytes(line)), before.next_seq + 1};
}

// What there is at that place, as far as the file reaches; none: an error, in errno.
std::optional<std::string> read_at(int fd, std::uint64_t from, std::size_t size_bytes) {
    std::string bytes(size_bytes, '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t part = pread(fd, bytes.data() + got, bytes.size() - got, static_cast<off_t>(from + got));
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part < 0) {
            return std::nullopt;
        }
        if (part == 0) {
            break;
        }
        got += static_cast<std::size_t>(part);
    }
    bytes.resize(got);
    return bytes;
}
} // namespace

Result<std::unique_ptr<EscrowFile>> EscrowFile::create(const std::filesystem::path& path, const EscrowHeader& header) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    std::unique_ptr<EscrowFile> file(new EscrowFile(path, fd));
    if (fd < 0) {
        return file->failure(errno == EEXIST ? "exists already" : "cannot be made", errno);
    }
    if (auto locked = file->lock(Use::write); !locked) {
        return locked.failure();
    }
    file->header_ = header;
    for (auto& done : {file->append({header}, Sync::durable), file->sync_directory()}) {
        if (!done) {
            ::unlink(path.c_str());
            return done.failure();
        }
    }
    file->after_header_ = file->end_;
    return file;
}

Result<std::unique_ptr<EscrowFile>> EscrowFile::open(const std::filesystem::path& path, Use use) {
    const int access = use == Use::write ? O_RDWR | O_APPEND : O_RDONLY;
    const int fd = ::open(path.c_str(), access | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    std::unique_ptr<EscrowFile> file(new EscrowFile(path, fd));
    if (fd < 0) {
        return file->failure(errno == ENOENT ? "is not there" : "cannot be opened", errno);
    }
    if (auto locked = file->lock(use); !locked) {
        return locked.failure();
    }
    if (auto read = file->read_header(); !read) {
        return read.failure();
    }
    return file;
}

EscrowFile::~EscrowFile() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Status EscrowFile::lock(Use use) {
    struct stat status {};
    if (fstat(fd_, &status) != 0) {
        return failure("cannot be read", errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return unsound("it is not a file");
    }
    if (flock(fd_, (use == Use::write ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
        return failure("in use by another process", errno);
    }
    return {};
}

Status EscrowFile::read_header() {
    const auto bytes = read_at(fd_, 0, escrow_line_size_bytes_max);
    if (!bytes) {
        return failure("cannot be read", errno);
    }
    const auto line_end = bytes->find('\n');
    const std::string_view text = std::string_view(*bytes).substr(0, line_end);
    const auto line = line_end == std::string::npos ? std::nullopt : parse_escrow_line(text);
    if (!line || line->seq != 0 || line->prev != Hash{} || !std::holds_alternative<EscrowHeader>(line->content)) {
        return unsound("it does not begin as an escrow copy does");
    }
    header_ = std::get<EscrowHeader>(line->content);
    after_header_ = after({}, text);
    return {};
}

Result<std::optional<EscrowPosition>> EscrowFile::find(std::uint64_t size_bytes, const Hash& digest) const {
    const std::uint64_t from =
        size_bytes > escrow_line_size_bytes_max + 1 ? size_bytes - escrow_line_size_bytes_max - 1 : 0;
    const auto bytes = read_at(fd_, from, static_cast<std::size_t>(size_bytes - from));
    if (!bytes) {
        return failure("cannot be read", errno);
    }
    if (bytes->size() != size_bytes - from || bytes->empty() || bytes->back() != '\n') {
        return std::nullopt;
    }
    std::string_view text(*bytes);
    text.remove_suffix(1);
    const auto before = text.rfind('\n');
    text.remove_prefix(before == std::string_view::npos ? 0 : before + 1);
    const auto line = parse_escrow_line(text);
    if (!line || sha256(as_bytes(text)) != digest) {
        return std::nullopt;
    }
    return EscrowPosition{size_bytes, digest, line->seq + 1};
}

Result<EscrowEnd> EscrowFile::read(const EscrowPosition& from, const Each& each) const {
    EscrowEnd end{from, 0};
    for (std::string ahead;;) { // what was read and is no line yet
        const auto bytes = read_at(fd_, end.position.size_bytes + ahead.size(), read_size_bytes);
        if (!bytes) {
            return failure("cannot be read", errno);
        }
        ahead += *bytes;
        std::size_t at = 0;
        for (auto line_end = ahead.find('\n', at); line_end != std::string::npos; line_end = ahead.find('\n', at)) {
            const std::string_view text = std::string_view(ahead).substr(at, line_end - at);
            const auto line = parse_escrow_line(text);
            if (!line || line->seq != end.position.next_seq || line->prev != end.position.digest) {
                break;
            }
            const EscrowPosition next = after(end.position, text);
            if (auto done = each(*line, next); !done) {
                return done.failure();
            }
            end.position = next;
            at = line_end + 1;
        }
        ahead.erase(0, at);
        if (at == 0 || bytes->size() < read_size_bytes) {
            struct stat status {};
            if (fstat(fd_, &status) != 0) {
                return failure("cannot be read", errno);
            }
            end.rest_size_bytes = static_cast<std::uint64_t>(status.st_size) - end.position.size_bytes;
            return end;
        }
    }
}

Result<bool> EscrowFile::rest_contains(const EscrowEnd& end, std::string_view text) const {
    std::uint64_t from = end.position.size_bytes;
    for (;;) {
        const auto bytes = read_at(fd_, from, read_size_bytes);
        if (!bytes) {
            return failure("cannot be read", errno);
        }
        if (bytes->find(text) != std::string::npos) {
            return true;
        }
        if (bytes->size() < read_size_bytes) {
            return false;
        }
        from += bytes->size() - text.size();
    }
}

Status EscrowFile::go_on_at(const EscrowPosition& end) {
    if (ftruncate(fd_, static_cast<off_t>(end.size_bytes)) != 0 || fsync(fd_) != 0) {
        const int error_number = errno;
        poison_ = errno_text(error_number);
        return failure("cannot be written", error_number);
    }
    end_ = end;
    return {};
}

Status EscrowFile::append(const std::vector<EscrowContent>& lines, Sync sync) {
    if (!poison_.empty()) {
        return fail(ErrorCode::escrow_unavailable,
                    {{"path", path_.string()}, {"reason", "stopped after an earlier error"}}, poison_);
    }
    std::string text;
    EscrowPosition next = end_;
    for (const EscrowContent& content : lines) {
        const std::string line = format_escrow_line({next.next_seq, next.digest, content});
        next = after(next, line);
        text += line + "\n";
    }
    if (auto written = write(text); !written) {
        return written;
    }
    if (sync == Sync::durable && fdatasync(fd_) != 0) {
        const int error_number = errno;
        poison_ = errno_text(error_number);
        return failure("cannot be made durable", error_number);
    }
    end_ = next;
    return {};
}

Status EscrowFile::write(std::string_view text) {
    for (std::size_t written = 0; written < text.size();) {
        const ssize_t part = ::write(fd_, text.data() + written, text.size() - written);
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part <= 0) {
            const int error_number = part < 0 ? errno : ENOSPC;
            if (ftruncate(fd_, static_cast<off_t>(end_.size_bytes)) != 0) {
                poison_ = errno_text(errno);
            }
            return failure(error_number == ENOSPC ? "disk full" : "cannot be written", error_number);
        }
        written += static_cast<std::size_t>(part);
    }
    return {};
}

Status EscrowFile::sync_directory() const {
    const std::filesystem::path parent = path_.has_parent_path() ? path_.parent_path() : ".";
    const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = directory >= 0 && fsync(directory) == 0;
    const int error_number = errno;
    if (directory >= 0) {
        ::close(directory);
    }
    return synced ? Status() : failure("cannot be made durable", error_number);
}

tl::unexpected<Error> EscrowFile::failure(std::string reason, int error_number) const {
    return fail(ErrorCode::escrow_unavailable, {{"path", path_.string()}, {"reason", std::move(reason)}},
                errno_text(error_number));
}

tl::unexpected<Error> EscrowFile::unsound(std::string reason) const {
    return fail(ErrorCode::escrow_unsound, {{"path", path_.string()}, {"reason", std::move(reason)}});
}

} // namespace keyline::db
