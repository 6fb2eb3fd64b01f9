#pragma once

#include "provisioning/bytes.h"

namespace keyline {

// Bytes that nobody can guess. Threads: any.
class Random {
  public:
    virtual ~Random() = default;
    virtual Status fill(std::span<std::uint8_t> bytes) = 0;
};

} // namespace keyline
