// A Vault in software for tests of what stands above it: the same formats by OpenSSL, keys known to the test.
// It stands for no HSM: that the real one keeps keys inside is what tests/contract/vault and tests/unit/hsm show.
#pragma once

#include "provisioning/ports/random.h"
#include "provisioning/ports/vault.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace keyline::test {

inline Bytes aes_256(const EVP_CIPHER* cipher, ByteView key, ByteView in, bool encrypt) {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    const ByteArray<16> zero_iv{};
    const bool with_iv = EVP_CIPHER_get_iv_length(cipher) == 16;
    EVP_CipherInit_ex(context, cipher, nullptr, key.data(), with_iv ? zero_iv.data() : nullptr, encrypt ? 1 : 0);
    EVP_CIPHER_CTX_set_padding(context, 0);
    Bytes out(in.size() + 32);
    int first = 0;
    int rest = 0;
    const bool ok = EVP_CipherUpdate(context, out.data(), &first, in.data(), static_cast<int>(in.size())) == 1 &&
                    EVP_CipherFinal_ex(context, out.data() + first, &rest) == 1;
    EVP_CIPHER_CTX_free(context);
    out.resize(ok ? static_cast<std::size_t>(first + rest) : 0);
    return out;
}
inline Bytes cbc_encrypt(ByteView key, ByteView in) {
    return aes_256(EVP_aes_256_cbc(), key, in, true);
}
inline Bytes cbc_decrypt(ByteView key, ByteView in) {
    return aes_256(EVP_aes_256_cbc(), key, in, false);
}
inline CheckValue check_value_of(ByteView key) {
    const ByteArray<16> zeros{};
    return *CheckValue::from_bytes(ByteView(aes_256(EVP_aes_256_ecb(), key, zeros, true)).first(3));
}
inline Bytes concat(std::initializer_list<ByteView> parts) {
    Bytes all;
    for (const ByteView part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

class SoftwareVault : public Vault {
  public:
    ByteArray<32> kg{};
    ByteArray<32> kek{};
    std::optional<ByteArray<32>> second_kg;
    KgVersion::Use second_kg_use = KgVersion::Use::orders;
    unsigned minted = 0;
    unsigned remade = 0;

    // `random`: where keys and tables come from, for runs that repeat; none: OpenSSL. It outlives the vault.
    explicit SoftwareVault(Random* random = nullptr) : random_(random) {
        draw(kg);
        draw(kek);
    }
    const std::vector<KgVersion>& kgs() const override {
        kgs_ = {{check_value_of(kg)}};
        if (second_kg) {
            kgs_.push_back({check_value_of(*second_kg), second_kg_use});
        }
        return kgs_;
    }
    const CheckValue& kek_check_value() const override { return kek_check_value_ = check_value_of(kek); }

    Result<MintedToken> mint(const SerialNumber& serial, const CheckValue& kg_asked) override {
        ++minted;
        ByteArray<32> pek{};
        draw(pek);
        const Bytes escrow = aes_256(EVP_aes_256_wrap(), kek, pek, true);
        auto made = token(serial, pek, kg_asked);
        return made ? Result<MintedToken>(MintedToken{std::move(*made), *to_array<escrow_size_bytes>(escrow)})
                    : made.failure();
    }
    Result<ProductionToken> remake(const SerialNumber& serial, ByteView escrow, const CheckValue& kg_asked) override {
        ++remade;
        auto pek = open_escrow(escrow);
        return pek ? token(serial, *pek, kg_asked) : pek.failure();
    }
    Result<bool> check_capture(const SerialNumber& serial, ByteView escrow, const Challenge& challenge,
                               const ByteArray<capture_response_size_bytes>& response) override {
        auto pek = open_escrow(escrow);
        if (!pek) {
            return pek.failure();
        }
        const Bytes expected =
            concat({serial.bytes(), cbc_encrypt(*pek, concat({serial.bytes(), challenge.duid, challenge.app_token}))});
        return equal(expected, response);
    }
    Result<SubstitutionTable> make_table(std::size_t size_bytes) override {
        auto bytes = SecretBytes::create(size_bytes);
        draw(bytes->writable());
        return SubstitutionTable::create(std::move(*bytes));
    }
    Result<Bytes> seal_table(const SubstitutionTable& table, std::string_view context) override {
        Bytes sealed(table.bytes().begin(), table.bytes().end()); // hidden from nobody: a test's vault
        sealed.insert(sealed.end(), context.begin(), context.end());
        return sealed;
    }
    Result<SubstitutionTable> open_table(ByteView sealed, std::string_view context) override {
        return SubstitutionTable::create(*SecretBytes::copy_of(sealed.first(sealed.size() - context.size())));
    }
    Result<Bytes> seal_secret(ByteView secret, std::string_view context) override {
        return concat({as_bytes(context), secret}); // hidden from nobody: a test's vault
    }
    Result<SecretBytes> open_secret(ByteView sealed, std::string_view context) override {
        if (sealed.size() < context.size() || as_text(sealed.first(context.size())) != context) {
            return fail(ErrorCode::registry_unsound);
        }
        return SecretBytes::copy_of(sealed.subspan(context.size()));
    }
    Result<ByteArray<keyed_digest_size_bytes>> keyed_digest(ByteView secret) override {
        ByteArray<keyed_digest_size_bytes> digest{};
        unsigned size = 0;
        HMAC(EVP_sha256(), kek.data(), kek.size(), secret.data(), secret.size(), digest.data(), &size);
        return digest;
    }

    // What no HSM does: the PEK itself.
    Result<Bytes> open_escrow(ByteView escrow) const {
        Bytes pek = aes_256(EVP_aes_256_wrap(), kek, escrow, false);
        return pek.size() == 32 ? Result<Bytes>(std::move(pek)) : fail(ErrorCode::escrow_damaged);
    }

  private:
    void draw(std::span<std::uint8_t> bytes) const {
        if (random_ == nullptr || !random_->fill(bytes)) {
            RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
        }
    }
    Result<ProductionToken> token(const SerialNumber& serial, ByteView pek, const CheckValue& kg_asked) const {
        const bool second = second_kg && check_value_of(*second_kg) == kg_asked;
        if (!second && check_value_of(kg) != kg_asked) {
            return fail(ErrorCode::hsm_key_missing, {{"key", kg_asked.text()}});
        }
        return ProductionToken::compose(serial, cbc_encrypt(second ? *second_kg : kg, pek),
                                        cbc_encrypt(pek, serial.bytes()));
    }
    Random* random_;
    mutable std::vector<KgVersion> kgs_;
    mutable CheckValue kek_check_value_ = *CheckValue::parse("000000");
};

} // namespace keyline::test
