// SubstitutionTable: the block of random bytes that all locks of a product share; treated like a key, its SHA-256 too.
// Source: spec/lock-formats.md, 3.5; its size is an assumption (256 to 65,536 bytes, set by the profile).
#pragma once

#include "provisioning/secret_bytes.h"

namespace keyline {

class SubstitutionTable {
  public:
    static constexpr std::size_t size_bytes_min = 256;
    static constexpr std::size_t size_bytes_max = 65'536;
    static constexpr std::size_t size_bytes_default = 4'096;

    // table_invalid when the size is out of bounds.
    static Result<SubstitutionTable> create(SecretBytes bytes);

    std::size_t size() const { return bytes_.size(); }
    ByteView bytes() const { return bytes_.bytes(); }

  private:
    explicit SubstitutionTable(SecretBytes bytes) : bytes_(std::move(bytes)) {}
    SecretBytes bytes_;
};

} // namespace keyline
