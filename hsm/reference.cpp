#include "hsm/reference.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace keyline::hsm::reference {

namespace {
constexpr std::size_t wrap_overhead_bytes = 8;
constexpr std::size_t sha256_size_bytes = 32;

tl::unexpected<Error> openssl_refused(std::string_view cipher) {
    return fail(ErrorCode::hsm_self_test, {{"check", "reference"}}, std::string(cipher));
}

Result<SecretBytes> run_cipher(const EVP_CIPHER* cipher, ByteView key, ByteView in, std::size_t out_size_bytes,
                               Direction direction) {
    auto out = SecretBytes::create(out_size_bytes);
    if (!out) {
        return out;
    }
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    const ByteArray<EVP_MAX_IV_LENGTH> zero_iv{};
    const bool wraps = (EVP_CIPHER_get_flags(cipher) & EVP_CIPH_MODE) == EVP_CIPH_WRAP_MODE;
    int size = 0;
    const bool done =
        EVP_CipherInit_ex(context.get(), cipher, nullptr, key.data(), wraps ? nullptr : zero_iv.data(),
                          direction == Direction::encrypt ? 1 : 0) == 1 &&
        EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
        EVP_CipherUpdate(context.get(), out->writable().data(), &size, in.data(), static_cast<int>(in.size())) == 1;
    if (!done || static_cast<std::size_t>(size) != out_size_bytes) {
        return openssl_refused(EVP_CIPHER_get0_name(cipher));
    }
    return out;
}
} // namespace

Result<SecretBytes> aes_cbc(ByteView key, ByteView in, Direction direction) {
    return run_cipher(EVP_aes_256_cbc(), key, in, in.size(), direction);
}

Result<SecretBytes> aes_key_wrap(ByteView key, ByteView in) {
    return run_cipher(EVP_aes_256_wrap(), key, in, in.size() + wrap_overhead_bytes, Direction::encrypt);
}

Result<SecretBytes> hmac_sha256(ByteView key, ByteView in) {
    auto out = SecretBytes::create(sha256_size_bytes);
    if (out && HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), in.data(), in.size(),
                    out->writable().data(), nullptr) == nullptr) {
        return openssl_refused("HMAC");
    }
    return out;
}

} // namespace keyline::hsm::reference
