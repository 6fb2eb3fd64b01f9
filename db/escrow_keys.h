// EscrowKeys: which claims, with which escrow, have been seen: 8 bytes for each, so that ten million fit in memory. Two
// different ones among ten million have the same 8 bytes with a chance of three in a million, and nobody chooses them:
// most of what is hashed is an escrow that the HSM has made. Threads: values.
#pragma once

#include "db/merkle.h"
#include "provisioning/ports/registry.h"

#include <algorithm>
#include <cstring>

namespace keyline::db {

class EscrowKeys {
  public:
    void add(const ClaimId& claim, ByteView escrow) { seen_.push_back(fingerprint(claim, escrow)); }
    void sort() { std::sort(seen_.begin(), seen_.end()); } // before the first contains()
    bool contains(const ClaimId& claim, ByteView escrow) const {
        return std::binary_search(seen_.begin(), seen_.end(), fingerprint(claim, escrow));
    }
    std::size_t size() const { return seen_.size(); }

  private:
    static std::uint64_t fingerprint(const ClaimId& claim, ByteView escrow) {
        Bytes bytes(claim.bytes().begin(), claim.bytes().end());
        bytes.insert(bytes.end(), escrow.begin(), escrow.end());
        std::uint64_t first = 0;
        const Hash hash = sha256(bytes);
        std::memcpy(&first, hash.data(), sizeof first);
        return first;
    }
    std::vector<std::uint64_t> seen_;
};

} // namespace keyline::db
