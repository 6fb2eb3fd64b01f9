// A token with everything a key service needs, made through PKCS#11 alone: for development in one call, for a key
// ceremony step by step.
// Threads: one, at the start. Interrupted half-way, the token directory is to be removed and made again.
#pragma once

#include "hsm/keys.h"

#include <functional>

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

// How a Kg comes to be: as a token object of this label, with the attributes that keys.h demands.
using MakeKg = std::function<Result<Object>(Session&, const std::string& label)>;
Result<Object> generate_kg(Session& session, const std::string& label);
// Of a value that the host knows. `limited`: with CKA_ALLOWED_MECHANISMS, which not every module knows.
Result<Object> create_kg(Session& session, const std::string& label, ByteView value, bool limited = true);
Result<Object> derive_kg(Session& session, const std::string& label, KeyHandle base, Mechanism mechanism, bool limited);

// Initialises a blank token (`security_officer_pin` given), or takes the one of this label; logs in. hsm_pin_wrong,
// hsm_token_missing, hsm_failed, value_malformed (label).
Status prepare_token(Module& module, const std::string& token_label, const SecretBytes* security_officer_pin,
                     const SecretBytes& user_pin);
// All keys of a key service, or none: what was made goes again when a later one fails. The module is logged in.
// station_exists {path (the label), key} when there is one already.
Status make_service_keys(Module& module, const std::string& token_label, const KeyLabels& labels, const MakeKg& kg);
// Another Kg beside those that are there, as `kg-VERSION`. station_exists {path, key}; hsm_failed.
Status make_kg(Module& module, const KeyLabels& labels, unsigned version, const MakeKg& kg);
// The same of a value that the host knows: for development and tests.
Status import_kg(Module& module, const KeyLabels& labels, unsigned version, ByteView value);

// Destroys every token object of these labels: what an unfinished ceremony has left. Answers how many.
Result<std::size_t> destroy_keys(Module& module, const std::vector<std::string>& labels);
// The labels of all keys that make_service_keys() makes.
std::vector<std::string> service_key_labels(const KeyLabels& labels);

} // namespace keyline::hsm
