// Whom keyd's TLS listener believes, and whether keyd itself would be believed. What becomes of files that change is on
// keyd's record. Threads: as ReloadedTrust.
#pragma once

#include "app/keyd_config.h"
#include "hsm/tls/trust.h"
#include "provisioning/ports/registry.h"

namespace keyline::app {

// certificate_invalid, file_io. `registry` outlives it.
Result<std::shared_ptr<hsm::ReloadedTrust>> open_station_trust(const KeydTls& tls, const Name& environment,
                                                               Registry& registry);
// A development certificate in production, one for another environment, or one that has expired is no key service's.
// Answers until when it holds. certificate_invalid {path, reason}, file_io.
Result<std::chrono::system_clock::time_point> check_own_certificate(const KeydTls& tls, const Name& environment,
                                                                    std::chrono::system_clock::time_point now);

// All that [tls] names, as serving would find it. certificate_invalid, file_io.
Result<std::chrono::system_clock::time_point> check_tls(const KeydTls& tls, const Name& environment,
                                                        std::chrono::system_clock::time_point now);

} // namespace keyline::app
