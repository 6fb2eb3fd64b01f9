// Vault: what happens inside the HSM. One object is one session: one thread at a time; make one for each worker.
// No PEK is ever in host memory. Errors: hsm_failed {cause: CKR_...}, escrow_damaged, table_damaged {profile}.
// Source: spec/lock-formats.md tables 10 to 12; notes on PKCS#11 in hsm/README.md.
#pragma once

#include "provisioning/kg_version.h"
#include "provisioning/production_token.h"
#include "provisioning/proof.h"
#include "provisioning/substitution_table.h"

namespace keyline {

inline constexpr std::size_t escrow_size_bytes = 40; // RFC 3394 of a 256-bit key
inline constexpr std::size_t keyed_digest_size_bytes = 32;

struct MintedToken {
    ProductionToken token;
    ByteArray<escrow_size_bytes> escrow{}; // KEK(PEK)
};

class Vault {
  public:
    virtual ~Vault() = default;

    // Not empty. The first is not retired: it is for orders whose product names none.
    virtual const std::vector<KgVersion>& kgs() const = 0;
    const CheckValue& kg_check_value() const { return kgs().front().check_value; }
    virtual const CheckValue& kek_check_value() const = 0;

    // A new PEK: wrapped under Kg, used once to encrypt the serial number, wrapped under KEK, destroyed.
    // hsm_key_missing {key} when there is no such Kg.
    virtual Result<MintedToken> mint(const SerialNumber& serial, const CheckValue& kg) = 0;
    // The same token again, byte for byte.
    virtual Result<ProductionToken> remake(const SerialNumber& serial, ByteView escrow, const CheckValue& kg) = 0;
    // Is this PEK( S/N, DUID, AppToken )? By encrypting what is expected; in constant time.
    virtual Result<bool> check_capture(const SerialNumber& serial, ByteView escrow, const Challenge& challenge,
                                       const ByteArray<capture_response_size_bytes>& response) = 0;

    virtual Result<SubstitutionTable> make_table(std::size_t size_bytes) = 0;
    // AES-256-GCM under the table key, for the registry; `context` (the profile's name) is authenticated with it.
    virtual Result<Bytes> seal_table(const SubstitutionTable& table, std::string_view context) = 0;
    virtual Result<SubstitutionTable> open_table(ByteView sealed, std::string_view context) = 0;

    // What a registry keeps for a person: the same cipher and key as for tables, and a context that no profile can
    // have. registry_unsound when it was tampered with, or is another context's.
    virtual Result<Bytes> seal_secret(ByteView secret, std::string_view context) = 0;
    virtual Result<SecretBytes> open_secret(ByteView sealed, std::string_view context) = 0;

    // HMAC-SHA-256 under the digest key: names a token or table in a record without giving it away.
    virtual Result<ByteArray<keyed_digest_size_bytes>> keyed_digest(ByteView secret) = 0;
};

} // namespace keyline
