// Addresses of a key service: "unix:/absolute/path", "dns:HOST:PORT" (mutual TLS). Threads: any.
#pragma once

#include "provisioning/result.h"

namespace keyline::hsm {

inline constexpr std::size_t socket_path_bytes_max = 107; // sockaddr_un::sun_path without its end

// The path in "unix:/path". config_invalid for any other address, a relative path, or one that is too long.
Result<std::string> socket_path_of(std::string_view address);
bool is_tls_address(std::string_view address);
// config_invalid for an address of neither kind.
Status check_address(std::string_view address);
// gRPC takes targets as URIs: what has a meaning there is escaped.
std::string grpc_target(std::string_view socket_path);

} // namespace keyline::hsm
