#include "hsm/pin.h"

#include "hsm/durable_file.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::hsm {

namespace {
constexpr std::size_t marker_size_bytes_max = 256;
constexpr const char* marker_format = "keyline refused pin 1 %" SCNu64 " %" SCNu64 " %" SCNu64 " %31s";

tl::unexpected<Error> missing(const std::filesystem::path& path, std::string cause,
                              SourceLocation where = SourceLocation::current()) {
    return fail(ErrorCode::hsm_pin_missing, {{"path", path.string()}}, std::move(cause), where);
}

bool is_credential(const std::filesystem::path& path) {
    const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
    std::error_code error; // of equivalent(): then it is not
    return directory != nullptr && std::filesystem::equivalent(path.parent_path(), directory, error);
}

Status check_access(const std::filesystem::path& path, const struct stat& info, bool credential) {
    if (!S_ISREG(info.st_mode)) {
        return missing(path, "not a regular file");
    }
    if (info.st_uid != geteuid() && info.st_uid != 0) {
        return fail(ErrorCode::hsm_pin_exposed, {{"path", path.string()}, {"owner", std::to_string(info.st_uid)}});
    }
    const mode_t allowed = credential ? 0640 : 0600;
    if ((info.st_mode & 07777U & ~allowed) != 0) {
        std::array<char, 8> mode{};
        std::snprintf(mode.data(), mode.size(), "%04o", info.st_mode & 07777U);
        return fail(ErrorCode::hsm_pin_exposed, {{"path", path.string()}, {"mode", mode.data()}});
    }
    return {};
}

Result<SecretBytes> read_secret(const std::filesystem::path& path, int fd) {
    auto pin = SecretBytes::create(pin_size_bytes_max + 2); // a newline, and one more to see that it is too long
    if (!pin) {
        return pin;
    }
    std::size_t size_bytes = 0;
    while (size_bytes < pin->size()) {
        const auto rest = pin->writable().subspan(size_bytes);
        const ssize_t got = read(fd, rest.data(), rest.size());
        if (got < 0 && errno != EINTR) {
            return missing(path, errno_text(errno));
        }
        if (got == 0) {
            break;
        }
        size_bytes += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    if (size_bytes > 0 && pin->bytes()[size_bytes - 1] == '\n') {
        --size_bytes;
    }
    if (size_bytes < pin_size_bytes_min || size_bytes > pin_size_bytes_max) {
        return missing(path, "a PIN has " + std::to_string(pin_size_bytes_min) + " to " +
                                 std::to_string(pin_size_bytes_max) + " bytes");
    }
    pin->shrink(size_bytes);
    return pin;
}

PinFileIdentity identity_of(const struct stat& info, bool credential) {
    const auto size_bytes = static_cast<std::uint64_t>(info.st_size);
    if (credential) {
        return {0, 0, size_bytes};
    }
    constexpr std::uint64_t ns_per_s = 1'000'000'000;
    return {info.st_ino,
            static_cast<std::uint64_t>(info.st_mtim.tv_sec) * ns_per_s +
                static_cast<std::uint64_t>(info.st_mtim.tv_nsec),
            size_bytes};
}

std::string utc_text(std::chrono::system_clock::time_point when) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}
} // namespace

Result<PinFile> read_pin_file(const std::filesystem::path& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)); // a FIFO must not hang us
    struct stat info {};
    if (!file.is_open() || fstat(file.get(), &info) != 0) {
        return missing(path, errno_text(errno));
    }
    const bool credential = is_credential(path);
    if (auto safe = check_access(path, info, credential); !safe) {
        return safe.failure();
    }
    auto pin = read_secret(path, file.get());
    if (!pin) {
        return pin.failure();
    }
    return PinFile{path, std::move(*pin), identity_of(info, credential)};
}

Status PinGuard::check(const PinFile& pin) const {
    const auto text = read_small_file(marker_, marker_size_bytes_max);
    if (!text && text.error().code == ErrorCode::file_missing) {
        return {};
    }
    PinFileIdentity refused;
    std::array<char, 32> time{};
    const bool understood = text && std::sscanf(std::string(as_text(*text)).c_str(), marker_format, &refused.inode,
                                                &refused.modified_ns, &refused.size_bytes, time.data()) == 4;
    if (understood && refused != pin.identity) {
        return {};
    }
    return fail(ErrorCode::hsm_pin_refused_before,
                {{"path", pin.path.string()},
                 {"marker", marker_.string()},
                 {"time", understood ? time.data() : "an unknown time"}},
                understood ? "" : "the marker cannot be understood");
}

Status PinGuard::remember_refused(const PinFile& pin, std::chrono::system_clock::time_point when) const {
    const std::string text = "keyline refused pin 1 " + std::to_string(pin.identity.inode) + " " +
                             std::to_string(pin.identity.modified_ns) + " " + std::to_string(pin.identity.size_bytes) +
                             " " + utc_text(when) + "\n";
    return write_durably(marker_, as_bytes(text));
}

Status PinGuard::forget() const {
    std::error_code error;
    if (std::filesystem::remove(marker_, error)) {
        return sync_directory(marker_.parent_path());
    }
    if (error) {
        return fail(ErrorCode::file_io, {{"path", marker_.string()}}, error.message());
    }
    return {};
}

Status log_in(Module& module, std::string_view token_label, const PinFile& pin, const PinGuard& guard, Clock& clock) {
    if (auto fresh = guard.check(pin); !fresh) {
        return fresh;
    }
    auto logged_in = module.log_in(token_label, pin.pin);
    if (logged_in) {
        return guard.forget();
    }
    if (logged_in.error().code == ErrorCode::hsm_pin_wrong) {
        if (auto remembered = guard.remember_refused(pin, clock.utc()); !remembered) {
            return remembered;
        }
    }
    return logged_in;
}

} // namespace keyline::hsm
