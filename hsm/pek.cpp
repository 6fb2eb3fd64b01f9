#include "hsm/pek.h"

#include <algorithm>

namespace keyline::hsm {

namespace {
Status expect_size(std::string_view call, const Result<std::size_t>& size_bytes, std::size_t expected_bytes) {
    if (!size_bytes) {
        return size_bytes.failure();
    }
    if (*size_bytes != expected_bytes) {
        return fail(ErrorCode::hsm_failed, {{"call", std::string(call)}},
                    "answered " + std::to_string(*size_bytes) + " bytes");
    }
    return {};
}
} // namespace

Result<Object> generate_pek(Session& session) {
    Template attributes = session_key({CKA_ENCRYPT}, Extractable::yes);
    attributes.number(CKA_VALUE_LEN, aes_key_size_bytes);
    return session.generate(Mechanism(CKM_AES_KEY_GEN), std::move(attributes));
}

Status write_token(Session& session, KeyHandle kg, KeyHandle pek, const SerialNumber& serial,
                   std::span<std::uint8_t, production_token_size_bytes> token) {
    std::copy(serial.bytes().begin(), serial.bytes().end(), token.begin());
    const auto wrapped_pek = token.subspan<serial_number_size_bytes, wrapped_pek_size_bytes>();
    if (auto done =
            expect_size("C_WrapKey", session.wrap(Mechanism::aes_cbc(), kg, pek, wrapped_pek), wrapped_pek_size_bytes);
        !done) {
        return done;
    }
    return expect_size(
        "C_Encrypt", session.encrypt(Mechanism::aes_cbc(), pek, serial.bytes(), token.last<pek_of_serial_size_bytes>()),
        pek_of_serial_size_bytes);
}

Result<Escrow> wrap_for_escrow(Session& session, KeyHandle kek, KeyHandle pek) {
    Escrow escrow{};
    if (auto done =
            expect_size("C_WrapKey", session.wrap(Mechanism(CKM_AES_KEY_WRAP), kek, pek, escrow), escrow_size_bytes);
        !done) {
        return done.failure();
    }
    return escrow;
}

Result<Object> restore_pek(Session& session, KeyHandle kek, ByteView escrow, PekUse use) {
    const auto attributes = [&] {
        // The KEK's unwrap template adds to these; what it forbids is not repeated, which some modules refuse.
        Template wanted;
        wanted.number(CKA_CLASS, CKO_SECRET_KEY)
            .number(CKA_KEY_TYPE, CKK_AES)
            .flag(CKA_TOKEN, false)
            .flag(CKA_PRIVATE, true)
            .flag(CKA_SENSITIVE, true)
            .flag(CKA_ENCRYPT, true)
            .flag(CKA_DECRYPT, false)
            .flag(CKA_EXTRACTABLE, use == PekUse::remake);
        return wanted;
    };
    auto pek = session.unwrap(Mechanism(CKM_AES_KEY_WRAP), kek, escrow, attributes());
    if (pek) {
        return pek;
    }
    Template with_length = attributes(); // SoftHSM refuses the length here, Luna before 7.9.3 wants it
    with_length.number(CKA_VALUE_LEN, aes_key_size_bytes);
    auto second = session.unwrap(Mechanism(CKM_AES_KEY_WRAP), kek, escrow, std::move(with_length));
    return second ? std::move(second) : std::move(pek);
}

Result<CheckValue> check_value_by_wrapping(Session& session, KeyHandle key) {
    const ByteArray<aes_key_size_bytes> zeros{};
    auto zero_key = import_session_key(session, zeros, {}, Extractable::yes);
    if (!zero_key) {
        return zero_key.failure();
    }
    ByteArray<aes_key_size_bytes> wrapped{};
    if (auto done = expect_size("C_WrapKey", session.wrap(Mechanism::aes_cbc(), key, zero_key->handle(), wrapped),
                                wrapped.size());
        !done) {
        return done.failure();
    }
    return CheckValue::from_bytes(ByteView(wrapped).first(CheckValue::size_bytes));
}

} // namespace keyline::hsm
