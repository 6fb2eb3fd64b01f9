// A file and its directory, made durable: what sqlite.h needs beside SQLite. Threads: any.
#pragma once

#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace keyline::db {

inline constexpr ::mode_t database_file_mode = 0600;

class File {
  public:
    File(const std::filesystem::path& path, int flags, ::mode_t mode = 0) : fd_(::open(path.c_str(), flags, mode)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    bool is_open() const { return fd_ >= 0; }
    bool sync() const { return ::fsync(fd_) == 0; }

  private:
    int fd_;
};

// A new, empty file, for who made it alone. errno tells why not.
inline bool make_file(const std::filesystem::path& path) {
    return File(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, database_file_mode).is_open();
}

inline std::filesystem::path directory_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// The names in the directory are durable. errno tells why not.
inline bool sync_directory_of(const std::filesystem::path& path) {
    const File directory(directory_of(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return directory.is_open() && directory.sync();
}

} // namespace keyline::db
