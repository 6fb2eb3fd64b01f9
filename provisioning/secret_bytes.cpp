#include "provisioning/secret_bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace keyline {

namespace {

// The page that this thread has given back last: wiped, locked still. To map and lock one takes a third of the time
// that an HSM needs for a token.
thread_local std::uint8_t* spare_page = nullptr;
thread_local bool thread_is_ending = false;

std::size_t page_size_bytes() {
    static const auto size_bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return size_bytes;
}

struct SpareAtThreadEnd {
    void touch() const {} // makes it, so that it is destroyed with the thread
    ~SpareAtThreadEnd() {
        thread_is_ending = true;
        if (spare_page != nullptr) {
            munmap(std::exchange(spare_page, nullptr), page_size_bytes());
        }
    }
};
thread_local const SpareAtThreadEnd spare_at_thread_end;

} // namespace

Result<SecretBytes> SecretBytes::create(std::size_t size_bytes) {
    const std::size_t page_bytes = page_size_bytes();
    const std::size_t mapped_bytes = std::max<std::size_t>(1, (size_bytes + page_bytes - 1) / page_bytes) * page_bytes;
    if (mapped_bytes == page_bytes && spare_page != nullptr) {
        return SecretBytes(std::exchange(spare_page, nullptr), size_bytes, mapped_bytes);
    }
    void* memory = mmap(nullptr, mapped_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return fail(ErrorCode::memory_not_locked, {{"bytes", std::to_string(size_bytes)}}, errno_text(errno));
    }
    if (mlock(memory, mapped_bytes) != 0 || madvise(memory, mapped_bytes, MADV_DONTDUMP) != 0) {
        const int error_number = errno;
        munmap(memory, mapped_bytes);
        return fail(ErrorCode::memory_not_locked, {{"bytes", std::to_string(size_bytes)}}, errno_text(error_number));
    }
    return SecretBytes(static_cast<std::uint8_t*>(memory), size_bytes, mapped_bytes);
}

Result<SecretBytes> SecretBytes::copy_of(ByteView bytes) {
    auto secret = create(bytes.size());
    if (secret) {
        std::copy(bytes.begin(), bytes.end(), secret->data_);
    }
    return secret;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_bytes_(std::exchange(other.size_bytes_, 0)),
      mapped_bytes_(std::exchange(other.mapped_bytes_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        release();
        data_ = std::exchange(other.data_, nullptr);
        size_bytes_ = std::exchange(other.size_bytes_, 0);
        mapped_bytes_ = std::exchange(other.mapped_bytes_, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    release();
}

void SecretBytes::shrink(std::size_t size_bytes) {
    if (size_bytes < size_bytes_) {
        wipe(writable().subspan(size_bytes));
        size_bytes_ = size_bytes;
    }
}

void SecretBytes::release() noexcept {
    if (data_ != nullptr) {
        explicit_bzero(data_, mapped_bytes_);
        if (mapped_bytes_ == page_size_bytes() && spare_page == nullptr && !thread_is_ending) {
            spare_at_thread_end.touch();
            spare_page = data_;
        } else {
            munmap(data_, mapped_bytes_);
        }
        data_ = nullptr;
    }
}

void wipe(std::span<std::uint8_t> bytes) {
    explicit_bzero(bytes.data(), bytes.size());
}

void wipe(std::string& text) {
    explicit_bzero(text.data(), text.size());
    text.clear();
}

} // namespace keyline
