#include "hsm/handover.h"

#include "hsm/tls/openssl_handles.h"

#include <algorithm>
#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace keyline::hsm {

namespace {
using Certificate = CertificateHandle;
using Memory = BioHandle;
using Number = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;

constexpr std::size_t wrapped_key_size_bytes_max = 2048; // RSA of 16,384 bits

tl::unexpected<Error> malformed(std::string reason) {
    ERR_clear_error();
    return fail(ErrorCode::value_malformed, {{"value", "recipient's certificate"}, {"reason", std::move(reason)}});
}

Certificate read_certificate(ByteView bytes) {
    const Memory memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    if (!certificate) {
        const unsigned char* next = bytes.data();
        certificate.reset(d2i_X509(nullptr, &next, static_cast<long>(bytes.size())));
    }
    ERR_clear_error();
    return certificate;
}

Result<Bytes> number_of(const EVP_PKEY* key, const char* name) {
    BIGNUM* raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) {
        return malformed("its RSA key cannot be read");
    }
    const Number number(raw);
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), bytes.data());
    return bytes;
}

std::string subject_of(const X509* certificate) {
    const Memory memory(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(memory.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(std::max(size, 0L))};
}

Status check_certificate(X509* certificate, std::int64_t now_unix_s) {
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA ||
        EVP_PKEY_get_bits(key) < recipient_key_size_bits_min) {
        return malformed("an RSA key of " + std::to_string(recipient_key_size_bits_min) + " bits or more is needed");
    }
    time_t now = now_unix_s;
    if (X509_cmp_time(X509_get0_notBefore(certificate), &now) > 0 ||
        X509_cmp_time(X509_get0_notAfter(certificate), &now) < 0) {
        return malformed("it is not valid now");
    }
    if ((X509_get_key_usage(certificate) & KU_KEY_ENCIPHERMENT) == 0) { // all bits when it says nothing
        return malformed("its key is not for key encipherment");
    }
    return {};
}

Result<Object> import_public_key(Session& session, const Recipient& recipient) {
    Template attributes;
    attributes.number(CKA_CLASS, CKO_PUBLIC_KEY)
        .number(CKA_KEY_TYPE, CKK_RSA)
        .flag(CKA_TOKEN, false)
        .flag(CKA_WRAP, true)
        .bytes(CKA_MODULUS, recipient.modulus)
        .bytes(CKA_PUBLIC_EXPONENT, recipient.exponent);
    return session.create(std::move(attributes));
}
} // namespace

Result<Recipient> parse_recipient(ByteView certificate, std::int64_t now_unix_s) {
    const Certificate parsed = read_certificate(certificate);
    if (!parsed) {
        return malformed("PEM or DER of an X.509 certificate expected");
    }
    if (auto fit = check_certificate(parsed.get(), now_unix_s); !fit) {
        return fit.failure();
    }
    auto modulus = number_of(X509_get0_pubkey(parsed.get()), OSSL_PKEY_PARAM_RSA_N);
    auto exponent = number_of(X509_get0_pubkey(parsed.get()), OSSL_PKEY_PARAM_RSA_E);
    if (!modulus || !exponent) {
        return modulus ? exponent.failure() : modulus.failure();
    }
    unsigned char* encoded = nullptr;
    const int size = i2d_X509(parsed.get(), &encoded);
    if (size <= 0) {
        return malformed("it cannot be encoded");
    }
    Recipient recipient{
        Bytes(encoded, encoded + size), subject_of(parsed.get()), {}, std::move(*modulus), std::move(*exponent)};
    OPENSSL_free(encoded);
    ByteArray<32> digest{};
    EVP_Digest(recipient.certificate_der.data(), recipient.certificate_der.size(), digest.data(), nullptr, EVP_sha256(),
               nullptr);
    recipient.fingerprint = to_hex(digest);
    return recipient;
}

Result<bool> is_signed_by(const Recipient& recipient, ByteView message, ByteView signature) {
    const Certificate certificate = read_certificate(recipient.certificate_der);
    if (!certificate) {
        return malformed("it cannot be read");
    }
    const DigestContext context(EVP_MD_CTX_new());
    const bool right =
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(certificate.get())) == 1 &&
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    ERR_clear_error();
    return right;
}

Result<PekExport> PekExport::create(const Module& module, const Options& options, const Recipient& recipient) {
    auto session = Session::open(module);
    if (!session) {
        return session.failure();
    }
    auto kek = session->find(object_class_of(KeyRole::kek), options.labels.kek);
    auto copy = kek ? session->copy_to_session(*kek) : kek.failure();
    if (!copy) {
        return copy.failure();
    }
    auto value = check_value_by_wrapping(*session, copy->handle());
    if (!value) {
        return value.failure();
    }
    if (*value != options.kek) {
        return fail(ErrorCode::hsm_key_check_value,
                    {{"key", options.labels.kek}, {"expected", options.kek.text()}, {"found", value->text()}});
    }
    Template attributes = session_key({CKA_WRAP}, Extractable::yes);
    attributes.number(CKA_VALUE_LEN, aes_key_size_bytes);
    auto transport = session->generate(Mechanism(CKM_AES_KEY_GEN), std::move(attributes));
    if (!transport) {
        return transport.failure();
    }
    PekExport made(std::move(*session), std::move(*copy), std::move(*transport));
    if (auto wrapped = made.wrap_for(recipient); !wrapped) {
        return wrapped.failure();
    }
    return made;
}

Status PekExport::wrap_for(const Recipient& recipient) {
    auto public_key = import_public_key(session_, recipient);
    if (!public_key) {
        return public_key.failure();
    }
    Result<std::size_t> size_bytes = fail(ErrorCode::hsm_failed);
    for (const auto hash : {Mechanism::OaepHash::sha256, Mechanism::OaepHash::sha1}) {
        hash_ = hash;
        wrapped_transport_key_.resize(wrapped_key_size_bytes_max);
        size_bytes =
            session_.wrap(Mechanism::rsa_oaep(hash), public_key->handle(), transport_.handle(), wrapped_transport_key_);
        if (size_bytes) {
            break;
        }
    }
    if (!size_bytes) {
        return size_bytes.failure();
    }
    if (*size_bytes != recipient.modulus.size()) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_WrapKey"}},
                    "answered " + std::to_string(*size_bytes) + " bytes");
    }
    wrapped_transport_key_.resize(*size_bytes);
    return {};
}

Result<ExportedPek> PekExport::take(const SerialNumber& serial, ByteView escrow) {
    auto pek = restore_pek(session_, kek_.handle(), escrow, PekUse::remake);
    if (!pek) {
        return fail(ErrorCode::escrow_damaged, {{"value", "pek"}}, pek.error().cause);
    }
    auto wrapped = wrap_for_escrow(session_, transport_.handle(), pek->handle());
    if (!wrapped) {
        return wrapped.failure();
    }
    ByteArray<aes_block_size_bytes> pek_of_serial{};
    auto size_bytes = session_.encrypt(Mechanism::aes_cbc(), pek->handle(), serial.bytes(), pek_of_serial);
    if (!size_bytes) {
        return size_bytes.failure();
    }
    ExportedPek exported{*wrapped, {}};
    std::copy_n(pek_of_serial.begin(), exported.check_value.size(), exported.check_value.begin());
    return exported;
}

} // namespace keyline::hsm
