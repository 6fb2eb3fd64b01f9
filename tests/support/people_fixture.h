// People for tests: an Administrator over ports in memory, with badges, PINs and one-time codes as people have them.
#pragma once

#include "provisioning/people/administrator.h"
#include "provisioning/people/one_time_code.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_vault.h"

#include <cstdlib>
#include <liboath/oath.h>

namespace keyline::test {

inline SecretBytes secret_text(std::string_view text) {
    return *SecretBytes::copy_of(as_bytes(text));
}

// The code that the app of somebody with this otpauth:// URI shows at that time.
inline std::string code_at(std::string_view uri, std::int64_t unix_s) {
    const auto begin = uri.find("secret=") + 7;
    const std::string base32(uri.substr(begin, uri.find('&', begin) - begin));
    char* secret = nullptr;
    std::size_t bytes = 0;
    std::array<char, one_time_code_digits + 1> code{};
    if (oath_base32_decode(base32.data(), base32.size(), &secret, &bytes) == OATH_OK) {
        oath_totp_generate(secret, bytes, static_cast<time_t>(unix_s), code_step_s, 0, one_time_code_digits,
                           code.data());
        std::free(secret);
    }
    return code.data();
}

struct PeopleFixture {
    MemoryRegistry registry;
    ManualClock clock;
    SeededRandom random;
    SoftwareVault vault;
    StationId station = *StationId::parse("line1");
    std::optional<Administrator> administrator;
    std::map<std::string, std::string> uris; // by person

    explicit PeopleFixture(ActionHandlers handlers = {}, PeopleRequired required = PeopleRequired::always) {
        start(std::move(handlers), required);
    }
    // A restart of keyd: all that it keeps is in the registry. A PIN costs next to nothing here.
    void start(ActionHandlers handlers = {}, PeopleRequired required = PeopleRequired::always) {
        administrator.emplace(
            registry, clock, random,
            Administrator::Options{required, *Name::parse("development"), std::move(handlers), {16, 1, 1}});
    }

    std::int64_t now_s() const { return std::chrono::system_clock::to_time_t(clock.utc()); }
    std::int64_t now_ms() const { return now_s() * 1'000; }
    void pass(std::int64_t seconds) { clock.passed_s += std::chrono::seconds(seconds); }

    static std::string badge_of(const std::string& name) { return "badge-" + name; }
    static std::string pin_of(const std::string& name) { return "8642" + std::to_string(70 + name.size()); }

    Status add(const std::string& name, Roles roles, Administrator::Purpose purpose = Administrator::Purpose::recover) {
        return administrator->add_on_host(vault, Operator{{*Name::parse(name), roles}}, secret_text(badge_of(name)),
                                          secret_text(pin_of(name)), "root", purpose);
    }
    Result<LoggedIn> log_in(const std::string& name) { return log_in(badge_of(name), pin_of(name)); }
    Result<LoggedIn> log_in(const std::string& badge, const std::string& pin) {
        return administrator->log_in(vault, station, secret_text(badge), secret_text(pin));
    }
    Authority authority(const SecretBytes& session) const {
        return {*SecretBytes::copy_of(session.bytes()), {}, now_ms()};
    }
    // With the code of now.
    Authority with_code(const SecretBytes& session, const std::string& name) {
        Authority made = authority(session);
        made.code = secret_text(code_at(uris.at(name), now_s()));
        return made;
    }
    // Somebody with codes, logged in; the next code is a new one.
    SecretBytes person(const std::string& name, Roles roles) {
        if (!add(name, roles)) {
            std::abort();
        }
        auto session = log_in(name);
        auto uri = administrator->enrol_code(vault, station, authority(session->session), secret_text(pin_of(name)));
        uris[name] = std::string(as_text(uri->bytes()));
        if (!administrator->confirm_code(vault, station, with_code(session->session, name))) {
            std::abort();
        }
        pass(code_step_s);
        return std::move(session->session);
    }
    // How often keyd's log has this event.
    std::size_t recorded(const std::string& event) const {
        const auto& log = registry.committed.log;
        return static_cast<std::size_t>(
            std::count_if(log.begin(), log.end(), [&](const AuditEvent& one) { return one.event == event; }));
    }
    const AuditEvent& newest() const { return registry.committed.log.back(); }
    std::string newest(std::string_view detail) const {
        for (const auto& [name, value] : newest().details) {
            if (name == detail) {
                return value;
            }
        }
        return {};
    }
};

template <class T>
bool refused_with(const Result<T>& result, ErrorCode code) {
    return !result && result.error().code == code;
}

} // namespace keyline::test
