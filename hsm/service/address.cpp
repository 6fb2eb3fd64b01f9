#include "hsm/service/address.h"

#include <cctype>

namespace keyline::hsm {

namespace {
constexpr std::string_view scheme = "unix:";
}

Result<std::string> socket_path_of(std::string_view address) {
    const auto invalid = [&](const char* reason) {
        return fail(ErrorCode::config_invalid, {{"address", std::string(address)}, {"reason", reason}});
    };
    if (!address.starts_with(scheme)) {
        return invalid("unix:/absolute/path expected");
    }
    const std::string_view path = address.substr(scheme.size());
    if (!path.starts_with('/') || path.find('\0') != std::string_view::npos) {
        return invalid("the path of a socket has to be absolute");
    }
    if (path.size() > socket_path_bytes_max) {
        return invalid("the path of a socket has 107 bytes at most");
    }
    return std::string(path);
}

std::string grpc_target(std::string_view socket_path) {
    constexpr std::string_view plain = "/._-~";
    constexpr std::string_view hex_digits = "0123456789ABCDEF";
    std::string target(scheme);
    for (const char c : socket_path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && (std::isalnum(byte) != 0 || plain.find(c) != std::string_view::npos)) {
            target += c;
        } else {
            target += {'%', hex_digits[byte >> 4], hex_digits[byte & 0xf]};
        }
    }
    return target;
}

} // namespace keyline::hsm
