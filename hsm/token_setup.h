// A development token: SoftHSM with everything a key service needs, made through PKCS#11 alone.
// For development and demonstration; production keys are loaded by their custodians.
// Threads: one, at the start. Interrupted half-way, the token directory is to be removed and made again.
#pragma once

#include "hsm/keys.h"

namespace keyline::hsm {

// Writes DIR/softhsm2.conf (tokens in DIR/tokens, 0700, made too) and answers its path, for SOFTHSM2_CONF, which has
// to be set before Module::load. file_io.
Result<std::filesystem::path> write_softhsm_config(const std::filesystem::path& directory);

struct TokenSetup {
    std::string token_label; // at most 32 bytes
    const SecretBytes& security_officer_pin;
    const SecretBytes& user_pin;
    const SecretBytes& kg; // 32 bytes: the development Kg, shared with simulated locks
    KeyLabels keys;
};

// Initialises a blank token, or takes the one of this label if it has none of the keys; makes the keys; leaves the
// module logged in. The check values to pin come from run_self_test().
// station_exists {path (the label), key} when it has one already; value_malformed (Kg, label); hsm_pin_wrong;
// hsm_failed.
Status set_up_development_token(Module& module, const TokenSetup& setup);

// Another Kg beside those that are there, as `kg-VERSION`, of a value that the host knows: for development and tests.
// The module is logged in. station_exists {path, key}; value_malformed; hsm_failed.
Status import_kg(Module& module, const KeyLabels& labels, unsigned version, ByteView value);

} // namespace keyline::hsm
