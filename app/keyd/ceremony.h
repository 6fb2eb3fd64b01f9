// The key ceremony: a new key service whose Kg is made in the HSM or put together from its custodians' components, with
// a record of who did what, signed by the log signer that was made with it.
//
//     DIR/ceremony/0001.json      what was done, by whom, when, with which check values
//     DIR/ceremony/0001.json.sig  openssl dgst -sha256 -verify log-signer.pem -signature 0001.json.sig 0001.json
//     DIR/ceremony/log-signer.pem
//
// A further Kg for a service that is there already gets a record of its own, 0002.json ...; the check value is then
// added to keyd.toml. A ceremony that was broken off leaves nothing: what it made in the token goes again, at the
// latest when it is begun anew. Threads: called once, by main.
#pragma once

#include "provisioning/identifiers.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace keyline::app {

enum class KgOrigin { made_in_hsm, components };

struct CeremonyOptions {
    std::filesystem::path directory; // of the new service; of the one that is there, for another Kg
    std::optional<StationId> station{};
    Name environment = *Name::parse("development");
    std::filesystem::path module;
    std::string token_label{};        // empty: a SoftHSM token is made, for development
    std::filesystem::path pin_file{}; // of the token that is there
    std::string store{};              // URI of a PostgreSQL database; empty: files in the directory
    KgOrigin origin = KgOrigin::made_in_hsm;
    std::vector<std::string> custodians; // two or more, each named once; with components: who has the first, second ...
    std::vector<int> component_fds{};    // one for each; empty: the terminal
    std::optional<CheckValue> expected_kg{};
};

// Answers the path of the record. usage, value_malformed, station_exists, stopped, hsm_*, config_*, file_io.
Result<std::filesystem::path> make_key_service(const CeremonyOptions& options);
Result<std::filesystem::path> add_kg(const CeremonyOptions& options);

} // namespace keyline::app
