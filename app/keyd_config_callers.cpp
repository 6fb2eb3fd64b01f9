// Who may call keyd: people, certificates, stations.
#include "app/keyd_config_parts.h"

#include <algorithm>
#include <charconv>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t blocked_pins_max = 256;
constexpr std::size_t call_groups_max = 3;
constexpr std::size_t stations_max = 256;

// "HOST:PORT", 0 for any port that is free: gRPC takes larger ones modulo 65536, and none as 443.
bool has_port(std::string_view listen) {
    const std::string_view digits = listen.substr(std::min(listen.rfind(':'), listen.size() - 1) + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return listen.find(':') > 0 && error == std::errc() && end == digits.data() + digits.size();
}

Result<std::optional<KeydTls>> read_tls_table(TomlTable& table, const fs::path& directory) {
    auto listen = table.text("listen");
    auto certificate = read_path(table, directory, "certificate");
    auto key = read_secret_path(table, directory, "key", "key_credential");
    auto ca = read_path(table, directory, "ca");
    auto crl = read_path(table, directory, "crl", Need::optional);
    for (const auto* path : {&certificate, &key, &ca, &crl}) {
        if (!*path) {
            return path->failure();
        }
    }
    auto blocked = table.texts("blocked", blocked_pins_max);
    auto version = table.text("min_version", "1.3");
    if (!listen || !blocked || !version) {
        return !listen ? listen.failure() : blocked ? version.failure() : blocked.failure();
    }
    if (!has_port(*listen)) {
        return table.invalid("listen", "must be HOST:PORT with a port up to 65535");
    }
    KeydTls tls{*listen, {*certificate, *key}, *ca, *crl, {}, hsm::TlsVersion::v1_3};
    for (const std::string& text : *blocked) {
        auto pin = hsm::parse_pin(text);
        if (!pin) {
            return table.invalid("blocked", std::string(pin.error().arg("reason")));
        }
        tls.blocked_pins.push_back(std::move(*pin));
    }
    if (*version != "1.3" && *version != "1.2") {
        return table.invalid("min_version", "must be \"1.3\" or \"1.2\"");
    }
    tls.version_min = *version == "1.3" ? hsm::TlsVersion::v1_3 : hsm::TlsVersion::v1_2;
    return std::optional(std::move(tls));
}

Result<hsm::StationRights> read_station(TomlTable& table) {
    auto name = parsed(table, "name", StationId::parse);
    if (!name) {
        return name.failure();
    }
    auto calls = table.texts("calls", call_groups_max);
    auto enabled = table.boolean("enabled", true);
    if (!calls || !enabled) {
        return calls ? enabled.failure() : calls.failure();
    }
    hsm::StationRights rights{
        std::move(*name), {}, *enabled ? hsm::StationRights::State::enabled : hsm::StationRights::State::disabled};
    for (const std::string& text : *calls) {
        auto group = hsm::parse_call_group(text);
        if (!group) {
            return table.invalid("calls", std::string(group.error().arg("reason")));
        }
        rights.calls.insert(*group);
    }
    if (auto known = table.no_unknown_keys(); !known) {
        return known.failure();
    }
    return rights;
}

} // namespace

Result<PeoplePolicy> read_people(TomlTable& file, const Name& environment) {
    const bool production = environment.text() == "production";
    const auto policy_of = [](bool required) {
        return PeoplePolicy{required ? PeopleRequired::always : PeopleRequired::when_enrolled};
    };
    return section(file, "people", policy_of(production), [&](TomlTable& table) -> Result<PeoplePolicy> {
        auto required = table.boolean("required", production);
        auto unattended = table.texts("unattended", stations_max);
        if (!required || !unattended) {
            return required ? unattended.failure() : required.failure();
        }
        PeoplePolicy policy = policy_of(*required);
        for (const std::string& text : *unattended) {
            auto station = StationId::parse(text);
            if (!station) {
                return table.invalid("unattended", std::string(station.error().arg("reason")));
            }
            policy.unattended.push_back(*std::move(station));
        }
        return policy;
    });
}

Result<std::optional<KeydTls>> read_tls(TomlTable& file, const fs::path& directory) {
    return section(file, "tls", std::optional<KeydTls>(),
                   [&](TomlTable& table) { return read_tls_table(table, directory); });
}

Result<std::vector<hsm::StationRights>> read_stations(TomlTable& file) {
    auto tables = file.tables("stations");
    if (!tables) {
        return tables.failure();
    }
    std::vector<hsm::StationRights> stations;
    for (TomlTable& table : *tables) {
        auto rights = read_station(table);
        if (!rights) {
            return rights.failure();
        }
        const auto same = std::ranges::find(stations, rights->name, &hsm::StationRights::name);
        if (same != stations.end()) { // whose rights would hold?
            return table.invalid("name", rights->name.text() + " stands twice");
        }
        stations.push_back(std::move(*rights));
    }
    return stations;
}

} // namespace keyline::app
