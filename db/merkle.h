// The Merkle tree of an append-only log, as RFC 6962 section 2 makes it: hashes, the frontier that grows it, roots and
// proofs over stored nodes. Threads: values, no sharing.
#pragma once

#include "provisioning/bytes.h"

#include <functional>

namespace keyline::db {

inline constexpr std::size_t hash_size_bytes = 32;
inline constexpr unsigned tree_levels_max = 40; // a tree has up to 2^40 leaves
using Hash = ByteArray<hash_size_bytes>;

Hash sha256(ByteView data);
Hash leaf_hash(ByteView data);                       // SHA-256(00 ‖ data)
Hash node_hash(const Hash& left, const Hash& right); // SHA-256(01 ‖ left ‖ right)
Hash empty_root();                                   // SHA-256("")

// The roots of the complete subtrees that a tree of size() leaves is made of, the largest first: all that is needed to
// append and to tell the root.
class Frontier {
  public:
    Frontier() = default;
    // `hashes`: one for each 1 in the binary form of `size`, end to end, as bytes() gave them. value_malformed.
    static Result<Frontier> from_bytes(std::uint64_t size, ByteView hashes);

    // Told of every complete subtree above the leaves that this leaf completes; stops at the first failure.
    using OnNode = std::function<Status(unsigned level, std::uint64_t index, const Hash&)>;
    Status append(const Hash& leaf, const OnNode& on_node);

    std::uint64_t size() const { return size_; }
    Hash root() const;
    Bytes bytes() const;

  private:
    std::uint64_t size_ = 0;
    std::vector<Hash> hashes_;
};

// Where roots and proofs get their hashes from: the root of the complete subtree of the leaves index * 2^level up to
// (index + 1) * 2^level.
class MerkleNodes {
  public:
    virtual ~MerkleNodes() = default;
    virtual Result<Hash> node(unsigned level, std::uint64_t index) = 0;
};

// Of the first `size` leaves.
Result<Hash> tree_root(MerkleNodes& nodes, std::uint64_t size);

// RFC 6962, 2.1.1 and 2.1.2. value_malformed unless index < size, 0 < old_size <= size.
Result<std::vector<Hash>> inclusion_proof(MerkleNodes& nodes, std::uint64_t index, std::uint64_t size);
Result<std::vector<Hash>> consistency_proof(MerkleNodes& nodes, std::uint64_t old_size, std::uint64_t size);
bool inclusion_holds(const Hash& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Hash>& proof,
                     const Hash& root);
bool consistency_holds(std::uint64_t old_size, const Hash& old_root, std::uint64_t size, const Hash& root,
                       const std::vector<Hash>& proof);

} // namespace keyline::db
