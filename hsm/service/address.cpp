#include "hsm/service/address.h"

#include <algorithm>
#include <cctype>

namespace keyline::hsm {

namespace {
constexpr std::string_view scheme = "unix:";
constexpr std::string_view tls_scheme = "dns:";
} // namespace

Result<std::string> socket_path_of(std::string_view address) {
    const auto invalid = [&](const char* reason) {
        return fail(ErrorCode::config_invalid, {{"address", std::string(address)}, {"reason", reason}});
    };
    if (!address.starts_with(scheme)) {
        return invalid("unix:/absolute/path or dns:HOST:PORT expected");
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

bool is_tls_address(std::string_view address) {
    return address.starts_with(tls_scheme);
}

Status check_address(std::string_view address) {
    if (!is_tls_address(address)) {
        auto path = socket_path_of(address);
        return path ? Status() : Status(path.failure());
    }
    const std::string_view host = address.substr(tls_scheme.size());
    const auto colon = host.rfind(':');
    const std::string_view port = colon == std::string_view::npos ? std::string_view() : host.substr(colon + 1);
    const bool port_holds = !port.empty() && port.size() <= 5 &&
                            std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool host_holds = colon != 0 && std::all_of(host.begin(), host.end(), [](char c) {
                                return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                                       std::string_view(".-:[]").find(c) != std::string_view::npos;
                            });
    if (!port_holds || !host_holds) {
        return fail(ErrorCode::config_invalid,
                    {{"address", std::string(address)}, {"reason", "dns:HOST:PORT expected"}});
    }
    return {};
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
