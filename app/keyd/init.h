// keyline-keyd init: a development key service in a directory of its own: SoftHSM token with keys, PIN, registry,
// archive, keyd.toml. Made beside and moved into place at the end, so an interrupted one leaves nothing half-made.
// In a token that was there already, the keys are made in it: while they are, TARGET.unfinished says so, and the next
// call removes what an interrupted one has left. Threads: called once, by main.
#pragma once

#include "hsm/self_test.h"
#include "hsm/token_setup.h"
#include "provisioning/ports/registry.h"
#include "provisioning/ports/signer.h"

#include <filesystem>

namespace keyline::app {

struct KeydInitOptions {
    std::filesystem::path directory; // not there yet, or empty
    StationId station;
    std::filesystem::path kg_file; // 64 hex digits; empty: the development Kg that comes with Keyline
    std::filesystem::path module;
    std::string store{}; // URI of a PostgreSQL database for registry and archive; empty: files in the directory
    Name environment = *Name::parse("development");
    // A token that is there already, made by its own tools: its label, and the file with its PIN. Empty: a SoftHSM
    // token is made in the directory.
    std::string token_label{};
    std::filesystem::path pin_file{};
    hsm::MakeKg kg{}; // empty: from kg_file
    // What is put beside the rest, with everything made: in the directory that will be moved into place, and in the
    // registry's first transaction.
    std::function<Status(const std::filesystem::path&, const hsm::SelfTestReport&, Signer&, RegistryTransaction&)>
        on_made{};

    bool makes_token() const { return token_label.empty(); }
};

// station_exists, file_io, value_malformed (Kg), hsm_*, registry_unavailable.
Status init_keyd(const KeydInitOptions& options);

} // namespace keyline::app
