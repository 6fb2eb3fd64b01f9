// keyline-keyd init: a development key service in a directory of its own: SoftHSM token with keys, PIN, registry,
// archive, keyd.toml. Made beside and moved into place at the end, so an interrupted one leaves nothing half-made.
// Threads: called once, by main.
#pragma once

#include "provisioning/identifiers.h"

#include <filesystem>

namespace keyline::app {

struct KeydInitOptions {
    std::filesystem::path directory; // not there yet, or empty
    StationId station;
    std::filesystem::path kg_file; // 64 hex digits; empty: the development Kg that comes with Keyline
    std::filesystem::path module;
    std::string store; // URI of a PostgreSQL database for registry and archive; empty: files in the directory
};

// station_exists, file_io, value_malformed (Kg), hsm_*, registry_unavailable.
Status init_keyd(const KeydInitOptions& options);

} // namespace keyline::app
