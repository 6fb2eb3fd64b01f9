// CK_RV: what a PKCS#11 call answered, as text for Error::cause.
#pragma once

#include "provisioning/result.h"

#include <p11-kit/pkcs11.h>

namespace keyline::hsm {

std::string rv_text(CK_RV rv); // "CKR_PIN_INCORRECT (0xa0)"

// hsm_failed {call}, cause: rv_text.
tl::unexpected<Error> fail_rv(std::string_view call, CK_RV rv, SourceLocation where = SourceLocation::current());

} // namespace keyline::hsm
