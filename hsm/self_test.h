// The start-up self-test: what the module and these keys really do, found out by doing it (C_GetMechanismInfo is not to
// be trusted). It takes some milliseconds, makes session objects of scratch values only, and asks Kg to wrap nothing
// that is in use. Run it after log-in and before any vault. Source: hsm/README.md, "Self-test".
// Threads: one, while no other uses the module.
#pragma once

#include "hsm/keys.h"
#include "provisioning/identifiers.h"

namespace keyline::hsm {

struct SelfTestReport {
    std::string module; // what the module says it is
    struct Kg {
        std::string label;
        CheckValue check_value; // as in spec/lock-formats.md
    };
    std::vector<Kg> kgs; // every one in the token; not empty
    CheckValue kek;      // as a Kg's
    CheckValue table;    // not that of a lock key, which would give away part of GCM's own: a tag of nothing
    CheckValue digest;   // the first bytes of a keyed digest of nothing
    std::vector<std::string> checks; // those made, in order: "token_under_known_kg" ...
};

// hsm_key_missing, hsm_key_ambiguous {key}; hsm_key_weak {key, attribute}: it may do more than it must;
// hsm_self_test {check}: the module does not do what the check asks.
Result<SelfTestReport> run_self_test(const Module& module, const KeyLabels& labels);

} // namespace keyline::hsm
