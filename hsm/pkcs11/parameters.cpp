#include "hsm/pkcs11/parameters.h"

namespace keyline::hsm {

namespace {
CK_BBOOL true_value = CK_TRUE;
CK_BBOOL false_value = CK_FALSE;
} // namespace

Template& Template::flag(CK_ATTRIBUTE_TYPE type, bool value) {
    attributes_.push_back({type, value ? &true_value : &false_value, sizeof(CK_BBOOL)});
    return *this;
}

Template& Template::number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    attributes_.push_back({type, &numbers_.emplace_back(value), sizeof(CK_ULONG)});
    return *this;
}

Template& Template::bytes(CK_ATTRIBUTE_TYPE type, ByteView value) {
    attributes_.push_back({type, readable(value), value.size()});
    return *this;
}

Template& Template::nested(CK_ATTRIBUTE_TYPE type, Template& value) {
    attributes_.push_back({type, value.data(), value.size() * sizeof(CK_ATTRIBUTE)});
    return *this;
}

Mechanism Mechanism::aes_gcm(ByteView iv, ByteView context) {
    Mechanism mechanism(CKM_AES_GCM);
    mechanism.gcm_ = {readable(iv),      iv.size(),      iv.size() * 8,
                      readable(context), context.size(), gcm_tag_size_bytes * 8};
    return mechanism;
}

Mechanism Mechanism::xor_with(ByteView data) {
    Mechanism mechanism(CKM_XOR_BASE_AND_DATA);
    mechanism.data_ = {readable(data), data.size()};
    return mechanism;
}

Mechanism Mechanism::rsa_oaep(OaepHash hash) {
    Mechanism mechanism(CKM_RSA_PKCS_OAEP);
    const bool sha1 = hash == OaepHash::sha1;
    mechanism.oaep_ = {sha1 ? CKM_SHA_1 : CKM_SHA256, sha1 ? CKG_MGF1_SHA1 : CKG_MGF1_SHA256, CKZ_DATA_SPECIFIED,
                       nullptr, 0};
    return mechanism;
}

CK_MECHANISM Mechanism::raw() {
    switch (type_) {
    case CKM_AES_CBC:
        return {type_, zero_iv_.data(), zero_iv_.size()};
    case CKM_AES_GCM:
        return {type_, &gcm_, sizeof(gcm_)};
    case CKM_XOR_BASE_AND_DATA:
        return {type_, &data_, sizeof(data_)};
    case CKM_RSA_PKCS_OAEP:
        return {type_, &oaep_, sizeof(oaep_)};
    default:
        return {type_, nullptr, 0};
    }
}

} // namespace keyline::hsm
