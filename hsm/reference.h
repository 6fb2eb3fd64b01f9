// The same ciphers by OpenSSL, to check what a module computes. Keys and results here are scratch values.
#pragma once

#include "provisioning/secret_bytes.h"

namespace keyline::hsm::reference {

enum class Direction { encrypt, decrypt };

// AES-256-CBC, IV 0, no padding: as long as the input. hsm_self_test when OpenSSL refuses.
Result<SecretBytes> aes_cbc(ByteView key, ByteView in, Direction direction);
// RFC 3394: 8 bytes longer than the input.
Result<SecretBytes> aes_key_wrap(ByteView key, ByteView in);
Result<SecretBytes> hmac_sha256(ByteView key, ByteView in);

} // namespace keyline::hsm::reference
