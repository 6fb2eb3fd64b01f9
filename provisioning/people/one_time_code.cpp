#include "provisioning/people/one_time_code.h"

#include "provisioning/ports/administration.h"

#include <cstdlib>
#include <liboath/oath.h>

namespace keyline {

namespace {
using CodeText = std::array<char, one_time_code_digits + 1>; // with the end that liboath writes

bool make_code(ByteView secret, std::int64_t step, CodeText& code) {
    return oath_hotp_generate(reinterpret_cast<const char*>(secret.data()), secret.size(),
                              static_cast<std::uint64_t>(step), one_time_code_digits, false,
                              OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) == OATH_OK;
}
} // namespace

Result<SecretBytes> draw_code_secret(Random& random) {
    auto secret = SecretBytes::create(code_secret_size_bytes);
    if (!secret) {
        return secret;
    }
    if (auto drawn = random.fill(secret->writable()); !drawn) {
        return drawn.failure();
    }
    return secret;
}

std::optional<std::int64_t> step_of_code(ByteView secret, ByteView code, std::int64_t now_unix_s,
                                         std::int64_t last_step) {
    const std::int64_t now_step = now_unix_s / code_step_s;
    std::optional<std::int64_t> found;
    for (std::int64_t step = now_step - code_steps_around; step <= now_step + code_steps_around; ++step) {
        CodeText expected{};
        const bool made = make_code(secret, step, expected);
        const bool same = equal_in_constant_time(as_bytes({expected.data(), one_time_code_digits}), code);
        if (made && same && step > last_step && !found) {
            found = step;
        }
        wipe({reinterpret_cast<std::uint8_t*>(expected.data()), expected.size()});
    }
    return found;
}

Result<SecretBytes> otpauth_uri(ByteView secret, std::string_view issuer, std::string_view person) {
    char* base32 = nullptr;
    std::size_t base32_bytes = 0;
    if (oath_base32_encode(reinterpret_cast<const char*>(secret.data()), secret.size(), &base32, &base32_bytes) !=
        OATH_OK) {
        return fail(ErrorCode::internal, {{"step", "one-time codes"}}, "base32 failed");
    }
    const std::string head = "otpauth://totp/" + std::string(issuer) + ":" + std::string(person) + "?secret=";
    const std::string tail = "&issuer=" + std::string(issuer) +
                             "&algorithm=SHA1&digits=" + std::to_string(one_time_code_digits) +
                             "&period=" + std::to_string(code_step_s);
    auto uri = SecretBytes::create(head.size() + base32_bytes + tail.size());
    if (uri) {
        auto next = std::copy(head.begin(), head.end(), uri->writable().begin());
        next = std::copy_n(base32, base32_bytes, next);
        std::copy(tail.begin(), tail.end(), next);
    }
    wipe({reinterpret_cast<std::uint8_t*>(base32), base32_bytes});
    std::free(base32); // liboath's, by malloc
    return uri;
}

} // namespace keyline
