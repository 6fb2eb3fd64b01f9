// One-time codes: RFC 6238 (TOTP) with SHA-1, 30 s, 6 digits; the step before and after is taken too. Each is usable
// once: the caller keeps the step of the newest code that was taken. Threads: any.
#pragma once

#include "provisioning/ports/random.h"
#include "provisioning/secret_bytes.h"

#include <optional>

namespace keyline {

inline constexpr std::size_t code_secret_size_bytes = 20; // RFC 4226 recommends 160 bits
inline constexpr std::int64_t code_step_s = 30;
inline constexpr std::int64_t code_steps_around = 1;

Result<SecretBytes> draw_code_secret(Random& random);

// The step that this code belongs to: after `last_step`, at most code_steps_around from now. None: the code is wrong or
// was used. In constant time in the code.
std::optional<std::int64_t> step_of_code(ByteView secret, ByteView code, std::int64_t now_unix_s,
                                         std::int64_t last_step);

// "otpauth://totp/ISSUER:PERSON?secret=BASE32&issuer=ISSUER&algorithm=SHA1&digits=6&period=30", for a QR code.
Result<SecretBytes> otpauth_uri(ByteView secret, std::string_view issuer, std::string_view person);

} // namespace keyline
