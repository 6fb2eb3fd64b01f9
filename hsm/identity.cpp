#include "hsm/identity.h"

#include <libp11.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace keyline::hsm {

namespace {
constexpr int p256_size_bits = 256;

tl::unexpected<Error> openssl_failed(std::string_view call) {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    ERR_clear_error();
    return fail(ErrorCode::hsm_failed, {{"call", std::string(call)}}, text.data());
}

Result<PKCS11_KEY*> find_private_key(PKCS11_TOKEN* token, const std::string& label) {
    PKCS11_KEY* keys = nullptr; // owned by the token
    unsigned count = 0;
    if (PKCS11_enumerate_keys(token, &keys, &count) != 0) {
        return openssl_failed("PKCS11_enumerate_keys");
    }
    PKCS11_KEY* found = nullptr;
    for (PKCS11_KEY* key = keys; key != keys + count; ++key) {
        if (key->isPrivate != 0 && key->label != nullptr && label == key->label) {
            if (found != nullptr) {
                return fail(ErrorCode::hsm_key_ambiguous, {{"key", label}});
            }
            found = key;
        }
    }
    if (found == nullptr) {
        return fail(ErrorCode::hsm_key_missing, {{"key", label}});
    }
    return found;
}

Result<Bytes> public_key_of(EVP_PKEY* key) {
    unsigned char* encoded = nullptr;
    const int size = i2d_PUBKEY(key, &encoded);
    if (size <= 0) {
        return openssl_failed("i2d_PUBKEY");
    }
    Bytes der(encoded, encoded + size);
    OPENSSL_free(encoded);
    return der;
}
} // namespace

Result<std::unique_ptr<HsmSigner>> HsmSigner::create(Module& module, const std::string& label) {
    auto token = module.libp11_token();
    if (!token) {
        return token.failure();
    }
    auto found = find_private_key(*token, label);
    if (!found) {
        return found.failure();
    }
    EVP_PKEY* key = PKCS11_get_private_key(*found);
    if (key == nullptr) {
        return openssl_failed("PKCS11_get_private_key");
    }
    std::unique_ptr<HsmSigner> signer(new HsmSigner(key, {}));
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC || EVP_PKEY_get_bits(key) != p256_size_bits) {
        return fail(ErrorCode::hsm_key_weak, {{"key", label}, {"attribute", "CKA_EC_PARAMS"}}, "P-256 expected");
    }
    auto der = public_key_of(key);
    if (!der) {
        return der.failure();
    }
    signer->public_key_der_ = std::move(*der);
    return signer;
}

HsmSigner::~HsmSigner() {
    EVP_PKEY_free(key_);
}

Result<Bytes> HsmSigner::sign(ByteView message) {
    const std::lock_guard lock(mutex_);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_) != 1) {
        return openssl_failed("EVP_DigestSignInit");
    }
    Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_)));
    std::size_t size_bytes = signature.size();
    if (EVP_DigestSign(context.get(), signature.data(), &size_bytes, message.data(), message.size()) != 1) {
        return openssl_failed("EVP_DigestSign");
    }
    signature.resize(size_bytes);
    return signature;
}

} // namespace keyline::hsm
