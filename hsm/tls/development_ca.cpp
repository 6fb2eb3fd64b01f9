#include "hsm/tls/development_ca.h"

#include "hsm/tls/certificate_parts.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <unistd.h>

namespace keyline::hsm {

namespace {

namespace fs = std::filesystem;
using TimePoint = std::chrono::system_clock::time_point;

constexpr int ca_days = 3'650;
constexpr int crl_days = 365;
constexpr long x509_version_3 = 2;
constexpr long crl_version_2 = 1;
constexpr int serial_size_bytes = 16;

tl::unexpected<Error> failed(const fs::path& path, const char* reason) {
    return fail(ErrorCode::certificate_invalid, {{"path", path.string()}, {"reason", reason}}, openssl_cause());
}
tl::unexpected<Error> not_written(const fs::path& path) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be written"}}, errno_text(errno));
}

Result<EvpKeyHandle> read_key(const fs::path& path) {
    if (auto own = check_key_file(path); !own) {
        return own.failure();
    }
    const BioHandle bio(BIO_new_file(path.c_str(), "r"));
    EvpKeyHandle key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!key) {
        return failed(path, "no private key in PEM");
    }
    return key;
}

Result<CertificateHandle> read_x509(const fs::path& path) {
    const BioHandle bio(BIO_new_file(path.c_str(), "r"));
    CertificateHandle certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) {
        return failed(path, "no certificate in PEM");
    }
    return certificate;
}

void add_to_name(X509_NAME* name, const char* field, const std::string& text) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                               static_cast<int>(text.size()), -1, 0);
}

bool is_ip(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

// Names that are no host's are left out: they could stand for others in OpenSSL's syntax.
std::string alternative_names(const CertificateName& name, const std::vector<std::string>& hosts) {
    std::string text = "URI:" + name.uri();
    for (const std::string& host : hosts) {
        if (is_ip(host)) {
            text += ",IP:" + host;
        } else if (Name::parse(host)) {
            text += ",DNS:" + host;
        }
    }
    return text;
}

bool add_extension(X509* certificate, X509* issuer, int nid, const std::string& text) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, nid, text.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
    std::array<unsigned char, serial_size_bytes> drawn{};
    if (RAND_bytes(drawn.data(), drawn.size()) != 1) {
        return false;
    }
    drawn[0] &= 0x7f; // positive
    const std::unique_ptr<BIGNUM, FreeWith<BN_free>> number(BN_bin2bn(drawn.data(), drawn.size(), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

void set_lifetime(X509* certificate, const DevelopmentCa::Lifetime& lifetime) {
    ASN1_TIME_set(X509_getm_notBefore(certificate), std::chrono::system_clock::to_time_t(lifetime.not_before));
    ASN1_TIME_set(X509_getm_notAfter(certificate), std::chrono::system_clock::to_time_t(lifetime.not_after));
}

template <auto write, class Object>
Result<std::string> to_pem(Object* object, const fs::path& path) {
    const BioHandle bio(BIO_new(BIO_s_mem()));
    if (write(bio.get(), object) != 1) {
        return failed(path, "cannot be written as PEM");
    }
    return text_of(bio.get());
}

Result<std::string> make_crl(X509* ca, EVP_PKEY* key, X509_CRL* before, const X509* revoked, const fs::path& path) {
    const CrlHandle crl(before != nullptr ? X509_CRL_dup(before) : X509_CRL_new());
    if (!crl) {
        return failed(path, "no memory");
    }
    X509_CRL_set_version(crl.get(), crl_version_2);
    X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(ca));
    const std::unique_ptr<ASN1_TIME, FreeWith<ASN1_TIME_free>> now(ASN1_TIME_set(nullptr, time(nullptr)));
    const std::unique_ptr<ASN1_TIME, FreeWith<ASN1_TIME_free>> next(ASN1_TIME_adj(nullptr, time(nullptr), crl_days, 0));
    X509_CRL_set1_lastUpdate(crl.get(), now.get());
    X509_CRL_set1_nextUpdate(crl.get(), next.get());
    X509_REVOKED* known = nullptr;
    if (revoked != nullptr && X509_CRL_get0_by_serial(crl.get(), &known, X509_get0_serialNumber(revoked)) == 0) {
        X509_REVOKED* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, const_cast<ASN1_INTEGER*>(X509_get0_serialNumber(revoked)));
        X509_REVOKED_set_revocationDate(entry, now.get());
        X509_CRL_add0_revoked(crl.get(), entry);
    }
    X509_CRL_sort(crl.get());
    if (X509_CRL_sign(crl.get(), key, EVP_sha256()) == 0) {
        return failed(path, "cannot be signed");
    }
    return to_pem<PEM_write_bio_X509_CRL>(crl.get(), path);
}

} // namespace

Status write_text_file(const fs::path& path, std::string_view text) {
    const fs::path temporary = path.string() + ".new";
    const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file < 0) {
        return not_written(path);
    }
    const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
    close(file);
    if (!written || rename(temporary.c_str(), path.c_str()) != 0) {
        return not_written(path);
    }
    return {};
}

Status make_key(const fs::path& path) {
    const EvpKeyHandle key(EVP_EC_gen("P-256"));
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        return not_written(path);
    }
    const BioHandle bio(BIO_new_fd(file, BIO_CLOSE)); // straight into the file: no copy of the key in between
    if (!key || PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        fsync(file) != 0) {
        return not_written(path);
    }
    return {};
}

Result<std::string> make_request(const fs::path& key_path, const CertificateName& name,
                                 const std::vector<std::string>& hosts) {
    auto key = read_key(key_path);
    if (!key) {
        return key.failure();
    }
    const RequestHandle request(X509_REQ_new());
    add_to_name(X509_REQ_get_subject_name(request.get()), "CN", name.name.text());
    const std::string names = alternative_names(name, hosts);
    const std::unique_ptr<STACK_OF(X509_EXTENSION), void (*)(STACK_OF(X509_EXTENSION)*)> extensions(
        sk_X509_EXTENSION_new_null(),
        [](STACK_OF(X509_EXTENSION) * all) { sk_X509_EXTENSION_pop_free(all, X509_EXTENSION_free); });
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    if (extension == nullptr || sk_X509_EXTENSION_push(extensions.get(), extension) == 0 ||
        X509_REQ_add_extensions(request.get(), extensions.get()) != 1 ||
        X509_REQ_set_pubkey(request.get(), key->get()) != 1 ||
        X509_REQ_sign(request.get(), key->get(), EVP_sha256()) == 0) {
        return failed(key_path, "no request can be made with it");
    }
    return to_pem<PEM_write_bio_X509_REQ>(request.get(), key_path);
}

Result<DevelopmentCa> DevelopmentCa::open_or_make(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    DevelopmentCa ca(directory);
    if (!fs::exists(directory / "ca.key", error)) {
        if (auto made = ca.make(); !made) {
            return made.failure();
        }
    }
    return ca;
}

Status DevelopmentCa::make() const {
    const fs::path key_path = directory_ / "ca.key";
    if (auto made = make_key(key_path); !made) {
        return made;
    }
    auto key = read_key(key_path);
    if (!key) {
        return key.failure();
    }
    const CertificateHandle certificate(X509_new());
    X509* ca = certificate.get();
    X509_set_version(ca, x509_version_3);
    add_to_name(X509_get_subject_name(ca), "O", development_organisation);
    add_to_name(X509_get_subject_name(ca), "CN", "Keyline development CA");
    X509_set_issuer_name(ca, X509_get_subject_name(ca));
    const auto now = std::chrono::system_clock::now();
    set_lifetime(ca, {now - std::chrono::hours(24), now + std::chrono::hours(24) * ca_days});
    const bool made = set_serial(ca) && X509_set_pubkey(ca, key->get()) == 1 &&
                      add_extension(ca, ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                      add_extension(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                      add_extension(ca, ca, NID_subject_key_identifier, "hash") &&
                      X509_sign(ca, key->get(), EVP_sha256()) != 0;
    if (!made) {
        return failed(certificate_path(), "cannot be made");
    }
    auto pem = to_pem<PEM_write_bio_X509>(ca, certificate_path());
    auto crl = make_crl(ca, key->get(), nullptr, nullptr, crl_path());
    if (!pem || !crl) {
        return pem ? crl.failure() : pem.failure();
    }
    if (auto written = write_text_file(certificate_path(), *pem); !written) {
        return written;
    }
    return write_text_file(crl_path(), *crl);
}

Result<std::string> DevelopmentCa::sign(std::string_view request_pem, const CertificateName& name,
                                        const std::vector<std::string>& hosts, const Lifetime& lifetime) const {
    const RequestHandle request(PEM_read_bio_X509_REQ(bio_of(request_pem).get(), nullptr, nullptr, nullptr));
    EVP_PKEY* subject_key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (subject_key == nullptr || X509_REQ_verify(request.get(), subject_key) != 1) {
        return fail(ErrorCode::certificate_invalid, {{"reason", "the request is not signed with its own key"}},
                    openssl_cause());
    }
    auto key = read_key(directory_ / "ca.key");
    auto ca = read_x509(certificate_path());
    if (!key || !ca) {
        return key ? ca.failure() : key.failure();
    }
    const CertificateHandle certificate(X509_new());
    X509* made = certificate.get();
    X509_set_version(made, x509_version_3);
    add_to_name(X509_get_subject_name(made), "O", development_organisation);
    add_to_name(X509_get_subject_name(made), "CN", name.name.text());
    X509_set_issuer_name(made, X509_get_subject_name(ca->get()));
    set_lifetime(made, lifetime);
    const bool is_keyd = name.role == CertificateName::Role::keyd;
    const bool signed_well = set_serial(made) && X509_set_pubkey(made, subject_key) == 1 &&
                             add_extension(made, ca->get(), NID_basic_constraints, "critical,CA:FALSE") &&
                             add_extension(made, ca->get(), NID_key_usage, "critical,digitalSignature") &&
                             add_extension(made, ca->get(), NID_ext_key_usage, is_keyd ? "serverAuth" : "clientAuth") &&
                             add_extension(made, ca->get(), NID_subject_key_identifier, "hash") &&
                             add_extension(made, ca->get(), NID_authority_key_identifier, "keyid") &&
                             add_extension(made, ca->get(), NID_subject_alt_name, alternative_names(name, hosts)) &&
                             X509_sign(made, key->get(), EVP_sha256()) != 0;
    if (!signed_well) {
        return failed(certificate_path(), "cannot sign this request");
    }
    return to_pem<PEM_write_bio_X509>(made, certificate_path());
}

Status DevelopmentCa::revoke(const fs::path& certificate_file) const {
    auto revoked = read_x509(certificate_file);
    auto key = read_key(directory_ / "ca.key");
    auto ca = read_x509(certificate_path());
    if (!revoked || !key || !ca) {
        return !revoked ? revoked.failure() : key ? ca.failure() : key.failure();
    }
    if (X509_verify(revoked->get(), X509_get0_pubkey(ca->get())) != 1) {
        return failed(certificate_file, "is not of this CA");
    }
    auto text = read_text_file(crl_path());
    if (!text) {
        return text.failure();
    }
    const CrlHandle before(PEM_read_bio_X509_CRL(bio_of(*text).get(), nullptr, nullptr, nullptr));
    if (!before) {
        return failed(crl_path(), "no list of revoked certificates (CRL) in PEM");
    }
    auto crl = make_crl(ca->get(), key->get(), before.get(), revoked->get(), crl_path());
    return crl ? write_text_file(crl_path(), *crl) : crl.failure();
}

} // namespace keyline::hsm
