// The owner's side of a hand-over, for tests: a token of its own with an RSA key that it never leaves. It unwraps the
// transport key and the PEKs inside that token, and proves by encrypting that they are the locks' own. No PEK and no
// transport key is ever in host memory here either.
#pragma once

#include "hsm/handover_file.h"
#include "hsm/token_setup.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace keyline::test {

class HandoverReceiver {
  public:
    // Initialises a blank token of this module, which is another one than the key service's.
    static std::unique_ptr<HandoverReceiver> create(hsm::Module& module, CK_ULONG key_size_bits = 3072) {
        const std::string label = "the owner's";
        const std::string so = "so-of-the-owner";
        const std::string pin = "user-of-the-owner";
        const CK_FUNCTION_LIST& functions = module.functions();
        ByteArray<32> padded{};
        padded.fill(' ');
        std::copy(label.begin(), label.end(), padded.begin());
        const auto blank = module.find_blank_token();
        if (!blank || functions.C_InitToken(*blank, hsm::readable(as_bytes(so)), so.size(), padded.data()) != CKR_OK) {
            return nullptr;
        }
        const auto slot = module.find_token(label);
        auto session = hsm::Session::open(module, *slot, hsm::Session::Mode::read_write);
        if (functions.C_Login(session->handle(), CKU_SO, hsm::readable(as_bytes(so)), so.size()) != CKR_OK ||
            functions.C_InitPIN(session->handle(), hsm::readable(as_bytes(pin)), pin.size()) != CKR_OK ||
            functions.C_Logout(session->handle()) != CKR_OK ||
            functions.C_Login(session->handle(), CKU_USER, hsm::readable(as_bytes(pin)), pin.size()) != CKR_OK) {
            return nullptr;
        }
        std::unique_ptr<HandoverReceiver> receiver(new HandoverReceiver(functions, std::move(*session)));
        return receiver->make_key(key_size_bits) ? std::move(receiver) : nullptr;
    }

    // Signed by nobody that matters: the key service pins it by its fingerprint.
    Bytes certificate(long days = 365, bool for_encipherment = true) const {
        EVP_PKEY* ca = EVP_EC_gen("P-256");
        X509* made = X509_new();
        X509_set_version(made, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
        X509_gmtime_adj(X509_getm_notBefore(made), -86'400 * 2);
        X509_gmtime_adj(X509_getm_notAfter(made), 86'400 * days);
        X509_NAME* name = X509_get_subject_name(made);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Lock owner"), -1,
                                   -1, 0);
        X509_set_issuer_name(made, name);
        EVP_PKEY* key = public_key();
        X509_set_pubkey(made, key);
        X509_EXTENSION* usage = X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage,
                                                    for_encipherment ? "critical,keyEncipherment,digitalSignature"
                                                                     : "critical,digitalSignature");
        X509_add_ext(made, usage, -1);
        X509_EXTENSION_free(usage);
        X509_sign(made, ca, EVP_sha256());
        unsigned char* encoded = nullptr;
        const int size = i2d_X509(made, &encoded);
        Bytes der(encoded, encoded + size);
        OPENSSL_free(encoded);
        EVP_PKEY_free(key);
        EVP_PKEY_free(ca);
        X509_free(made);
        return der;
    }

    // PEK(S/N) of each unit of the file, computed inside this token; empty when something does not fit.
    std::map<std::string, Bytes> pek_of_serials(const std::filesystem::path& path) {
        std::map<std::string, Bytes> found;
        std::ifstream file(path);
        std::string line;
        std::getline(file, line);
        const auto head = nlohmann::json::parse(line);
        auto transport = unwrap_transport(head["transport_key"]);
        while (transport && std::getline(file, line)) {
            const auto unit = nlohmann::json::parse(line);
            auto block = pek_of_serial(transport->handle(), unit);
            if (!block) {
                return {};
            }
            found[unit["serial"].get<std::string>()] = *block;
        }
        return found;
    }

    Bytes sign(std::string_view text) {
        Bytes signature(1024);
        const auto size =
            session_.sign(hsm::Mechanism(CKM_SHA256_RSA_PKCS), private_->handle(), as_bytes(text), signature);
        signature.resize(size ? *size : 0);
        return signature;
    }

  private:
    HandoverReceiver(const CK_FUNCTION_LIST& functions, hsm::Session session)
        : functions_(functions), session_(std::move(session)) {}

    bool make_key(CK_ULONG key_size_bits) {
        static constexpr ByteArray<3> exponent{1, 0, 1};
        hsm::Template public_key;
        public_key.flag(CKA_TOKEN, false).flag(CKA_WRAP, true).flag(CKA_VERIFY, true);
        public_key.number(CKA_MODULUS_BITS, key_size_bits).bytes(CKA_PUBLIC_EXPONENT, exponent);
        hsm::Template private_key;
        private_key.flag(CKA_TOKEN, false).flag(CKA_PRIVATE, true).flag(CKA_SENSITIVE, true);
        private_key.flag(CKA_EXTRACTABLE, false).flag(CKA_UNWRAP, true).flag(CKA_SIGN, true);
        auto pair = session_.generate_pair(hsm::Mechanism(CKM_RSA_PKCS_KEY_PAIR_GEN), std::move(public_key),
                                           std::move(private_key));
        if (pair) {
            public_.emplace(std::move(pair->first));
            private_.emplace(std::move(pair->second));
        }
        return pair.has_value();
    }

    Bytes modulus() const {
        Bytes value(1024);
        CK_ATTRIBUTE attribute{CKA_MODULUS, value.data(), value.size()};
        functions_.C_GetAttributeValue(session_.handle(), public_->handle(), &attribute, 1);
        value.resize(attribute.ulValueLen);
        return value;
    }

    EVP_PKEY* public_key() const {
        const Bytes n_bytes = modulus();
        BIGNUM* n = BN_bin2bn(n_bytes.data(), static_cast<int>(n_bytes.size()), nullptr);
        BIGNUM* e = BN_new();
        BN_set_word(e, 65'537);
        OSSL_PARAM_BLD* builder = OSSL_PARAM_BLD_new();
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n);
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e);
        OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(builder);
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
        EVP_PKEY* key = nullptr;
        EVP_PKEY_fromdata_init(context);
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters);
        EVP_PKEY_CTX_free(context);
        OSSL_PARAM_free(parameters);
        OSSL_PARAM_BLD_free(builder);
        BN_free(n);
        BN_free(e);
        return key;
    }

    static Bytes from_base64(const std::string& text) {
        Bytes bytes(text.size());
        const int size = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                         static_cast<int>(text.size()));
        bytes.resize(static_cast<std::size_t>(size) - (text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0));
        return bytes;
    }

    static hsm::Template unwrapped(std::initializer_list<CK_ATTRIBUTE_TYPE> uses) {
        return hsm::session_key(uses, hsm::Extractable::no);
    }

    std::optional<hsm::Object> unwrap_transport(const nlohmann::json& wrapped) {
        const auto hash =
            wrapped["hash"] == "SHA-1" ? hsm::Mechanism::OaepHash::sha1 : hsm::Mechanism::OaepHash::sha256;
        auto key = session_.unwrap(hsm::Mechanism::rsa_oaep(hash), private_->handle(),
                                   from_base64(wrapped["wrapped"].get<std::string>()), unwrapped({CKA_UNWRAP}));
        return key ? std::optional<hsm::Object>(std::move(*key)) : std::nullopt;
    }

    std::optional<Bytes> pek_of_serial(hsm::KeyHandle transport, const nlohmann::json& unit) {
        auto pek = session_.unwrap(hsm::Mechanism(CKM_AES_KEY_WRAP), transport,
                                   from_base64(unit["pek"].get<std::string>()), unwrapped({CKA_ENCRYPT}));
        if (!pek || session_.is_readable(pek->handle())) {
            return std::nullopt;
        }
        const auto serial = SerialNumber::parse(unit["serial"].get<std::string>());
        Bytes block(16);
        const auto size = session_.encrypt(hsm::Mechanism::aes_cbc(), pek->handle(), serial->bytes(), block);
        const bool same = size && to_hex(ByteView(block).first(3)) == unit["check"].get<std::string>();
        return same ? std::optional(block) : std::nullopt;
    }

    const CK_FUNCTION_LIST& functions_;
    hsm::Session session_;
    std::optional<hsm::Object> public_;
    std::optional<hsm::Object> private_;
};

} // namespace keyline::test
