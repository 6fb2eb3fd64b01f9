#include "hsm/self_test.h"

#include "hsm/pek.h"
#include "hsm/reference.h"
#include "hsm/seal.h"

#include <algorithm>
#include <functional>

namespace keyline::hsm {

namespace {
constexpr std::string_view check_value_context = "keyline check value";

Result<SecretBytes> random_secret(Session& session, std::size_t size_bytes) {
    auto secret = SecretBytes::create(size_bytes);
    if (secret) {
        if (auto drawn = session.random(secret->writable()); !drawn) {
            return drawn.failure();
        }
    }
    return secret;
}

// A token made under a Kg of known value is what OpenSSL makes of it, and its PEK cannot be read.
Result<bool> token_under_known_kg(Session& session) {
    auto kg_value = random_secret(session, aes_key_size_bytes);
    if (!kg_value) {
        return kg_value.failure();
    }
    auto kg = import_session_key(session, kg_value->bytes(), {CKA_WRAP}, Extractable::no);
    if (!kg) {
        return kg.failure();
    }
    auto pek = generate_pek(session);
    if (!pek) {
        return pek.failure();
    }
    auto serial = SerialNumber::from_parts(DeviceType(0x0102), 0x030405060708);
    auto token = SecretBytes::create(production_token_size_bytes);
    if (!serial || !token) {
        return token ? serial.failure() : token.failure();
    }
    if (auto written = write_token(session, kg->handle(), pek->handle(), *serial,
                                   token->writable().first<production_token_size_bytes>());
        !written) {
        return written.failure();
    }
    auto pek_value =
        reference::aes_cbc(kg_value->bytes(), token->bytes().subspan(serial_number_size_bytes, wrapped_pek_size_bytes),
                           reference::Direction::decrypt);
    if (!pek_value) {
        return pek_value.failure();
    }
    auto pek_of_serial = reference::aes_cbc(pek_value->bytes(), serial->bytes(), reference::Direction::encrypt);
    if (!pek_of_serial) {
        return pek_of_serial.failure();
    }
    return equal(pek_of_serial->bytes(), token->bytes().last(pek_of_serial_size_bytes)) &&
           !session.is_readable(pek->handle());
}

// Kg's value is not known, but CBC has a structure: x‖x gives C1‖C2, then x‖(C1⊕x) must give C1‖C1.
Result<bool> kg_is_cbc(Session& session, KeyHandle kg) {
    const auto wrap = [&](ByteView value, std::span<std::uint8_t> out) -> Status {
        auto key = import_session_key(session, value, {}, Extractable::yes);
        if (!key) {
            return key.failure();
        }
        auto size_bytes = session.wrap(Mechanism::aes_cbc(), kg, key->handle(), out);
        return size_bytes ? Status() : size_bytes.failure();
    };
    ByteArray<aes_key_size_bytes> value{};
    if (auto drawn = session.random(std::span(value).first<aes_block_size_bytes>()); !drawn) {
        return drawn.failure();
    }
    const auto second_half = value.begin() + aes_block_size_bytes;
    std::copy(value.begin(), second_half, second_half);
    ByteArray<aes_key_size_bytes> first{};
    ByteArray<aes_key_size_bytes> second{};
    if (auto done = wrap(value, first); !done) {
        return done.failure();
    }
    std::transform(value.begin(), second_half, first.begin(), second_half, std::bit_xor<>());
    if (auto done = wrap(value, second); !done) {
        return done.failure();
    }
    const ByteView first_block = ByteView(first).first(aes_block_size_bytes);
    return equal(first_block, ByteView(second).first(aes_block_size_bytes)) &&
           equal(first_block, ByteView(second).last(aes_block_size_bytes)) &&
           !equal(first_block, ByteView(first).last(aes_block_size_bytes));
}

Result<bool> refuses_decrypt(Session& session, KeyHandle key) {
    const ByteArray<aes_key_size_bytes> in{};
    ByteArray<aes_key_size_bytes> out{};
    return !session.decrypt(Mechanism::aes_cbc(), key, in, out);
}

Result<bool> refuses_unwrap(Session& session, KeyHandle key) {
    const ByteArray<aes_key_size_bytes> wrapped{};
    return !session.unwrap(Mechanism::aes_cbc(), key, wrapped, session_key({CKA_ENCRYPT}, Extractable::no));
}

// A key that could be wrapped under one of known value would be known.
Result<bool> refuses_export(Session& session, KeyHandle key) {
    auto known = import_session_key(session, ByteArray<aes_key_size_bytes>{}, {CKA_WRAP}, Extractable::no);
    if (!known) {
        return known.failure();
    }
    ByteArray<escrow_size_bytes> out{};
    return !session.wrap(Mechanism(CKM_AES_KEY_WRAP), known->handle(), key, out) &&
           !session.wrap(Mechanism::aes_cbc(), known->handle(), key, out) && !session.is_readable(key);
}

Result<bool> escrow_is_rfc3394(Session& session) {
    auto kek_value = random_secret(session, aes_key_size_bytes);
    auto pek_value = random_secret(session, aes_key_size_bytes);
    if (!kek_value || !pek_value) {
        return kek_value ? pek_value.failure() : kek_value.failure();
    }
    auto kek = import_session_key(session, kek_value->bytes(), {CKA_WRAP}, Extractable::no);
    auto pek = import_session_key(session, pek_value->bytes(), {}, Extractable::yes);
    if (!kek || !pek) {
        return kek ? pek.failure() : kek.failure();
    }
    auto escrow = wrap_for_escrow(session, kek->handle(), pek->handle());
    auto expected = reference::aes_key_wrap(kek_value->bytes(), pek_value->bytes());
    if (!escrow || !expected) {
        return escrow ? expected.failure() : escrow.failure();
    }
    return equal(*escrow, expected->bytes());
}

// What comes back out of an escrow encrypts as the key that went in, and cannot be read.
Result<bool> kek_gives_back(Session& session, KeyHandle kek) {
    auto value = random_secret(session, aes_key_size_bytes);
    if (!value) {
        return value.failure();
    }
    auto key = import_session_key(session, value->bytes(), {}, Extractable::yes);
    if (!key) {
        return key.failure();
    }
    auto escrow = wrap_for_escrow(session, kek, key->handle());
    if (!escrow) {
        return escrow.failure();
    }
    auto restored = restore_pek(session, kek, *escrow, PekUse::verify);
    if (!restored) {
        return restored.failure();
    }
    const ByteArray<aes_block_size_bytes> in{};
    ByteArray<aes_block_size_bytes> out{};
    auto size_bytes = session.encrypt(Mechanism::aes_cbc(), restored->handle(), in, out);
    auto expected = reference::aes_cbc(value->bytes(), in, reference::Direction::encrypt);
    if (!size_bytes || !expected) {
        return size_bytes ? expected.failure() : size_bytes.failure();
    }
    return equal(out, expected->bytes()) && !session.is_readable(restored->handle());
}

Result<Escrow> scratch_escrow(Session& session, KeyHandle kek) {
    auto pek = generate_pek(session);
    return pek ? wrap_for_escrow(session, kek, pek->handle()) : pek.failure();
}

Result<bool> kek_refuses_tampering(Session& session, KeyHandle kek) {
    auto escrow = scratch_escrow(session, kek);
    if (!escrow) {
        return escrow.failure();
    }
    (*escrow)[9] ^= 1U;
    return !restore_pek(session, kek, *escrow, PekUse::verify);
}

// Without its unwrap template, a KEK hands out readable PEKs to whoever asks for them as not sensitive.
Result<bool> kek_has_unwrap_template(Session& session, KeyHandle kek, const std::string& label) {
    auto escrow = scratch_escrow(session, kek);
    if (!escrow) {
        return escrow.failure();
    }
    const auto unwrap = [&](bool sensitive, bool decrypt) {
        Template wanted;
        wanted.number(CKA_CLASS, CKO_SECRET_KEY)
            .number(CKA_KEY_TYPE, CKK_AES)
            .flag(CKA_TOKEN, false)
            .flag(CKA_SENSITIVE, sensitive)
            .flag(CKA_EXTRACTABLE, true)
            .flag(CKA_DECRYPT, decrypt);
        return session.unwrap(Mechanism(CKM_AES_KEY_WRAP), kek, *escrow, std::move(wanted));
    };
    const auto readable = unwrap(false, false);
    const auto decrypting = unwrap(true, true);
    if ((readable && session.is_readable(readable->handle())) ||
        (decrypting && !*refuses_decrypt(session, decrypting->handle()))) {
        return fail(ErrorCode::hsm_key_weak, {{"key", label}, {"attribute", "CKA_UNWRAP_TEMPLATE"}});
    }
    return true;
}

Result<bool> table_key_seals(Session& session, KeyHandle key) {
    auto plain = random_secret(session, SubstitutionTable::size_bytes_min);
    if (!plain) {
        return plain.failure();
    }
    auto sealed = seal(session, key, plain->bytes(), check_value_context);
    if (!sealed) {
        return sealed.failure();
    }
    auto opened = open_seal(session, key, *sealed, check_value_context);
    if (!opened) {
        return opened.failure();
    }
    const bool same = equal(opened->bytes(), plain->bytes());
    sealed->back() ^= 1U;
    return same && !open_seal(session, key, *sealed, check_value_context);
}

Result<bool> digest_is_hmac(Session& session) {
    auto value = random_secret(session, aes_key_size_bytes);
    if (!value) {
        return value.failure();
    }
    Template attributes;
    attributes.number(CKA_CLASS, CKO_SECRET_KEY)
        .number(CKA_KEY_TYPE, CKK_GENERIC_SECRET)
        .flag(CKA_TOKEN, false)
        .flag(CKA_SIGN, true)
        .bytes(CKA_VALUE, value->bytes());
    auto key = session.create(std::move(attributes));
    if (!key) {
        return key.failure();
    }
    ByteArray<keyed_digest_size_bytes> digest{};
    auto size_bytes = session.sign(Mechanism(CKM_SHA256_HMAC), key->handle(), as_bytes(check_value_context), digest);
    auto expected = reference::hmac_sha256(value->bytes(), as_bytes(check_value_context));
    if (!size_bytes || !expected) {
        return size_bytes ? expected.failure() : size_bytes.failure();
    }
    return equal(digest, expected->bytes());
}

// Part of the tag of a block of zeros under IV 0, which no seal uses (theirs are random).
Result<CheckValue> table_check_value(Session& session, KeyHandle key) {
    const ByteArray<gcm_iv_size_bytes> iv{};
    const ByteArray<aes_block_size_bytes> in{};
    ByteArray<aes_block_size_bytes + gcm_tag_size_bytes> out{};
    auto size_bytes = session.encrypt(Mechanism::aes_gcm(iv, as_bytes(check_value_context)), key, in, out);
    return size_bytes ? CheckValue::from_bytes(ByteView(out).last(CheckValue::size_bytes)) : size_bytes.failure();
}

Result<CheckValue> digest_check_value(Session& session, KeyHandle key) {
    ByteArray<keyed_digest_size_bytes> digest{};
    auto size_bytes = session.sign(Mechanism(CKM_SHA256_HMAC), key, as_bytes(check_value_context), digest);
    return size_bytes ? CheckValue::from_bytes(ByteView(digest).first(CheckValue::size_bytes)) : size_bytes.failure();
}

using Body = std::function<Result<bool>(Session&)>;

// Each in a session of its own: what is refused on purpose leaves nothing behind.
Status make_check(const Module& module, const std::string& check, const Body& body) {
    auto session = Session::open(module);
    if (!session) {
        return session.failure();
    }
    const Result<bool> sound = body(*session);
    if (!sound && sound.error().code == ErrorCode::hsm_key_weak) {
        return sound.failure();
    }
    if (!sound || !*sound) {
        return fail(ErrorCode::hsm_self_test, {{"check", check}}, sound ? "" : sound.error().cause);
    }
    return {};
}

struct Keys {
    std::vector<LabelledKg> kgs;
    KeyHandle kek, table, digest;
};

Result<KeyHandle> find_checked(Session& session, const KeyLabels& labels, KeyRole role) {
    auto key = session.find(object_class_of(role), labels.of(role));
    if (!key) {
        return key;
    }
    if (auto strong = check_attributes(session, role, *key, labels.of(role)); !strong) {
        return strong.failure();
    }
    return key;
}

Result<Keys> find_keys(const Module& module, const KeyLabels& labels) {
    auto session = Session::open(module);
    if (!session) {
        return session.failure();
    }
    auto kgs = find_kgs(*session, labels);
    if (!kgs) {
        return kgs.failure();
    }
    for (const LabelledKg& kg : *kgs) {
        if (auto strong = check_attributes(*session, KeyRole::kg, kg.key, kg.label); !strong) {
            return strong.failure();
        }
    }
    std::array<KeyHandle, 4> found{};
    auto next = found.begin();
    for (const KeyRole role : {KeyRole::kek, KeyRole::table, KeyRole::digest, KeyRole::log_signer}) {
        auto key = find_checked(*session, labels, role);
        if (!key) {
            return key.failure();
        }
        *next++ = *key;
    }
    return Keys{std::move(*kgs), found[0], found[1], found[2]};
}

Result<SelfTestReport> report(const Module& module, const Keys& keys, std::vector<std::string> checks) {
    auto session = Session::open(module);
    if (!session) {
        return session.failure();
    }
    std::vector<SelfTestReport::Kg> kgs;
    for (const LabelledKg& kg : keys.kgs) {
        auto value = check_value_by_wrapping(*session, kg.key);
        if (!value) {
            return value.failure();
        }
        kgs.push_back({kg.label, *value});
    }
    auto kek = check_value_by_wrapping(*session, keys.kek);
    auto table = table_check_value(*session, keys.table);
    auto digest = digest_check_value(*session, keys.digest);
    for (const auto* value : {&kek, &table, &digest}) {
        if (!*value) {
            return value->failure();
        }
    }
    return SelfTestReport{module.description(), std::move(kgs), *kek, *table, *digest, std::move(checks)};
}
} // namespace

Result<SelfTestReport> run_self_test(const Module& module, const KeyLabels& labels) {
    const auto keys = find_keys(module, labels);
    if (!keys) {
        return keys.failure();
    }
    std::vector<std::pair<std::string, Body>> checks{{"token_under_known_kg", token_under_known_kg}};
    for (const LabelledKg& kg : keys->kgs) {
        checks.emplace_back(kg.label + "_is_cbc", [key = kg.key](Session& session) { return kg_is_cbc(session, key); });
        checks.emplace_back(kg.label + "_refuses_decrypt",
                            [key = kg.key](Session& session) { return refuses_decrypt(session, key); });
        checks.emplace_back(kg.label + "_refuses_unwrap",
                            [key = kg.key](Session& session) { return refuses_unwrap(session, key); });
        checks.emplace_back(kg.label + "_refuses_export",
                            [key = kg.key](Session& session) { return refuses_export(session, key); });
    }
    const std::vector<std::pair<std::string, Body>> others{
        {"escrow_is_rfc3394", escrow_is_rfc3394},
        {"kek_gives_back", [&](Session& session) { return kek_gives_back(session, keys->kek); }},
        {"kek_refuses_tampering", [&](Session& session) { return kek_refuses_tampering(session, keys->kek); }},
        {"kek_has_unwrap_template",
         [&](Session& session) { return kek_has_unwrap_template(session, keys->kek, labels.kek); }},
        {"kek_refuses_export", [&](Session& session) { return refuses_export(session, keys->kek); }},
        {"table_key_seals", [&](Session& session) { return table_key_seals(session, keys->table); }},
        {"table_refuses_export", [&](Session& session) { return refuses_export(session, keys->table); }},
        {"digest_is_hmac", digest_is_hmac},
        {"digest_refuses_export", [&](Session& session) { return refuses_export(session, keys->digest); }},
    };
    checks.insert(checks.end(), others.begin(), others.end());
    std::vector<std::string> made;
    for (const auto& [name, body] : checks) {
        if (auto passed = make_check(module, name, body); !passed) {
            return passed.failure();
        }
        made.push_back(name);
    }
    return report(module, *keys, std::move(made));
}

} // namespace keyline::hsm
