// How a station reaches its key service: one that runs already, or, embedded, one that it starts itself.
// Several processes of a station share one embedded keyd; it ends some seconds after the last of them.
// Threads: any. Ownership: the caller's. Errors: keyd's own when it does not start (hsm_*, config_*, registry_*),
// key_service_not_started, key_service_unavailable.
#pragma once

#include "app/station_setup.h"
#include "provisioning/ports/administration.h"
#include "provisioning/ports/key_service.h"

#include <memory>

namespace keyline::app {

// Answers a KeyService that starts an embedded keyd again when it has died, once for each call (calls are idempotent).
Result<std::unique_ptr<KeyService>> connect_key_service(const KeyServiceSetup& setup);

// People's side of the key service that connect_key_service() has reached; nothing is started.
Result<std::unique_ptr<Administration>> connect_administration(const KeyServiceSetup& setup);

// Runs `keyline-keyd init` for a new station's own key service in `directory`; one that an interrupted init has
// finished is taken as it is. `kg_file` empty: the development Kg that comes with Keyline.
Result<KeyServiceSetup> init_embedded_key_service(const std::filesystem::path& directory, const StationId& station,
                                                  const Name& environment, const std::filesystem::path& kg_file);

} // namespace keyline::app
