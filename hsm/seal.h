// A substitution table at rest: version 1 ‖ IV 12 ‖ ciphertext ‖ tag 16, AES-256-GCM under the table key.
// `context` (the profile's name) is authenticated with it, so that one profile's table cannot be put in another's
// place.
#pragma once

#include "hsm/pkcs11/session.h"

namespace keyline::hsm {

inline constexpr std::uint8_t seal_version = 1;
inline constexpr std::size_t seal_overhead_bytes = 1 + gcm_iv_size_bytes + gcm_tag_size_bytes;

Result<Bytes> seal(Session& session, KeyHandle key, ByteView plain, std::string_view context);
// hsm_failed: also when it was tampered with or sealed for another context.
Result<SecretBytes> open_seal(Session& session, KeyHandle key, ByteView sealed, std::string_view context);
// Whether these bytes can be a seal at all.
bool has_seal_form(ByteView sealed);

} // namespace keyline::hsm
