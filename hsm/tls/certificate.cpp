#include "hsm/tls/certificate.h"

#include "hsm/tls/certificate_parts.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <openssl/pem.h>
#include <sys/stat.h>

namespace keyline::hsm {

namespace {

constexpr std::string_view scheme = "keyline://";
constexpr std::string_view pin_prefix = "sha256:";

std::chrono::system_clock::time_point time_of(const ASN1_TIME* time) {
    std::tm fields{};
    return ASN1_TIME_to_tm(time, &fields) == 1 ? std::chrono::system_clock::from_time_t(timegm(&fields))
                                               : std::chrono::system_clock::time_point();
}

tl::unexpected<Error> not_a_certificate() {
    return fail(ErrorCode::certificate_invalid, {{"reason", "no certificate in PEM"}}, openssl_cause());
}

std::string serial_of(const X509& certificate) {
    const std::unique_ptr<BIGNUM, FreeWith<BN_free>> number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr));
    const std::unique_ptr<char, void (*)(char*)> hex(number ? BN_bn2hex(number.get()) : nullptr,
                                                     [](char* text) { OPENSSL_free(text); });
    return hex ? std::string(hex.get()) : std::string();
}

} // namespace

Result<CertificateName> CertificateName::parse(std::string_view uri) {
    const auto malformed = [&] {
        return fail(ErrorCode::value_malformed,
                    {{"value", "certificate name"}, {"reason", "keyline://ENVIRONMENT/station/NAME expected"}});
    };
    if (!uri.starts_with(scheme)) {
        return malformed();
    }
    uri.remove_prefix(scheme.size());
    const auto first = uri.find('/');
    const auto second = first == std::string_view::npos ? first : uri.find('/', first + 1);
    if (second == std::string_view::npos) {
        return malformed();
    }
    const auto role = uri.substr(first + 1, second - first - 1);
    auto environment = Name::parse(uri.substr(0, first));
    auto name = Name::parse(uri.substr(second + 1));
    if (!environment || !name || (role != "station" && role != "keyd")) {
        return malformed();
    }
    return CertificateName{std::move(*environment), role == "keyd" ? Role::keyd : Role::station, std::move(*name)};
}

std::string CertificateName::uri() const {
    return std::string(scheme) + environment.text() + "/" + std::string(text_of(role)) + "/" + name.text();
}

std::string_view text_of(CertificateName::Role role) {
    return role == CertificateName::Role::keyd ? "keyd" : "station";
}

std::string text_of(const X509_NAME* name) {
    const BioHandle out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return text_of(out.get());
}

std::string pin_of(const X509& certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(&certificate), &der);
    if (size <= 0) {
        return {};
    }
    ByteArray<32> digest{};
    EVP_Digest(der, static_cast<std::size_t>(size), digest.data(), nullptr, EVP_sha256(), nullptr);
    OPENSSL_free(der);
    return std::string(pin_prefix) + to_hex(digest);
}

std::vector<std::string> keyline_uris_of(const X509& certificate) {
    const NamesHandle names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::vector<std::string> uris;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_URI) {
            continue;
        }
        const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
        std::string text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                         static_cast<std::size_t>(ASN1_STRING_length(uri)));
        if (text.starts_with("keyline:")) {
            uris.push_back(std::move(text));
        }
    }
    return uris;
}

CertificatesHandle certificates_in(std::string_view pem) {
    CertificatesHandle certificates(sk_X509_new_null());
    const BioHandle bio = bio_of(pem);
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
        sk_X509_push(certificates.get(), certificate);
    }
    ERR_clear_error(); // it ends with "no start line"
    return certificates;
}

CertificateFacts facts_of(const X509& certificate) {
    return {text_of(X509_get_subject_name(&certificate)),
            text_of(X509_get_issuer_name(&certificate)),
            serial_of(certificate),
            time_of(X509_get0_notBefore(&certificate)),
            time_of(X509_get0_notAfter(&certificate)),
            pin_of(certificate),
            keyline_uris_of(certificate)};
}

Result<CertificateFacts> read_certificate(std::string_view pem) {
    const CertificatesHandle certificates = certificates_in(pem);
    if (sk_X509_num(certificates.get()) < 1) {
        return not_a_certificate();
    }
    return facts_of(*sk_X509_value(certificates.get(), 0));
}

Result<std::string> parse_pin(std::string_view text) {
    constexpr std::size_t digest_size_bytes = 32;
    if (text.starts_with(pin_prefix)) {
        auto digest = from_hex(text.substr(pin_prefix.size()));
        if (digest && digest->size() == digest_size_bytes) {
            return std::string(pin_prefix) + to_hex(*digest);
        }
    }
    return fail(ErrorCode::value_malformed,
                {{"value", "pin"}, {"reason", "must be \"sha256:\" and 64 hex digits, as keys station-cert shows it"}});
}

Result<std::string> read_text_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    if (file) {
        text.resize(certificate_file_size_bytes_max + 1);
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof()) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be read, or is too large"}},
                    errno_text(errno));
    }
    return text;
}

Status check_key_file(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be read"}}, errno_text(errno));
    }
    if (!S_ISREG(status.st_mode) || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::certificate_invalid,
                    {{"path", path.string()}, {"reason", "others may read this private key: chmod 600"}});
    }
    return {};
}

Status check_key_fits(const std::filesystem::path& key_path, const std::filesystem::path& certificate_path) {
    auto text = read_text_file(certificate_path);
    if (!text) {
        return text.failure();
    }
    const CertificatesHandle certificates = certificates_in(*text);
    if (sk_X509_num(certificates.get()) < 1) {
        return fail(ErrorCode::certificate_invalid,
                    {{"path", certificate_path.string()}, {"reason", "no certificate in PEM"}});
    }
    if (auto own = check_key_file(key_path); !own) {
        return own;
    }
    const BioHandle bio(BIO_new_file(key_path.c_str(), "r"));
    const EvpKeyHandle key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!key || X509_check_private_key(sk_X509_value(certificates.get(), 0), key.get()) != 1) {
        return fail(ErrorCode::certificate_invalid,
                    {{"path", key_path.string()}, {"reason", "is not the key of " + certificate_path.string()}},
                    openssl_cause());
    }
    return {};
}

} // namespace keyline::hsm
