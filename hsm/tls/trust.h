// Trust: whom one side of a connection believes: CA, list of revoked certificates (CRL), pins. It checks a whole chain
// itself, at a time that the caller gives, so that a certificate can be refused on every call and the reason be told.
// Errors: certificate_refused {reason, subject, serial, pin}; of loading: certificate_invalid, file_io.
// Threads: any; a Trust does not change, ReloadedTrust gives out the newest.
#pragma once

#include "hsm/tls/certificate.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace keyline::hsm {

struct TrustOptions {
    std::filesystem::path ca;  // PEM, one or more
    std::filesystem::path crl; // PEM; empty: nothing is revoked
    Name environment;
    CertificateName::Role role;              // of the other side
    std::vector<std::string> pins{};         // any of these keys; empty: any key
    std::vector<std::string> blocked_pins{}; // none of these
};

struct Peer {
    CertificateName name;
    CertificateFacts facts;
    // The answer holds from then until then.
    std::chrono::system_clock::time_point valid_from;
    std::chrono::system_clock::time_point valid_until;
};

class Trust {
  public:
    static Result<std::shared_ptr<const Trust>> load(const TrustOptions& options);
    ~Trust();

    // `leaf` and `chain` in PEM; the chain may hold the leaf again.
    Result<Peer> check(std::string_view leaf, std::string_view chain, std::chrono::system_clock::time_point now) const;
    // The list must be renewed before that; none: there is no list.
    std::optional<std::chrono::system_clock::time_point> crl_next_update() const;

    // It would let in again whom the other one's list has revoked since.
    bool has_older_crl_than(const Trust& other) const;

    // A refusal of somebody whom no CA of ours has vouched for: nothing that they say is worth an answer.
    static bool is_stranger(const Error& refusal);

  private:
    struct Store;
    Trust(TrustOptions options, std::unique_ptr<Store> store);

    const TrustOptions options_;
    const std::unique_ptr<Store> store_;
};

// Reads the files again when they have changed, at most once in look_again_ms. Files that cannot be read leave what was
// there before, and are told.
class ReloadedTrust {
  public:
    static constexpr std::chrono::milliseconds look_again_ms{500};

    using OnReloaded = std::function<void(const Status&)>;
    static Result<std::unique_ptr<ReloadedTrust>> load(TrustOptions options, OnReloaded on_reloaded);

    std::shared_ptr<const Trust> current();

  private:
    ReloadedTrust(TrustOptions options, OnReloaded on_reloaded, std::shared_ptr<const Trust> trust, std::string seen);
    static std::string look(const TrustOptions& options);

    const TrustOptions options_;
    const OnReloaded on_reloaded_;
    std::mutex mutex_;
    std::shared_ptr<const Trust> trust_;
    std::string seen_; // which files they were
    std::chrono::steady_clock::time_point looked_;
};

} // namespace keyline::hsm
