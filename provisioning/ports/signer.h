#pragma once

#include "provisioning/bytes.h"

namespace keyline {

// The log signer: ECDSA P-256, private key in the HSM. Threads: any.
class Signer {
  public:
    virtual ~Signer() = default;
    virtual const Bytes& public_key_der() const = 0; // SubjectPublicKeyInfo
    // ASN.1 DER signature over SHA-256 of the message. hsm_failed.
    virtual Result<Bytes> sign(ByteView message) = 0;
};

} // namespace keyline
