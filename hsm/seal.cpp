#include "hsm/seal.h"

namespace keyline::hsm {

Result<Bytes> seal(Session& session, KeyHandle key, ByteView plain, std::string_view context) {
    Bytes sealed(plain.size() + seal_overhead_bytes);
    sealed[0] = seal_version;
    const auto iv = std::span(sealed).subspan(1, gcm_iv_size_bytes);
    if (auto drawn = session.random(iv); !drawn) {
        return drawn.failure();
    }
    auto size_bytes = session.encrypt(Mechanism::aes_gcm(iv, as_bytes(context)), key, plain,
                                      std::span(sealed).subspan(1 + gcm_iv_size_bytes));
    if (!size_bytes) {
        return size_bytes.failure();
    }
    if (*size_bytes != plain.size() + gcm_tag_size_bytes) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_Encrypt"}},
                    "answered " + std::to_string(*size_bytes) + " bytes");
    }
    return sealed;
}

Result<SecretBytes> open_seal(Session& session, KeyHandle key, ByteView sealed, std::string_view context) {
    const ByteView iv = sealed.subspan(1, gcm_iv_size_bytes);
    const ByteView ciphertext = sealed.subspan(1 + gcm_iv_size_bytes);
    auto plain = SecretBytes::create(ciphertext.size()); // modules want room for the tag
    if (!plain) {
        return plain;
    }
    auto size_bytes = session.decrypt(Mechanism::aes_gcm(iv, as_bytes(context)), key, ciphertext, plain->writable());
    if (!size_bytes) {
        return size_bytes.failure();
    }
    if (*size_bytes != ciphertext.size() - gcm_tag_size_bytes) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_Decrypt"}},
                    "answered " + std::to_string(*size_bytes) + " bytes");
    }
    plain->shrink(*size_bytes);
    return plain;
}

bool has_seal_form(ByteView sealed) {
    return sealed.size() > seal_overhead_bytes && sealed[0] == seal_version;
}

} // namespace keyline::hsm
