// OpenSSL's objects, freed by their owner. Threads: as the objects themselves.
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string>
#include <string_view>

namespace keyline::hsm {

template <auto free_function>
struct FreeWith {
    template <class Object>
    void operator()(Object* object) const {
        free_function(object);
    }
};
inline void free_certificates(STACK_OF(X509) * certificates) {
    sk_X509_pop_free(certificates, X509_free);
}
inline void free_names(GENERAL_NAMES* names) {
    GENERAL_NAMES_free(names);
}

using BioHandle = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using EvpKeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, FreeWith<X509_free>>;
using CertificatesHandle = std::unique_ptr<STACK_OF(X509), FreeWith<free_certificates>>;
using CrlHandle = std::unique_ptr<X509_CRL, FreeWith<X509_CRL_free>>;
using RequestHandle = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using StoreHandle = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContextHandle = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
using NamesHandle = std::unique_ptr<GENERAL_NAMES, FreeWith<free_names>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

inline BioHandle bio_of(std::string_view text) {
    return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}
inline std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}
// What OpenSSL says went wrong; its queue is empty then.
inline std::string openssl_cause() {
    const unsigned long error = ERR_peek_error();
    ERR_clear_error();
    const char* reason = error == 0 ? nullptr : ERR_reason_error_string(error);
    return reason == nullptr ? "OpenSSL" : reason;
}

} // namespace keyline::hsm
