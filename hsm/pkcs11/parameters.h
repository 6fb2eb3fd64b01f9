// Arguments of PKCS#11 calls: attribute templates and mechanisms that hold what their pointers point to.
// Byte strings are not copied: the caller keeps them until the call is over. Threads: values.
#pragma once

#include "provisioning/bytes.h"

#include <deque>
#include <p11-kit/pkcs11.h>

namespace keyline::hsm {

inline constexpr std::size_t aes_block_size_bytes = 16;
inline constexpr std::size_t gcm_iv_size_bytes = 12;
inline constexpr std::size_t gcm_tag_size_bytes = 16;

class Template {
  public:
    Template() = default;
    Template(Template&&) = default;
    Template& operator=(Template&&) = default;
    Template(const Template&) = delete;
    Template& operator=(const Template&) = delete;
    ~Template() = default;

    Template& flag(CK_ATTRIBUTE_TYPE type, bool value);
    // Also a list of one mechanism (CKA_ALLOWED_MECHANISMS).
    Template& number(CK_ATTRIBUTE_TYPE type, CK_ULONG value);
    Template& bytes(CK_ATTRIBUTE_TYPE type, ByteView value);
    Template& text(CK_ATTRIBUTE_TYPE type, std::string_view value) { return bytes(type, as_bytes(value)); }
    Template& nested(CK_ATTRIBUTE_TYPE type, Template& value);

    CK_ATTRIBUTE_PTR data() { return attributes_.data(); }
    CK_ULONG size() const { return attributes_.size(); }

  private:
    std::vector<CK_ATTRIBUTE> attributes_;
    std::deque<CK_ULONG> numbers_; // a deque: its elements stay where they are
};

class Mechanism {
  public:
    explicit Mechanism(CK_MECHANISM_TYPE type) : type_(type) {}
    // AES-256-CBC, IV 0, no padding: the lock's cipher.
    static Mechanism aes_cbc() { return Mechanism(CKM_AES_CBC); }
    // `iv` of 12 bytes, tag of 16 bytes after the ciphertext.
    static Mechanism aes_gcm(ByteView iv, ByteView context);
    // The base key XOR `data`, which has to live as long as this.
    static Mechanism xor_with(ByteView data);
    // RSA-OAEP, MGF1 by the same hash, no label.
    enum class OaepHash { sha1, sha256 };
    static Mechanism rsa_oaep(OaepHash hash);

    // Points into this object: for one call.
    CK_MECHANISM raw();

  private:
    CK_MECHANISM_TYPE type_;
    ByteArray<aes_block_size_bytes> zero_iv_{};
    CK_GCM_PARAMS gcm_{};
    CK_KEY_DERIVATION_STRING_DATA data_{};
    CK_RSA_PKCS_OAEP_PARAMS oaep_{};
};

// PKCS#11 takes pointers to things that it only reads as if it wrote them.
inline CK_BYTE_PTR readable(ByteView bytes) {
    return const_cast<CK_BYTE_PTR>(bytes.data());
}

} // namespace keyline::hsm
