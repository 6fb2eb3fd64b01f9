#include "app/station_profile.h"

#include "app/toml_file.h"

#include <algorithm>
#include <charconv>

namespace keyline::app {

namespace {

Result<std::uint32_t> read_address(TomlTable& table, std::string_view key) {
    auto text = table.text(key);
    if (!text) {
        return text.failure();
    }
    std::uint32_t address = 0;
    const char* end = text->data() + text->size();
    const auto [stopped, error] = std::from_chars(text->data(), end, address, 16);
    if (error != std::errc() || stopped != end || text->empty() || address % 4 != 0) {
        return table.invalid(key, "must be an address in hex, a multiple of 4, as \"20000000\"");
    }
    return address;
}

// A file of the station's own where there is one of that name; else OpenOCD's, which it looks up itself.
Result<std::string> read_openocd_file(TomlTable& table, std::string_view key, const std::filesystem::path& directory) {
    auto text = table.text(key);
    if (!text) {
        return text.failure();
    }
    if (text->empty() || text->front() == '-') {
        return table.invalid(key, "must be a file for OpenOCD");
    }
    std::error_code error;
    const auto own = directory / *text;
    return std::filesystem::is_regular_file(own, error) ? own.string() : *text;
}

Result<fixtures::SwdReset> read_reset(TomlTable& table) {
    auto text = table.text("reset", "core");
    if (!text) {
        return text.failure();
    }
    for (const auto& [word, reset] : {std::pair{"core", fixtures::SwdReset::core},
                                      {"line", fixtures::SwdReset::line},
                                      {"lock", fixtures::SwdReset::lock}}) {
        if (*text == word) {
            return reset;
        }
    }
    return table.invalid("reset", "must be \"core\", \"line\" or \"lock\"");
}

Status read_uid_register(TomlTable& table, fixtures::SwdProfile& swd) {
    constexpr std::int64_t uid_bytes_max = 16;
    constexpr std::int64_t uid_bytes_default = 12;
    if (!table.has("uid_register")) {
        return {};
    }
    auto address = read_address(table, "uid_register");
    if (!address) {
        return address.failure();
    }
    auto bytes = table.integer("uid_bytes", 8, uid_bytes_max, uid_bytes_default);
    if (!bytes) {
        return bytes.failure();
    }
    if (*bytes % 4 != 0) {
        return table.invalid("uid_bytes", "must be 8, 12 or 16");
    }
    swd.uid_register = *address;
    swd.uid_bytes = static_cast<std::size_t>(*bytes);
    return {};
}

Result<fixtures::SwdProfile> read_swd(TomlTable& file, const std::filesystem::path& directory) {
    constexpr std::int64_t speed_khz_max = 50'000;
    auto table = file.table("swd");
    if (!table) {
        return table.failure();
    }
    fixtures::SwdProfile swd;
    for (const auto& [key, name] : {std::pair{"interface", &swd.interface}, {"target", &swd.target}}) {
        auto read = read_openocd_file(*table, key, directory);
        if (!read) {
            return read.failure();
        }
        *name = std::move(*read);
    }
    auto transport = table->text("transport", swd.transport);
    if (!transport) {
        return transport.failure();
    }
    if (*transport != "swd" && *transport != "dapdirect_swd") {
        return table->invalid("transport", "must be \"swd\" or \"dapdirect_swd\"");
    }
    swd.transport = *transport;
    auto speed = table->integer("speed_khz", 0, speed_khz_max, 0);
    if (!speed) {
        return speed.failure();
    }
    swd.speed_khz = static_cast<unsigned>(*speed);
    auto mailbox = read_address(*table, "mailbox");
    if (!mailbox) {
        return mailbox.failure();
    }
    swd.mailbox = *mailbox;
    if (auto read = read_uid_register(*table, swd); !read) {
        return read.failure();
    }
    auto reset = read_reset(*table);
    if (!reset) {
        return reset.failure();
    }
    swd.reset = *reset;
    if (auto known = table->no_unknown_keys(); !known) {
        return known.failure();
    }
    return swd;
}

} // namespace

Result<StationProfile> read_station_profile(const StationSetup& setup, const ProfileName& name) {
    const auto path = setup.profile_path(name);
    auto toml = parse_toml_file(path, ErrorCode::profile_missing, ErrorCode::profile_invalid);
    if (!toml) {
        return toml.failure();
    }
    TomlTable file(*toml, path, ErrorCode::profile_invalid);
    auto type_text = file.text("device_type");
    if (!type_text) {
        return type_text.failure();
    }
    auto type = DeviceType::parse(*type_text);
    if (!type) {
        return file.invalid("device_type", std::string(type.error().arg("reason")));
    }
    auto table_size = file.integer("table_size_bytes", SubstitutionTable::size_bytes_min,
                                   SubstitutionTable::size_bytes_max, SubstitutionTable::size_bytes_default);
    if (!table_size) {
        return table_size.failure();
    }
    auto description = file.text("description", "");
    if (!description) {
        return description.failure();
    }
    auto kg_text = file.text("kg", "");
    if (!kg_text) {
        return kg_text.failure();
    }
    std::optional<CheckValue> kg;
    if (!kg_text->empty()) {
        auto parsed_kg = CheckValue::parse(*kg_text);
        if (!parsed_kg) {
            return file.invalid("kg", "must be a check value of 6 hex digits");
        }
        kg = *parsed_kg;
    }
    auto auto_start = file.boolean("auto_start", true);
    if (!auto_start) {
        return auto_start.failure();
    }
    std::optional<fixtures::SwdProfile> swd;
    if (file.has("swd")) {
        auto read = read_swd(file, path.parent_path());
        if (!read) {
            return read.failure();
        }
        swd = std::move(*read);
    }
    if (auto known = file.no_unknown_keys(); !known) {
        return known.failure();
    }
    return StationProfile{
        {name, *type, static_cast<std::size_t>(*table_size), *description, kg}, std::move(swd), *auto_start};
}

Result<ProductProfile> read_profile(const StationSetup& setup, const ProfileName& name) {
    auto profile = read_station_profile(setup, name);
    return profile ? Result<ProductProfile>(std::move(profile->product)) : profile.failure();
}

Result<bool> starts_by_itself(const StationSetup& setup, const ProfileName& name) {
    auto profile = read_station_profile(setup, name);
    if (!profile && profile.error().code == ErrorCode::profile_missing) {
        return true;
    }
    return profile ? Result<bool>(profile->auto_start) : profile.failure();
}

Result<std::optional<fixtures::SwdProfile>> read_swd_profile(const StationSetup& setup, const ProfileName& name) {
    auto profile = read_station_profile(setup, name);
    return profile ? Result<std::optional<fixtures::SwdProfile>>(std::move(profile->swd)) : profile.failure();
}

std::vector<ProfileName> profile_names(const StationSetup& setup) {
    std::vector<ProfileName> names;
    std::error_code error;
    std::filesystem::directory_iterator file(setup.directory / "profiles", error);
    for (; !error && file != std::filesystem::directory_iterator(); file.increment(error)) {
        const auto name = ProfileName::parse(file->path().stem().string());
        if (name && file->path().extension() == ".toml") {
            names.push_back(*name);
        }
    }
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.text() < b.text(); });
    return names;
}

Result<std::optional<fixtures::SwdProfile>> find_swd_profile(const StationSetup& setup) {
    std::optional<fixtures::SwdProfile> found;
    for (const ProfileName& name : profile_names(setup)) {
        auto swd = read_swd_profile(setup, name);
        if (!swd) {
            return swd.failure();
        }
        if (*swd && found) {
            return fail(ErrorCode::profile_missing, {{"path", (setup.directory / "profiles").string()}},
                        "several profiles have [swd]: name one with --profile");
        }
        found = *swd ? std::move(*swd) : std::move(found);
    }
    return found;
}

} // namespace keyline::app
