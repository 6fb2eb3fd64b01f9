// For tests of logs: a signer in software, events of a unit's way, and names made short.
#pragma once

#include "provisioning/ports/signer.h"
#include "provisioning/unit_event.h"

#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace keyline::test {

// A new P-256 key each time.
class SoftwareSigner final : public Signer {
  public:
    bool fails = false;

    SoftwareSigner() : key_(EVP_EC_gen("P-256"), EVP_PKEY_free) {
        unsigned char* der = nullptr;
        const int size = i2d_PUBKEY(key_.get(), &der);
        public_key_der_.assign(der, der + size);
        OPENSSL_free(der);
    }
    const Bytes& public_key_der() const override { return public_key_der_; }
    Result<Bytes> sign(ByteView message) override {
        if (fails) {
            return fail(ErrorCode::hsm_failed);
        }
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        Bytes signature(128);
        std::size_t size = signature.size();
        if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
            EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
            return fail(ErrorCode::hsm_failed);
        }
        signature.resize(size);
        return signature;
    }

  private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
    Bytes public_key_der_;
};

inline Name name_of(std::string_view text) {
    return *Name::parse(text);
}
inline SerialNumber serial_of(std::uint64_t device_id) {
    return *SerialNumber::from_parts(DeviceType(1), device_id);
}
inline ChipUid uid_of(std::uint64_t number) {
    Bytes bytes(8);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(number >> (8 * (7 - i)));
    }
    return *ChipUid::from_bytes(bytes);
}
inline ClaimId claim_of(std::uint64_t number) {
    Bytes bytes(ClaimId::size_bytes, 0xc1);
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return *ClaimId::from_bytes(bytes);
}
// An event of unit `number`: claim, chip and, once it is issued, serial number of the same number.
inline AuditEvent unit_event(UnitEventKind kind, std::uint64_t number, Error::Args details = {}) {
    return {std::string(text_of(kind)),
            1,
            name_of("WO-0001"),
            claim_of(number),
            kind == UnitEventKind::claiming ? std::nullopt : std::optional(serial_of(number)),
            uid_of(number),
            std::move(details)};
}

// All that a unit goes through until it has passed.
inline constexpr UnitEventKind whole_way[] = {UnitEventKind::claiming, UnitEventKind::issued, UnitEventKind::writing,
                                              UnitEventKind::written,  UnitEventKind::proved, UnitEventKind::closing,
                                              UnitEventKind::closed,   UnitEventKind::passed};

} // namespace keyline::test
