#include "db/merkle.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <memory>
#include <openssl/evp.h>

namespace keyline::db {

namespace {
// Looking SHA-256 up costs more than hashing an entry: once a thread.
class Sha256 {
  public:
    Sha256() : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {}

    Hash operator()(std::initializer_list<ByteView> parts) {
        Hash hash;
        bool right = digest_ != nullptr && context_ != nullptr &&
                     EVP_DigestInit_ex2(context_.get(), digest_.get(), nullptr) == 1;
        for (const ByteView part : parts) {
            right = right && EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1;
        }
        if (!right || EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) != 1) {
            std::abort(); // no memory, or an OpenSSL without SHA-256: nothing could be recorded, and nothing made up
        }
        return hash;
    }

  private:
    struct Free {
        void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD, Free> digest_;
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

Hash sha256_of(std::initializer_list<ByteView> parts) {
    thread_local Sha256 hasher;
    return hasher(parts);
}

constexpr ByteArray<1> leaf_prefix{0x00};
constexpr ByteArray<1> node_prefix{0x01};

// Where RFC 6962 splits a tree of `leaves` > 1: the largest power of two below that.
std::uint64_t split_of(std::uint64_t leaves) {
    return std::bit_floor(leaves - 1);
}

// RFC 6962's MTH(D[begin:end]); `begin` is where such a split put it, so whole subtrees are whole nodes.
Result<Hash> range_root(MerkleNodes& nodes, std::uint64_t begin, std::uint64_t end) {
    const std::uint64_t leaves = end - begin;
    if (std::has_single_bit(leaves)) {
        const auto level = static_cast<unsigned>(std::countr_zero(leaves));
        return nodes.node(level, begin >> level);
    }
    auto left = range_root(nodes, begin, begin + split_of(leaves));
    if (!left) {
        return left;
    }
    auto right = range_root(nodes, begin + split_of(leaves), end);
    return right ? node_hash(*left, *right) : right;
}

// Appends the root of a range to a proof.
Status prove_range(MerkleNodes& nodes, std::uint64_t begin, std::uint64_t end, std::vector<Hash>& proof) {
    auto root = range_root(nodes, begin, end);
    if (!root) {
        return root.failure();
    }
    proof.push_back(*root);
    return {};
}

tl::unexpected<Error> out_of_range() {
    return fail(ErrorCode::value_malformed, {{"value", "tree size"}});
}

bool is_tree_size(std::uint64_t size) {
    return size <= std::uint64_t{1} << tree_levels_max;
}
} // namespace

Hash sha256(ByteView data) {
    return sha256_of({data});
}

Hash leaf_hash(ByteView data) {
    return sha256_of({leaf_prefix, data});
}

Hash node_hash(const Hash& left, const Hash& right) {
    return sha256_of({node_prefix, left, right});
}

Hash empty_root() {
    return sha256_of({});
}

Result<Frontier> Frontier::from_bytes(std::uint64_t size, ByteView hashes) {
    const auto count = static_cast<std::size_t>(std::popcount(size));
    if (!is_tree_size(size) || hashes.size() != count * hash_size_bytes) {
        return fail(ErrorCode::value_malformed, {{"value", "frontier"}});
    }
    Frontier frontier;
    frontier.size_ = size;
    frontier.hashes_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto hash = hashes.subspan(i * hash_size_bytes, hash_size_bytes);
        std::copy(hash.begin(), hash.end(), frontier.hashes_[i].begin());
    }
    return frontier;
}

Status Frontier::append(const Hash& leaf, const OnNode& on_node) {
    Hash hash = leaf;
    // Each 1 at the end of the size is a subtree that this leaf makes a larger one with.
    const auto completed = static_cast<unsigned>(std::countr_one(size_));
    for (unsigned level = 1; level <= completed; ++level) {
        hash = node_hash(hashes_.back(), hash);
        hashes_.pop_back();
        if (auto told = on_node(level, size_ >> level, hash); !told) {
            return told;
        }
    }
    hashes_.push_back(hash);
    ++size_;
    return {};
}

Hash Frontier::root() const {
    if (hashes_.empty()) {
        return empty_root();
    }
    Hash root = hashes_.back();
    for (auto left = hashes_.rbegin() + 1; left != hashes_.rend(); ++left) {
        root = node_hash(*left, root);
    }
    return root;
}

Bytes Frontier::bytes() const {
    Bytes bytes;
    for (const Hash& hash : hashes_) {
        bytes.insert(bytes.end(), hash.begin(), hash.end());
    }
    return bytes;
}

Result<Hash> tree_root(MerkleNodes& nodes, std::uint64_t size) {
    if (!is_tree_size(size)) {
        return out_of_range();
    }
    return size == 0 ? Result<Hash>(empty_root()) : range_root(nodes, 0, size);
}

Result<std::vector<Hash>> inclusion_proof(MerkleNodes& nodes, std::uint64_t index, std::uint64_t size) {
    if (!is_tree_size(size) || index >= size) {
        return out_of_range();
    }
    std::vector<Hash> proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) { // from the root down: the sibling of the subtree that holds the leaf
        const std::uint64_t middle = begin + split_of(end - begin);
        const bool left = index < middle;
        if (auto proved = left ? prove_range(nodes, middle, end, proof) : prove_range(nodes, begin, middle, proof);
            !proved) {
            return proved.failure();
        }
        (left ? end : begin) = middle;
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

Result<std::vector<Hash>> consistency_proof(MerkleNodes& nodes, std::uint64_t old_size, std::uint64_t size) {
    if (!is_tree_size(size) || old_size == 0 || old_size > size) {
        return out_of_range();
    }
    std::vector<Hash> proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (old_size != end) { // RFC 6962's SUBPROOF, from the root down
        const std::uint64_t middle = begin + split_of(end - begin);
        const bool left = old_size <= middle;
        if (auto proved = left ? prove_range(nodes, middle, end, proof) : prove_range(nodes, begin, middle, proof);
            !proved) {
            return proved.failure();
        }
        (left ? end : begin) = middle;
    }
    if (begin != 0) { // the whole old tree is what the verifier has already
        if (auto proved = prove_range(nodes, begin, end, proof); !proved) {
            return proved.failure();
        }
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

// The two below are RFC 9162, 2.1.3.2 and 2.1.4.2: the same trees, with the verification spelt out.
bool inclusion_holds(const Hash& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Hash>& proof,
                     const Hash& root) {
    if (index >= size) {
        return false;
    }
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0) {
            return false;
        }
        if ((node & 1U) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

bool consistency_holds(std::uint64_t old_size, const Hash& old_root, std::uint64_t size, const Hash& root,
                       const std::vector<Hash>& proof) {
    if (old_size == 0 || old_size > size) {
        return false;
    }
    if (old_size == size) {
        return proof.empty() && old_root == root;
    }
    std::vector<Hash> path = proof;
    if (std::has_single_bit(old_size)) {
        path.insert(path.begin(), old_root);
    }
    if (path.empty()) {
        return false;
    }
    std::uint64_t node = old_size - 1;
    std::uint64_t last = size - 1;
    const int shared = std::countr_one(node);
    node >>= static_cast<unsigned>(shared);
    last >>= static_cast<unsigned>(shared);
    Hash old_hash = path.front();
    Hash hash = path.front();
    for (auto sibling = path.begin() + 1; sibling != path.end(); ++sibling) {
        if (last == 0) {
            return false;
        }
        if ((node & 1U) != 0 || node == last) {
            old_hash = node_hash(*sibling, old_hash);
            hash = node_hash(*sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_hash(hash, *sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && old_hash == old_root && hash == root;
}

} // namespace keyline::db
