// Keys and requests for certificates of stations and key services, and a CA for development that signs them. All that
// it signs says DEVELOPMENT in its subject, and production refuses it. A factory's own CA takes the request instead.
// Threads: one at a time. Errors: file_io, certificate_invalid {path, reason}.
#pragma once

#include "hsm/tls/certificate.h"

namespace keyline::hsm {

inline constexpr int development_days_default = 365;

// An EC P-256 key in `path`, mode 0600. The file must not be there yet.
Status make_key(const std::filesystem::path& path);
// A request (PKCS #10, PEM) with the name as its only URI, and the host names that a key service answers to.
Result<std::string> make_request(const std::filesystem::path& key, const CertificateName& name,
                                 const std::vector<std::string>& hosts);

class DevelopmentCa {
  public:
    // DIR/ca.key, ca.crt, ca.crl: made when there is no ca.key.
    static Result<DevelopmentCa> open_or_make(const std::filesystem::path& directory);

    std::filesystem::path certificate_path() const { return directory_ / "ca.crt"; }
    std::filesystem::path crl_path() const { return directory_ / "ca.crl"; }

    struct Lifetime {
        std::chrono::system_clock::time_point not_before;
        std::chrono::system_clock::time_point not_after;
    };
    // The names are those given here, whatever else the request says; its key is the request's.
    Result<std::string> sign(std::string_view request, const CertificateName& name,
                             const std::vector<std::string>& hosts, const Lifetime& lifetime) const;
    // Writes the list anew, with this certificate on it.
    Status revoke(const std::filesystem::path& certificate) const;

  private:
    explicit DevelopmentCa(std::filesystem::path directory) : directory_(std::move(directory)) {}
    Status make() const;

    std::filesystem::path directory_;
};

// Replaces the file as a whole, durably.
Status write_text_file(const std::filesystem::path& path, std::string_view text);

} // namespace keyline::hsm
