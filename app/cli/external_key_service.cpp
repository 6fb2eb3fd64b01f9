#include "app/cli/external_key_service.h"

#include "app/system_ports.h"
#include "hsm/service/address.h"
#include "hsm/tls/certificate.h"

#include <algorithm>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> usage(std::string reason) {
    return fail(ErrorCode::usage, {{"reason", std::move(reason)}});
}

tl::unexpected<Error> unfit(const fs::path& path, std::string reason) {
    return fail(ErrorCode::certificate_invalid, {{"path", path.string()}, {"reason", std::move(reason)}});
}

Result<hsm::CertificateFacts> facts_of(const fs::path& path) {
    auto pem = hsm::read_text_file(path);
    if (!pem) {
        return pem.failure();
    }
    auto facts = hsm::read_certificate(*pem);
    return facts ? facts : unfit(path, std::string(facts.error().arg("reason")));
}

} // namespace

void ExternalKeyService::add_options(CLI::App& command) {
    const char* group = "A key service elsewhere";
    command
        .add_option("--key-service", addresses,
                    "Where it listens: dns:HOST:PORT or unix:/SOCKET; may be given again, for the next to ask")
        ->type_name("ADDRESS")
        ->group(group);
    command.add_option("--certificate", certificate, "dns: this station's, whose name the station takes")
        ->type_name("FILE")
        ->group(group);
    command.add_option("--key", key, "dns: its private key, mode 0600")->type_name("FILE")->group(group);
    command.add_option("--ca", ca, "dns: of the key service's certificate")->type_name("FILE")->group(group);
    command.add_option("--pin", pins, "dns: of the key service's key, sha256:...; may be given again")
        ->type_name("PIN")
        ->group(group);
}

Result<std::optional<ExternalKeyService::Names>> ExternalKeyService::names() const {
    if (certificate.empty()) {
        return std::optional<Names>();
    }
    auto facts = facts_of(certificate);
    if (!facts) {
        return facts.failure();
    }
    const auto name = facts->uris.size() == 1 ? hsm::CertificateName::parse(facts->uris.front())
                                              : Result<hsm::CertificateName>(usage(""));
    if (!name || name->role != hsm::CertificateName::Role::station) {
        return unfit(certificate, "must have one name, keyline://ENVIRONMENT/station/NAME");
    }
    const auto now = SystemClock().utc();
    if (now < facts->not_before || now >= facts->not_after) {
        return unfit(certificate, "holds from " + utc_text(facts->not_before) + " to " + utc_text(facts->not_after));
    }
    return std::optional(Names{name->name, name->environment});
}

Result<KeyServiceSetup> ExternalKeyService::check(const Name& environment) const {
    KeyServiceSetup setup;
    setup.mode = addresses.empty() ? KeyServiceSetup::Mode::embedded : KeyServiceSetup::Mode::external;
    setup.addresses = addresses;
    bool over_tls = false;
    for (const std::string& address : addresses) {
        if (!hsm::check_address(address)) {
            return usage("--key-service " + address + ": must be dns:HOST:PORT or unix:/ABSOLUTE/PATH");
        }
        over_tls = over_tls || hsm::is_tls_address(address);
    }
    const bool all_given = !certificate.empty() && !key.empty() && !ca.empty() && !pins.empty();
    const bool some_given = !certificate.empty() || !key.empty() || !ca.empty() || !pins.empty();
    if (over_tls != all_given || all_given != some_given) {
        return usage("a key service at dns:HOST:PORT takes --certificate, --key, --ca and --pin; no other takes any");
    }
    if (!over_tls) {
        return setup;
    }
    if (auto fits = hsm::check_key_fits(key, certificate); !fits) {
        return fits.failure();
    }
    if (auto readable = facts_of(ca); !readable) {
        return readable.failure();
    }
    KeyServiceTls tls{environment, fs::absolute(certificate).lexically_normal(), fs::absolute(key).lexically_normal(),
                      fs::absolute(ca).lexically_normal()};
    for (const std::string& text : pins) {
        auto pin = hsm::parse_pin(text);
        if (!pin) {
            return usage("--pin " + text + ": " + std::string(pin.error().arg("reason")));
        }
        tls.pins.push_back(*std::move(pin));
    }
    setup.tls = std::move(tls);
    return setup;
}

} // namespace keyline::app
