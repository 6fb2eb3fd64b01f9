#include "provisioning/production_token.h"

#include <algorithm>

namespace keyline {

Result<ProductionToken> ProductionToken::compose(const SerialNumber& serial, ByteView wrapped_pek,
                                                 ByteView pek_of_serial) {
    if (wrapped_pek.size() != wrapped_pek_size_bytes || pek_of_serial.size() != pek_of_serial_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "parts of a production token"}});
    }
    auto secret = SecretBytes::create(production_token_size_bytes);
    if (!secret) {
        return secret.failure();
    }
    auto next = std::copy(serial.bytes().begin(), serial.bytes().end(), secret->writable().begin());
    next = std::copy(wrapped_pek.begin(), wrapped_pek.end(), next);
    std::copy(pek_of_serial.begin(), pek_of_serial.end(), next);
    return ProductionToken(serial, std::move(*secret));
}

Result<ProductionToken> ProductionToken::parse(ByteView bytes) {
    if (bytes.size() != production_token_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "production token"}, {"reason", "64 bytes expected"}});
    }
    auto serial = SerialNumber::from_bytes(bytes.first(serial_number_size_bytes));
    if (!serial) {
        return serial.failure();
    }
    return compose(*serial, bytes.subspan(serial_number_size_bytes, wrapped_pek_size_bytes),
                   bytes.last(pek_of_serial_size_bytes));
}

ByteView ProductionToken::wrapped_pek() const {
    return bytes().subspan(serial_number_size_bytes, wrapped_pek_size_bytes);
}

ByteView ProductionToken::pek_of_serial() const {
    return bytes().last(pek_of_serial_size_bytes);
}

} // namespace keyline
