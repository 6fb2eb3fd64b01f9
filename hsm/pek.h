// What is done with a PEK inside the HSM: "A-CBC", the one construction that every module can do and under which
// neither Kg nor a PEK is ever readable (hsm/README.md). Shared by the vault and by the self-test, which checks it.
// No PEK is in host memory, none is a token object. Threads: those of the session. Errors: hsm_failed.
#pragma once

#include "hsm/keys.h"
#include "provisioning/identifiers.h"
#include "provisioning/ports/vault.h"

namespace keyline::hsm {

using Escrow = ByteArray<escrow_size_bytes>; // CKM_AES_KEY_WRAP under the KEK: integrity-protected

Result<Object> generate_pek(Session& session);

// Writes S/N ‖ Kg(PEK) ‖ PEK(S/N); the caller wipes it. Source: spec/lock-formats.md, table 10.
Status write_token(Session& session, KeyHandle kg, KeyHandle pek, const SerialNumber& serial,
                   std::span<std::uint8_t, production_token_size_bytes> token);

Result<Escrow> wrap_for_escrow(Session& session, KeyHandle kek, KeyHandle pek);

enum class PekUse {
    verify, // encrypts only
    remake, // extractable once more, to be wrapped under Kg again
};
Result<Object> restore_pek(Session& session, KeyHandle kek, ByteView escrow, PekUse use);

// The check value of a key that can wrap: it wraps zeros.
Result<CheckValue> check_value_by_wrapping(Session& session, KeyHandle key);

} // namespace keyline::hsm
