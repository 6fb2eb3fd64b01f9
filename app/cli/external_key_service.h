// What `keyline init` is told about a key service elsewhere, checked before anything is made. A station that comes over
// TLS is called as its certificate says.
#pragma once

#include "app/station_setup.h"

#include <CLI/CLI.hpp>

namespace keyline::app {

struct ExternalKeyService {
    std::vector<std::string> addresses; // none: the station gets a key service of its own
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::filesystem::path ca;
    std::vector<std::string> pins;

    void add_options(CLI::App& command);
    // Mode embedded, and nothing else, without an address. usage: what is given does not fit together;
    // certificate_invalid, file_io.
    Result<KeyServiceSetup> check(const Name& environment) const;
    struct Names {
        StationId station;
        Name environment;
    };
    // As the certificate has them; none without one. certificate_invalid, file_io.
    Result<std::optional<Names>> names() const;
};

} // namespace keyline::app
