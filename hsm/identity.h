// HsmSigner: the Signer port over a P-256 key in the token, by libp11 and OpenSSL.
// Threads: any; one signature at a time. It ends before its module. (No Ed25519 key may be in the same token: libp11
// then finds no key at all.)
#pragma once

#include "hsm/pkcs11/module.h"
#include "provisioning/ports/signer.h"

#include <memory>
#include <mutex>

struct evp_pkey_st;

namespace keyline::hsm {

class HsmSigner final : public Signer {
  public:
    // hsm_key_missing, hsm_key_ambiguous, hsm_key_weak (not P-256) {key}; hsm_failed.
    static Result<std::unique_ptr<HsmSigner>> create(Module& module, const std::string& label = "log-signer");
    ~HsmSigner() override;
    HsmSigner(const HsmSigner&) = delete;
    HsmSigner& operator=(const HsmSigner&) = delete;

    const Bytes& public_key_der() const override { return public_key_der_; }
    Result<Bytes> sign(ByteView message) override;

  private:
    HsmSigner(evp_pkey_st* key, Bytes public_key_der) : key_(key), public_key_der_(std::move(public_key_der)) {}
    evp_pkey_st* key_;
    Bytes public_key_der_;
    std::mutex mutex_; // libp11's keys are not made for several threads
};

} // namespace keyline::hsm
