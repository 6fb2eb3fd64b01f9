#include "provisioning/issuing/table_proof.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace keyline {

Result<ByteArray<table_tag_size_bytes>> table_proof(const SubstitutionTable& table,
                                                    const ByteArray<table_nonce_size_bytes>& nonce,
                                                    const SerialNumber& serial, const ChipUid& uid) {
    constexpr std::string_view domain = "KLTABLE1";
    Bytes key(domain.begin(), domain.end());
    for (const ByteView part : {ByteView(nonce), serial.bytes(), uid.bytes()}) {
        key.insert(key.end(), part.begin(), part.end());
    }
    ByteArray<table_tag_size_bytes> tag{};
    unsigned tag_bytes = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), table.bytes().data(), table.size(), tag.data(),
             &tag_bytes) == nullptr ||
        tag_bytes != tag.size()) {
        return fail(ErrorCode::internal, {{"step", "table proof"}}, "HMAC-SHA-256 failed");
    }
    return tag;
}

} // namespace keyline
