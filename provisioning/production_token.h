// ProductionToken: S/N 16 ‖ Kg(PEK) 32 ‖ PEK(S/N) 16 = 64 bytes. Source: spec/lock-formats.md, table 10.
// Whoever holds Kg reads the PEK out of it: the token is a secret and never stored or logged.
#pragma once

#include "provisioning/secret_bytes.h"
#include "provisioning/serial_number.h"

namespace keyline {

inline constexpr std::size_t production_token_size_bytes = 64;
inline constexpr std::size_t wrapped_pek_size_bytes = 32;
inline constexpr std::size_t pek_of_serial_size_bytes = 16;

class ProductionToken {
  public:
    static Result<ProductionToken> compose(const SerialNumber& serial, ByteView wrapped_pek, ByteView pek_of_serial);
    // value_malformed (not 64 bytes), serial_padding.
    static Result<ProductionToken> parse(ByteView bytes);

    const SerialNumber& serial() const { return serial_; }
    ByteView bytes() const { return bytes_.bytes(); }
    ByteView wrapped_pek() const;   // Kg(PEK)
    ByteView pek_of_serial() const; // PEK(S/N)

  private:
    ProductionToken(SerialNumber serial, SecretBytes bytes) : serial_(serial), bytes_(std::move(bytes)) {}
    SerialNumber serial_;
    SecretBytes bytes_;
};

} // namespace keyline
