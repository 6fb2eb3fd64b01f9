#include "app/keyd/station_trust.h"

#include "app/keyd/log_line.h"
#include "app/keyd/refusals.h"

namespace keyline::app {

namespace {

Result<std::chrono::system_clock::time_point> check_own(const KeydTls& tls, const std::filesystem::path& crl,
                                                        const Name& environment,
                                                        std::chrono::system_clock::time_point now) {
    auto own = hsm::read_text_file(tls.own.certificate);
    if (!own) {
        return own.failure();
    }
    auto trust = hsm::Trust::load({tls.ca, crl, environment, hsm::CertificateName::Role::keyd});
    if (!trust) {
        return trust.failure();
    }
    auto peer = (*trust)->check(*own, *own, now);
    if (!peer) {
        return fail(ErrorCode::certificate_invalid,
                    {{"path", (crl.empty() ? tls.own.certificate : crl).string()},
                     {"reason", "the key service's own certificate: " + std::string(peer.error().arg("reason"))}});
    }
    return peer->facts.not_after;
}

} // namespace

Result<std::shared_ptr<hsm::ReloadedTrust>> open_station_trust(const KeydTls& tls, const Name& environment,
                                                               Registry& registry) {
    auto trust = hsm::ReloadedTrust::load(
        {tls.ca, tls.crl, environment, hsm::CertificateName::Role::station, {}, tls.blocked_pins},
        [&registry](const Status& reloaded) {
            Error::Args details{{"code", reloaded ? "ok" : std::string(text_of(reloaded.error().code))}};
            if (!reloaded) {
                log_line(reloaded.error());
                details.insert(details.end(), reloaded.error().args.begin(), reloaded.error().args.end());
            }
            if (auto recorded = record_event(registry, "keyd.trust_loaded", std::move(details)); !recorded) {
                log_line(recorded.error());
            }
        });
    if (!trust) {
        return trust.failure();
    }
    return std::shared_ptr<hsm::ReloadedTrust>(std::move(*trust));
}

Result<std::chrono::system_clock::time_point> check_own_certificate(const KeydTls& tls, const Name& environment,
                                                                    std::chrono::system_clock::time_point now) {
    return check_own(tls, {}, environment, now);
}

Result<std::chrono::system_clock::time_point> check_tls(const KeydTls& tls, const Name& environment,
                                                        std::chrono::system_clock::time_point now) {
    auto holds_until = check_own_certificate(tls, environment, now);
    if (!holds_until) {
        return holds_until;
    }
    // The list is of the same CA and not outdated when our own certificate can be looked for in it.
    if (auto covered = check_own(tls, tls.crl, environment, now); !covered) {
        return covered;
    }
    if (auto fits = hsm::check_key_fits(tls.own.key, tls.own.certificate); !fits) {
        return fits.failure();
    }
    return holds_until;
}

} // namespace keyline::app
