// PekExport: PEKs on their way from this HSM to the owner's, for the cloud that captures the locks later. Each PEK is
// unwrapped from its escrow as a session object and wrapped again by AES_KEY_WRAP (RFC 3394) under a transport key,
// which was made for this hand-over alone, is a session object too, and leaves wrapped for the owner's RSA key by OAEP.
// Neither a PEK nor the transport key is ever in host memory. One that is lost half-way is made anew, under another
// transport key: the one before ended with its session.
// Threads: those of a session. The module outlives it; the self-test was run before.
#pragma once

#include "hsm/pek.h"

#include <optional>

namespace keyline::hsm {

inline constexpr int recipient_key_size_bits_min = 3072;

// The owner's certificate, pinned by its fingerprint.
struct Recipient {
    Bytes certificate_der;
    std::string subject;     // RFC 2253
    std::string fingerprint; // SHA-256 of the certificate, in hex
    Bytes modulus;
    Bytes exponent;
};
// PEM or DER. value_malformed {value, reason}: not a certificate, not RSA of 3072 bits or more, not valid at this time,
// or not for key encipherment.
Result<Recipient> parse_recipient(ByteView certificate, std::int64_t now_unix_s);

// Is it this recipient's signature (RSA PKCS#1 v1.5 or ECDSA over SHA-256) of the message?
Result<bool> is_signed_by(const Recipient& recipient, ByteView message, ByteView signature);

struct ExportedPek {
    Escrow wrapped{};           // under the transport key
    ByteArray<3> check_value{}; // the first bytes of PEK(S/N): what any lock says of itself, and no more
};

class PekExport {
  public:
    struct Options {
        KeyLabels labels;
        CheckValue kek; // what the configuration expects
    };
    // Tries OAEP with SHA-256, then with SHA-1, which is all that SoftHSM 2.6 does. hsm_key_*, hsm_failed.
    static Result<PekExport> create(const Module& module, const Options& options, const Recipient& recipient);

    const Bytes& wrapped_transport_key() const { return wrapped_transport_key_; }
    Mechanism::OaepHash oaep_hash() const { return hash_; }
    // escrow_damaged; hsm_failed.
    Result<ExportedPek> take(const SerialNumber& serial, ByteView escrow);

  private:
    PekExport(Session session, Object kek, Object transport)
        : session_(std::move(session)), kek_(std::move(kek)), transport_(std::move(transport)) {}
    Status wrap_for(const Recipient& recipient);

    Session session_;
    Object kek_;
    Object transport_;
    Bytes wrapped_transport_key_;
    Mechanism::OaepHash hash_ = Mechanism::OaepHash::sha256;
};

} // namespace keyline::hsm
