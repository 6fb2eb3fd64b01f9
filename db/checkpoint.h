// Checkpoints and the keys that sign them. Source: C2SP signed-note and tlog-checkpoint (db/README.md, "Formats").
// The signer's name in a note is the log's origin, so that one key in the HSM serves any number of logs.
// Threads: values, no sharing. Errors: audit_unsound {reason} for anything that is not exactly right.
#pragma once

#include "db/merkle.h"
#include "provisioning/identifiers.h"
#include "provisioning/ports/signer.h"

namespace keyline::db {

inline constexpr std::size_t note_size_bytes_max = 32'768; // a report's; a checkpoint has some hundreds
inline constexpr std::size_t note_signatures_max = 16;     // witnesses may add theirs

std::string station_origin(const Name& environment, const StationId& station);
std::string keyd_origin(const Name& environment);

// An ECDSA P-256 key that a log's checkpoints verify with.
class VerifierKey {
  public:
    // "origin+hex(key id)+base64(02 ‖ SubjectPublicKeyInfo)"
    static Result<VerifierKey> parse(std::string_view vkey);
    static Result<VerifierKey> from_parts(std::string origin, ByteView public_key_der);

    const std::string& origin() const { return origin_; }
    std::string text() const;                                          // the vkey
    ByteArray<4> key_id() const;                                       // SHA-256(SubjectPublicKeyInfo)[:4]
    bool verifies(std::string_view message, ByteView signature) const; // ASN.1 DER, over SHA-256

  private:
    VerifierKey(std::string origin, Bytes der) : origin_(std::move(origin)), der_(std::move(der)) {}
    std::string origin_;
    Bytes der_; // is a P-256 key
};

struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0; // never 0 in a note: verifiers differ on the empty root
    Hash root{};
};

// A C2SP signed note: `body` (lines, the last one ended, none of them empty), then the signature under `name`.
// hsm_failed from the signer.
Result<std::string> sign_note(const std::string& body, const std::string& name, Signer& signer);
// The body of a note that this key has signed, and whose every signature by it is right.
Result<std::string_view> open_note(std::string_view note, const VerifierKey& key);

// The signed note. hsm_failed from the signer; internal for a size of 0.
Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, Signer& signer);
// What a signed note says, its signature unchecked: for who has no key to check it with.
Result<Checkpoint> read_checkpoint(std::string_view note);
// Parses a signed note and checks the key's signature and origin.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

std::string to_base64(ByteView bytes);
// Canonical, padded; nothing else.
Result<Bytes> from_base64(std::string_view text);

} // namespace keyline::db
