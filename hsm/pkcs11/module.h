// Module: one PKCS#11 module in this process, and the one token in it that the process is logged in to.
// It alone initialises and finalises the module: libp11 loads it, raw calls share it (hsm/README.md says why).
// Sessions, vaults and signers end before their module, and the module ends before main returns: finalising it from a
// static destructor crashes. One at a time in a process; load it after the last fork.
// Threads: any for functions(), slot() and check_token(); one for the rest.
// SoftHSM reads SOFTHSM2_CONF when it is loaded: set it before (token_setup.h writes the file).
#pragma once

#include "hsm/pkcs11/rv.h"
#include "provisioning/secret_bytes.h"

#include <filesystem>
#include <memory>

struct PKCS11_token_st;

namespace keyline::hsm {

class Module {
  public:
    // `init_args` is for modules that want them (NSS). hsm_module_missing {path}; hsm_failed.
    static Result<Module> load(const std::filesystem::path& path, const std::string& init_args = {});
    Module(Module&& other) noexcept;
    Module& operator=(Module&& other) noexcept;
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;
    ~Module();

    // "SoftHSM, Implementation of PKCS11 2.6": for the record, and for a production service to refuse it.
    const std::string& description() const;

    // The slot of the one initialised token with this label.
    // hsm_token_missing {label, found (the labels seen)} when there is none, with {reason} when there are several.
    Result<CK_SLOT_ID> find_token(std::string_view label) const;
    // A slot whose token is not initialised. hsm_token_missing.
    Result<CK_SLOT_ID> find_blank_token() const;

    // Logs the whole process in to the token, until the module ends. Once; use log_in() of pin.h, which does not
    // try a wrong PIN twice. hsm_token_missing; hsm_pin_wrong {label}.
    Status log_in(std::string_view token_label, const SecretBytes& pin);
    CK_SLOT_ID slot() const; // of the token that log_in() found
    // Is the token still there, and this process logged in to it? A device that was away for a moment has forgotten the
    // log-in; SoftHSM says nothing else when its directory is gone. After log_in(). hsm_failed.
    Status check_token() const;

    const CK_FUNCTION_LIST& functions() const;
    // The same token as libp11 sees it, for signing keys; owned by the module. hsm_failed.
    Result<PKCS11_token_st*> libp11_token();

  private:
    struct State;
    explicit Module(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace keyline::hsm
