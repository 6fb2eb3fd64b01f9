// Certificates of stations and key services, and what they say. A station is a URI in the certificate's
// subjectAltName, keyline://ENVIRONMENT/station/NAME; a key service keyline://ENVIRONMENT/keyd/NAME. Source: RFC 5280,
// section 4.2.1.6. A pin is "sha256:" and the SHA-256 of the SubjectPublicKeyInfo in hex: it outlives a renewal that
// keeps the key. Threads: values. Errors: certificate_invalid {path or field, reason}, file_io.
#pragma once

#include "provisioning/identifiers.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace keyline::hsm {

inline constexpr std::size_t certificate_file_size_bytes_max = 1'048'576;
// In the subject (O) of everything that the development CA signs; production refuses it.
inline constexpr const char* development_organisation = "Keyline DEVELOPMENT, not for production";

struct CertificateName {
    enum class Role { station, keyd };
    Name environment;
    Role role;
    Name name;

    static Result<CertificateName> parse(std::string_view uri); // value_malformed
    std::string uri() const;
    bool operator==(const CertificateName&) const = default;
};
std::string_view text_of(CertificateName::Role role); // "station", "keyd"

struct CertificateFacts {
    std::string subject; // RFC 2253
    std::string issuer;
    std::string serial; // hex
    std::chrono::system_clock::time_point not_before;
    std::chrono::system_clock::time_point not_after;
    std::string pin;
    std::vector<std::string> uris; // those of keyline:
};

enum class TlsVersion { v1_2, v1_3 };

struct OwnCertificate {
    std::filesystem::path certificate; // PEM, with the CAs between it and the root, if any
    std::filesystem::path key;         // PEM, mode 0600
};

// The first certificate of a PEM text.
Result<CertificateFacts> read_certificate(std::string_view pem);
// "sha256:" and 64 hex digits.
Result<std::string> parse_pin(std::string_view text);

Result<std::string> read_text_file(const std::filesystem::path& path);
// A private key's file: nobody but its owner may read it. config_invalid {path, reason}, file_io.
Status check_key_file(const std::filesystem::path& path);
// The key belongs to the certificate, else config_invalid {path, reason}.
Status check_key_fits(const std::filesystem::path& key, const std::filesystem::path& certificate);

} // namespace keyline::hsm
