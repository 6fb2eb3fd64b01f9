// A directory that is handed out: new or empty, and its files get their names only when each of them is whole and
// durable. Given up in between (a full disk, a stop), it leaves nothing, the directory neither where it made it.
// Threads: one at a time. Errors: file_io {path, reason}.
#pragma once

#include "provisioning/result.h"

#include <filesystem>
#include <vector>

namespace keyline::db {

class ExportDirectory {
  public:
    static Result<ExportDirectory> create(std::filesystem::path directory);
    ExportDirectory(ExportDirectory&& other) noexcept;
    ExportDirectory& operator=(ExportDirectory&&) = delete;
    ~ExportDirectory();

    // Files are counted from 0 in the order of their adding, which is the order in which they get their names.
    Status add(const std::string& name);
    Status write(std::size_t file, std::string_view bytes);
    // A whole file.
    Status add(const std::string& name, std::string_view contents);
    Status finish();

  private:
    struct File {
        std::filesystem::path path;
        int fd;
    };
    explicit ExportDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {}

    std::filesystem::path directory_;
    std::vector<File> files_;
    bool made_ = false;
    bool finished_ = false;
};

} // namespace keyline::db
