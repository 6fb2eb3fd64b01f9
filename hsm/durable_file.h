// Small files that must be whole or not there after a power cut: written beside, fsynced, renamed.
#pragma once

#include "provisioning/bytes.h"

#include <filesystem>

namespace keyline::hsm {

// file_io {path}. Mode 0600.
Status write_durably(const std::filesystem::path& path, ByteView bytes);
Result<Bytes> read_small_file(const std::filesystem::path& path, std::size_t size_bytes_max);
Status sync_directory(const std::filesystem::path& path);

// Owns a file descriptor.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    int get() const { return fd_; }
    bool is_open() const { return fd_ >= 0; }

  private:
    int fd_;
};

} // namespace keyline::hsm
