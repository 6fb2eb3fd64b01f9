#include "tests/bench/raw_token.h"

#include "hsm/keys.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace keyline::bench {

namespace {

hsm::Object copy_of(hsm::Session& session, hsm::KeyRole role) {
    return must(session.copy_to_session(must(session.find(hsm::object_class_of(role), hsm::KeyLabels().of(role)))));
}

void expect_ok(const char* call, CK_RV rv) {
    if (rv != CKR_OK) {
        throw std::runtime_error(std::string(call) + ": CKR " + std::to_string(rv));
    }
}

void expect_done(int code) {
    if (code != 1) {
        throw std::runtime_error("OpenSSL");
    }
}

} // namespace

RawPkcs11::RawPkcs11(const hsm::Module& module)
    : pkcs11_(module.functions()), session_(must(hsm::Session::open(module))), kg_(copy_of(session_, hsm::KeyRole::kg)),
      kek_(copy_of(session_, hsm::KeyRole::kek)), digest_(copy_of(session_, hsm::KeyRole::digest)) {}

void RawPkcs11::mint() {
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    CK_ULONG key_size = 32;
    CK_ATTRIBUTE pek_template[] = {{CKA_TOKEN, &no, sizeof no},       {CKA_PRIVATE, &yes, sizeof yes},
                                   {CKA_SENSITIVE, &yes, sizeof yes}, {CKA_EXTRACTABLE, &yes, sizeof yes},
                                   {CKA_ENCRYPT, &yes, sizeof yes},   {CKA_DECRYPT, &no, sizeof no},
                                   {CKA_VERIFY, &no, sizeof no},      {CKA_WRAP, &no, sizeof no},
                                   {CKA_UNWRAP, &no, sizeof no},      {CKA_SIGN, &no, sizeof no},
                                   {CKA_DERIVE, &no, sizeof no},      {CKA_VALUE_LEN, &key_size, sizeof key_size}};
    CK_BYTE iv[16] = {};
    CK_MECHANISM generate{CKM_AES_KEY_GEN, nullptr, 0};
    CK_MECHANISM cbc{CKM_AES_CBC, iv, sizeof iv};
    CK_MECHANISM wrap{CKM_AES_KEY_WRAP, nullptr, 0};
    const CK_SESSION_HANDLE session = session_.handle();
    CK_OBJECT_HANDLE pek = CK_INVALID_HANDLE;
    expect_ok("C_GenerateKey", pkcs11_.C_GenerateKey(session, &generate, pek_template, std::size(pek_template), &pek));
    CK_ULONG size = 32;
    expect_ok("C_WrapKey", pkcs11_.C_WrapKey(session, &cbc, kg_.handle(), pek, token_.data() + 16, &size));
    expect_ok("C_EncryptInit", pkcs11_.C_EncryptInit(session, &cbc, pek));
    size = 16;
    expect_ok("C_Encrypt", pkcs11_.C_Encrypt(session, token_.data(), 16, token_.data() + 48, &size));
    size = escrow_.size();
    expect_ok("C_WrapKey", pkcs11_.C_WrapKey(session, &wrap, kek_.handle(), pek, escrow_.data(), &size));
    expect_ok("C_DestroyObject", pkcs11_.C_DestroyObject(session, pek));
}

void RawPkcs11::digest() {
    CK_MECHANISM hmac{CKM_SHA256_HMAC, nullptr, 0};
    CK_BYTE digest[32];
    CK_ULONG size = sizeof digest;
    expect_ok("C_SignInit", pkcs11_.C_SignInit(session_.handle(), &hmac, digest_.handle()));
    expect_ok("C_Sign", pkcs11_.C_Sign(session_.handle(), token_.data(), token_.size(), digest, &size));
}

struct OpenSslToken::Ciphers {
    EVP_CIPHER_CTX* cbc = EVP_CIPHER_CTX_new();
    EVP_CIPHER_CTX* wrap = EVP_CIPHER_CTX_new();
    Ciphers() { EVP_CIPHER_CTX_set_flags(wrap, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW); }
    Ciphers(const Ciphers&) = delete;
    Ciphers& operator=(const Ciphers&) = delete;
    ~Ciphers() {
        EVP_CIPHER_CTX_free(cbc);
        EVP_CIPHER_CTX_free(wrap);
    }
};

OpenSslToken::OpenSslToken() : ciphers_(std::make_unique<Ciphers>()) {
    expect_done(RAND_bytes(kg_.data(), static_cast<int>(kg_.size())));
    expect_done(RAND_bytes(kek_.data(), static_cast<int>(kek_.size())));
}
OpenSslToken::~OpenSslToken() = default;

void OpenSslToken::mint() {
    const ByteArray<16> iv{};
    ByteArray<32> pek;
    int size = 0;
    expect_done(RAND_priv_bytes(pek.data(), static_cast<int>(pek.size())));
    expect_done(EVP_EncryptInit_ex(ciphers_->cbc, EVP_aes_256_cbc(), nullptr, kg_.data(), iv.data()));
    expect_done(EVP_CIPHER_CTX_set_padding(ciphers_->cbc, 0));
    expect_done(EVP_EncryptUpdate(ciphers_->cbc, token_.data() + 16, &size, pek.data(), 32));
    expect_done(EVP_EncryptInit_ex(ciphers_->cbc, nullptr, nullptr, pek.data(), iv.data()));
    expect_done(EVP_EncryptUpdate(ciphers_->cbc, token_.data() + 48, &size, token_.data(), 16));
    expect_done(EVP_EncryptInit_ex(ciphers_->wrap, EVP_aes_256_wrap(), nullptr, kek_.data(), nullptr));
    expect_done(EVP_EncryptUpdate(ciphers_->wrap, escrow_.data(), &size, pek.data(), 32));
    wipe(pek);
}

} // namespace keyline::bench
