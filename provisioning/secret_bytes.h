// SecretBytes: memory for tokens, tables, PINs. Locked (never in swap), left out of core dumps, wiped before it is
// given back. No ==, no <<, no copy: what needs the bytes says so by calling bytes(). Threads: as any value; not
// shared. A thread keeps the page that it has given back last, wiped and locked, for the next secret.
#pragma once

#include "provisioning/bytes.h"

namespace keyline {

class SecretBytes {
  public:
    // Zeroed. memory_not_locked when the system refuses to lock (RLIMIT_MEMLOCK) or to give memory.
    static Result<SecretBytes> create(std::size_t size_bytes);
    static Result<SecretBytes> copy_of(ByteView bytes);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    std::size_t size() const { return size_bytes_; }
    ByteView bytes() const { return {data_, size_bytes_}; }
    std::span<std::uint8_t> writable() { return {data_, size_bytes_}; }
    // Keeps the first size_bytes; the rest is wiped.
    void shrink(std::size_t size_bytes);

  private:
    SecretBytes(std::uint8_t* data, std::size_t size_bytes, std::size_t mapped_bytes)
        : data_(data), size_bytes_(size_bytes), mapped_bytes_(mapped_bytes) {}
    void release() noexcept;

    std::uint8_t* data_ = nullptr;
    std::size_t size_bytes_ = 0;
    std::size_t mapped_bytes_ = 0;
};

// For buffers of libraries that have held a secret for a moment.
void wipe(std::span<std::uint8_t> bytes);
void wipe(std::string& text);

} // namespace keyline
