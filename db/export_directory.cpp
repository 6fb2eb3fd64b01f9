#include "db/export_directory.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::db {

namespace {
namespace fs = std::filesystem;
constexpr std::string_view unfinished_suffix = ".part";
constexpr ::mode_t file_mode = 0644; // nothing secret, and made to be handed on

tl::unexpected<Error> failure(const fs::path& path, std::string reason, int error_number) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", std::move(reason)}},
                error_number == 0 ? "" : errno_text(error_number));
}

fs::path unfinished(const fs::path& path) {
    return path.string() + std::string(unfinished_suffix);
}

Status sync_directory(const fs::path& directory) {
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    const int error_number = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    return synced ? Status{} : failure(directory, "cannot be written", error_number);
}
} // namespace

Result<ExportDirectory> ExportDirectory::create(fs::path directory) {
    ExportDirectory made(std::move(directory));
    std::error_code error;
    made.made_ = fs::create_directory(made.directory_, error); // no error when it is there
    fs::directory_iterator entry(made.directory_, error);
    if (error) {
        return failure(made.directory_, "not a directory that can be written", error.value());
    }
    for (; entry != fs::directory_iterator(); entry.increment(error)) {
        if (error || entry->path().extension() != unfinished_suffix) { // those an interrupted export left
            return failure(made.directory_, "not empty", error.value());
        }
    }
    return made;
}

ExportDirectory::ExportDirectory(ExportDirectory&& other) noexcept
    : directory_(std::move(other.directory_)), files_(std::exchange(other.files_, {})),
      made_(std::exchange(other.made_, false)), finished_(other.finished_) {}

ExportDirectory::~ExportDirectory() {
    for (const File& file : files_) {
        ::close(file.fd);
        if (!finished_) {
            ::unlink(unfinished(file.path).c_str());
            ::unlink(file.path.c_str());
        }
    }
    if (made_ && !finished_) {
        ::rmdir(directory_.c_str());
    }
}

Status ExportDirectory::add(const std::string& name) {
    const fs::path path = directory_ / name;
    const int fd = ::open(unfinished(path).c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, file_mode);
    if (fd < 0) {
        return failure(path, "cannot be created", errno);
    }
    files_.push_back({path, fd});
    return {};
}

Status ExportDirectory::write(std::size_t file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(files_[file].fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return failure(files_[file].path, "cannot be written", errno);
        }
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return {};
}

Status ExportDirectory::add(const std::string& name, std::string_view contents) {
    auto added = add(name);
    return added ? write(files_.size() - 1, contents) : added;
}

Status ExportDirectory::finish() {
    for (const File& file : files_) {
        if (::fsync(file.fd) != 0) {
            return failure(file.path, "cannot be written", errno);
        }
    }
    for (const File& file : files_) {
        if (::rename(unfinished(file.path).c_str(), file.path.c_str()) != 0) {
            return failure(file.path, "cannot be written", errno);
        }
    }
    auto synced = sync_directory(directory_);
    finished_ = synced.has_value();
    return synced;
}

} // namespace keyline::db
