#include "provisioning/people/credential.h"

#include <algorithm>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace keyline {

namespace {

// What the digest key signs here begins so; tokens and tables do not.
constexpr std::string_view badge_domain = "keyline badge 1:";
constexpr std::string_view pin_domain = "keyline pin 1:";
constexpr std::size_t scrypt_size_bytes = 32;
constexpr std::uint64_t scrypt_memory_bytes_max = 64ULL * 1024 * 1024;

Result<ByteArray<keyed_digest_size_bytes>> keyed(Vault& vault, std::string_view domain, ByteView secret) {
    auto message = SecretBytes::create(domain.size() + secret.size());
    if (!message) {
        return message.failure();
    }
    std::copy(domain.begin(), domain.end(), message->writable().begin());
    std::copy(secret.begin(), secret.end(), message->writable().begin() + static_cast<std::ptrdiff_t>(domain.size()));
    return vault.keyed_digest(message->bytes());
}

Result<SecretBytes> scrypt(const ScryptCost& cost, ByteView pin, ByteView salt) {
    auto derived = SecretBytes::create(scrypt_size_bytes);
    if (!derived) {
        return derived;
    }
    EVP_KDF* kdf = EVP_KDF_fetch(nullptr, "SCRYPT", nullptr);
    EVP_KDF_CTX* context = EVP_KDF_CTX_new(kdf);
    EVP_KDF_free(kdf);
    std::uint64_t n = cost.n;
    std::uint32_t r = cost.r;
    std::uint32_t p = cost.p;
    std::uint64_t memory = scrypt_memory_bytes_max;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, const_cast<std::uint8_t*>(pin.data()), pin.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<std::uint8_t*>(salt.data()), salt.size()),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end()};
    const bool made =
        context != nullptr && EVP_KDF_derive(context, derived->writable().data(), scrypt_size_bytes, parameters) == 1;
    EVP_KDF_CTX_free(context);
    if (!made) {
        return fail(ErrorCode::internal, {{"step", "PIN"}}, "scrypt failed");
    }
    return derived;
}

bool is_row(ByteView digits) {
    for (const int step : {0, 1, -1}) {
        const auto follows = [step](std::uint8_t a, std::uint8_t b) { return b - a != step; };
        if (std::adjacent_find(digits.begin(), digits.end(), follows) == digits.end()) {
            return true;
        }
    }
    return false;
}

} // namespace

Status check_pin_form(const SecretBytes& pin) {
    const ByteView digits = pin.bytes();
    const bool numeric = std::all_of(digits.begin(), digits.end(), [](std::uint8_t c) { return c >= '0' && c <= '9'; });
    if (digits.size() < pin_digits_min || digits.size() > pin_digits_max || !numeric || is_row(digits)) {
        return fail(ErrorCode::pin_form,
                    {{"digits_min", std::to_string(pin_digits_min)}, {"digits_max", std::to_string(pin_digits_max)}});
    }
    return {};
}

Status check_badge_form(ByteView badge) {
    const bool printable =
        std::none_of(badge.begin(), badge.end(), [](std::uint8_t c) { return c < 0x20 || c == 0x7f; });
    if (badge.empty() || badge.size() > badge_bytes_max || !printable) {
        return fail(ErrorCode::value_malformed, {{"value", "badge"}, {"reason", "1 to 64 printable characters"}});
    }
    return {};
}

Result<ByteArray<keyed_digest_size_bytes>> badge_digest(Vault& vault, ByteView badge) {
    return keyed(vault, badge_domain, badge);
}

Result<ByteArray<keyed_digest_size_bytes>> PinHasher::verifier(Vault& vault, ByteView pin,
                                                               const ByteArray<pin_salt_size_bytes>& salt) {
    {
        std::unique_lock lock(mutex_);
        if (waiting_ >= scrypts_waiting_max) {
            return fail(ErrorCode::key_service_busy, {{"queued_max", std::to_string(scrypts_waiting_max)}});
        }
        ++waiting_;
        done_.wait(lock, [this] { return under_way_ < scrypts_at_once_max; });
        --waiting_;
        ++under_way_;
    }
    auto derived = scrypt(cost_, pin, salt);
    {
        const std::lock_guard lock(mutex_);
        --under_way_;
    }
    done_.notify_one();
    if (!derived) {
        return derived.failure();
    }
    return keyed(vault, pin_domain, derived->bytes());
}

Result<Credential> PinHasher::credential(Vault& vault, Random& random, ByteView badge, const SecretBytes& pin) {
    if (auto form = check_badge_form(badge); !form) {
        return form.failure();
    }
    if (auto form = check_pin_form(pin); !form) {
        return form.failure();
    }
    auto digest = badge_digest(vault, badge);
    if (!digest) {
        return digest.failure();
    }
    Credential made{*digest, {}, {}};
    if (auto drawn = random.fill(made.salt); !drawn) {
        return drawn.failure();
    }
    auto checked = verifier(vault, pin.bytes(), made.salt);
    if (!checked) {
        return checked.failure();
    }
    made.pin = *checked;
    return made;
}

Bytes bytes_of(const Credential& credential) {
    Bytes bytes;
    for (const ByteView part : {ByteView(credential.badge), ByteView(credential.salt), ByteView(credential.pin)}) {
        bytes.insert(bytes.end(), part.begin(), part.end());
    }
    return bytes;
}

Result<Credential> credential_from(ByteView bytes) {
    constexpr std::size_t digest = keyed_digest_size_bytes;
    if (bytes.size() != 2 * digest + pin_salt_size_bytes) {
        return fail(ErrorCode::registry_unsound, {{"reason", "the enclosure of a request"}});
    }
    return Credential{*to_array<digest>(bytes.first(digest)),
                      *to_array<pin_salt_size_bytes>(bytes.subspan(digest, pin_salt_size_bytes)),
                      *to_array<digest>(bytes.last(digest))};
}

} // namespace keyline
