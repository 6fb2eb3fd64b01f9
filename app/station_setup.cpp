#include "app/station_setup.h"

#include "app/toml_file.h"
#include "fixtures/fixture_wiring.h"
#include "hsm/service/address.h"
#include "hsm/tls/certificate.h"

#include <algorithm>

namespace keyline::app {

namespace {

constexpr std::string_view mode_embedded = "embedded";
constexpr std::string_view mode_external = "external";

// A text of the table, made into its own type.
template <class Type>
Result<Type> parsed(TomlTable& table, std::string_view key) {
    auto text = table.text(key);
    if (!text) {
        return text.failure();
    }
    auto value = Type::parse(*text);
    if (!value) {
        return table.invalid(key, std::string(value.error().arg("reason")));
    }
    return value;
}

Status read_addresses(TomlTable& table, KeyServiceSetup& setup) {
    auto addresses = table.texts("address", KeyServiceSetup::addresses_max);
    if (!addresses) {
        return addresses.failure();
    }
    const bool embedded = setup.mode == KeyServiceSetup::Mode::embedded;
    if (addresses->empty() || (embedded && addresses->size() != 1)) {
        return table.invalid("address", embedded ? "must be unix:/ABSOLUTE/PATH" : "is missing");
    }
    for (const std::string& address : *addresses) {
        const bool is_unix = address.starts_with("unix:/");
        if (embedded && !is_unix) {
            return table.invalid("address", "must be unix:/ABSOLUTE/PATH");
        }
        if (!hsm::check_address(address)) {
            return table.invalid("address", "must be unix:/ABSOLUTE/PATH or dns:HOST:PORT");
        }
    }
    setup.addresses = std::move(*addresses);
    return {};
}

Status read_tls(TomlTable& table, const std::filesystem::path& directory, const Name& environment,
                KeyServiceSetup& setup) {
    const bool needed = std::any_of(setup.addresses.begin(), setup.addresses.end(),
                                    [](const std::string& address) { return hsm::is_tls_address(address); });
    if (!needed) {
        return {};
    }
    KeyServiceTls tls{environment};
    for (const auto& [key, path] : {std::pair{"certificate", &tls.certificate}, {"key", &tls.key}, {"ca", &tls.ca}}) {
        auto text = table.text(key);
        if (!text) {
            return text.failure();
        }
        *path = (directory / *text).lexically_normal();
    }
    auto pins = table.texts("pins", KeyServiceSetup::pins_max);
    if (!pins) {
        return pins.failure();
    }
    for (const std::string& text : *pins) {
        auto pin = hsm::parse_pin(text);
        if (!pin) {
            return table.invalid("pins", std::string(pin.error().arg("reason")));
        }
        tls.pins.push_back(std::move(*pin));
    }
    if (tls.pins.empty()) {
        return table.invalid("pins", "is missing: the key service's, as keyline keys station-cert --show tells it");
    }
    auto version = table.text("min_version", "1.3");
    if (!version) {
        return version.failure();
    }
    if (*version != "1.3" && *version != "1.2") {
        return table.invalid("min_version", "must be \"1.3\" or \"1.2\"");
    }
    tls.tls_1_2_allowed = *version == "1.2";
    setup.tls = std::move(tls);
    return {};
}

Result<KeyServiceSetup> read_key_service(TomlTable& file, const std::filesystem::path& directory,
                                         const Name& environment) {
    auto table = file.table("key_service");
    if (!table) {
        return table.failure();
    }
    KeyServiceSetup setup;
    auto mode = table->text("mode");
    if (!mode) {
        return mode.failure();
    }
    if (*mode != mode_embedded && *mode != mode_external) {
        return table->invalid("mode", "must be \"embedded\" or \"external\"");
    }
    setup.mode = *mode == mode_embedded ? KeyServiceSetup::Mode::embedded : KeyServiceSetup::Mode::external;
    if (auto read = read_addresses(*table, setup); !read) {
        return read.failure();
    }
    if (auto read = read_tls(*table, directory, environment, setup); !read) {
        return read.failure();
    }
    auto offset_s = table->integer("clock_offset_s_max", 1, 3'600, KeyServiceSetup::clock_offset_s_max_default);
    if (!offset_s) {
        return offset_s.failure();
    }
    setup.clock_offset_ms_max = std::chrono::seconds(*offset_s);
    if (setup.mode == KeyServiceSetup::Mode::embedded) {
        auto config = table->text("config");
        if (!config) {
            return config.failure();
        }
        setup.keyd_config = directory / *config;
    }
    if (auto known = table->no_unknown_keys(); !known) {
        return known.failure();
    }
    return setup;
}

Result<ScannerSetup> read_scanner(TomlTable& file) {
    ScannerSetup setup;
    if (!file.has("scanner")) {
        return setup;
    }
    auto table = file.table("scanner");
    if (!table) {
        return table.failure();
    }
    for (const auto& [key, affix] : {std::pair{"prefix", &setup.prefix}, {"suffix", &setup.suffix}}) {
        auto text = table->text(key, *affix);
        if (!text) {
            return text.failure();
        }
        const bool ascii = std::all_of(text->begin(), text->end(), [](char c) { return c > 0; });
        if (text->size() > ScannerSetup::affix_characters_max || !ascii) {
            return table->invalid(key, "has at most 8 characters, all of them ASCII");
        }
        *affix = std::move(*text);
    }
    if (setup.suffix.empty()) {
        return table->invalid("suffix", "is missing: how a scan ends, as \"\\r\"");
    }
    auto key_ms = table->integer("key_ms_max", 1, 1'000, ScannerSetup::key_ms_max_default);
    if (!key_ms) {
        return key_ms.failure();
    }
    setup.key_ms_max = std::chrono::milliseconds(*key_ms);
    auto known = table->no_unknown_keys();
    return known ? Result<ScannerSetup>(std::move(setup)) : known.failure();
}

Status read_fixture(TomlTable& lane, fixtures::LaneLink& link) {
    if (!lane.has("fixture")) {
        return {};
    }
    auto table = lane.table("fixture");
    if (!table) {
        return table.failure();
    }
    fixtures::FixtureWiring wiring;
    for (const auto& [key, wire] : {std::pair{"power", &wiring.power},
                                    {"reset", &wiring.reset},
                                    {"clamp", &wiring.clamp},
                                    {"unit", &wiring.unit},
                                    {"lid", &wiring.lid}}) {
        auto text = table->text(key, "");
        if (!text) {
            return text.failure();
        }
        *wire = std::move(*text);
    }
    if (auto right = fixtures::check_wiring(wiring, link.kind); !right) {
        const Error& error = right.error();
        return table->invalid(error.arg("key"), "is not supported; allowed: " + std::string(error.arg("allowed")));
    }
    link.fixture = std::move(wiring);
    return table->no_unknown_keys();
}

Result<LabelSetup> read_label(TomlTable& file) {
    LabelSetup setup;
    if (!file.has("label")) {
        return setup;
    }
    auto table = file.table("label");
    if (!table) {
        return table.failure();
    }
    auto printer = table->text("printer", "");
    auto format = printer ? table->text("format", "pdf") : printer;
    if (!format) {
        return format.failure();
    }
    if (!printer->empty() && !is_printer_name(*printer)) {
        return table->invalid("printer", "is a printer's name of CUPS: letters, digits, . - _");
    }
    if (*format != "pdf" && *format != "zpl") {
        return table->invalid("format", "must be \"pdf\" or \"zpl\"");
    }
    setup.printer = std::move(*printer);
    setup.format = *format == "zpl" ? LabelSetup::Format::zpl : LabelSetup::Format::pdf;
    auto when = table->text("when", "asked for");
    if (!when) {
        return when.failure();
    }
    if (*when != "asked for" && *when != "passed") {
        return table->invalid("when", "must be \"passed\" or \"asked for\"");
    }
    if (*when == "passed" && setup.printer.empty()) {
        return table->invalid("when", "needs a printer");
    }
    setup.when = *when == "passed" ? LabelSetup::When::passed : LabelSetup::When::asked_for;
    for (const auto& [key, value, min, max] :
         {std::tuple{"width_mm", &setup.width_mm, LabelSetup::side_mm_min, LabelSetup::side_mm_max},
          {"height_mm", &setup.height_mm, LabelSetup::side_mm_min, LabelSetup::side_mm_max},
          {"dots_per_mm", &setup.dots_per_mm, LabelSetup::dots_per_mm_default, LabelSetup::dots_per_mm_max}}) {
        auto number = table->integer(key, min, max, *value);
        if (!number) {
            return number.failure();
        }
        *value = static_cast<int>(*number);
    }
    auto known = table->no_unknown_keys();
    return known ? Result<LabelSetup>(std::move(setup)) : known.failure();
}

Result<LaneSetup> read_lane(TomlTable& table) {
    auto number = table.integer("number", 1, StationSetup::lane_number_max);
    if (!number) {
        return number.failure();
    }
    auto link = table.text("link");
    if (!link) {
        return link.failure();
    }
    auto framing = table.text("framing", std::string(fixtures::LaneLink::default_framing(*link)));
    if (!framing) {
        return framing.failure();
    }
    auto parsed_link = fixtures::LaneLink::parse(*link, *framing);
    if (!parsed_link) {
        const Error& error = parsed_link.error();
        return table.invalid(error.arg("key").empty() ? "link" : error.arg("key"),
                             "is not supported; allowed: " + std::string(error.arg("allowed")));
    }
    if (auto read = read_fixture(table, *parsed_link); !read) {
        return read.failure();
    }
    if (auto known = table.no_unknown_keys(); !known) {
        return known.failure();
    }
    return LaneSetup{static_cast<unsigned>(*number), *link, *parsed_link};
}

Result<std::vector<LaneSetup>> read_lanes(TomlTable& file) {
    auto tables = file.tables("lane");
    if (!tables) {
        return tables.failure();
    }
    std::vector<LaneSetup> lanes;
    for (TomlTable& table : *tables) {
        auto lane = read_lane(table);
        if (!lane) {
            return lane.failure();
        }
        for (const LaneSetup& other : lanes) {
            if (other.number == lane->number) {
                return table.invalid("number", "stands twice");
            }
            if (other.link.path == lane->link.path) {
                return table.invalid("link", "is the port of lane " + std::to_string(other.number) + " already");
            }
        }
        lanes.push_back(std::move(*lane));
    }
    std::sort(lanes.begin(), lanes.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return lanes;
}

} // namespace

bool is_printer_name(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_';
    };
    return !name.empty() && name.size() <= LabelSetup::printer_characters_max && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), fits);
}

Result<StationSetup> read_station_setup(const std::filesystem::path& directory) {
    std::error_code error;
    const auto absolute = std::filesystem::absolute(directory, error).lexically_normal();
    if (!std::filesystem::is_directory(absolute, error)) {
        return fail(ErrorCode::station_missing, {{"path", absolute.string()}});
    }
    const auto path = absolute / "station.toml";
    if (!std::filesystem::exists(path, error)) {
        return fail(ErrorCode::station_missing, {{"path", absolute.string()}}, "no station.toml");
    }
    auto toml = parse_toml_file(path, ErrorCode::config_missing, ErrorCode::config_invalid);
    if (!toml) {
        return toml.failure();
    }
    TomlTable file(*toml, path, ErrorCode::config_invalid);
    auto name = parsed<StationId>(file, "name");
    if (!name) {
        return name.failure();
    }
    auto environment = parsed<Name>(file, "environment");
    if (!environment) {
        return environment.failure();
    }
    if (environment->text() != "development" && environment->text() != "production") {
        return file.invalid("environment", "must be \"development\" or \"production\"");
    }
    auto operator_name = file.text("operator", "");
    if (!operator_name) {
        return operator_name.failure();
    }
    auto key_service = read_key_service(file, absolute, *environment);
    if (!key_service) {
        return key_service.failure();
    }
    auto lanes = read_lanes(file);
    if (!lanes) {
        return lanes.failure();
    }
    auto scanner = read_scanner(file);
    if (!scanner) {
        return scanner.failure();
    }
    auto label = read_label(file);
    if (!label) {
        return label.failure();
    }
    const auto disk_free_mib_min = file.integer("disk_free_mib_min", 0, disk_free_mib_max, disk_free_mib_min_default);
    if (!disk_free_mib_min) {
        return disk_free_mib_min.failure();
    }
    if (auto known = file.no_unknown_keys(); !known) {
        return known.failure();
    }
    return StationSetup{absolute,
                        *name,
                        *environment,
                        *operator_name,
                        std::move(*key_service),
                        std::move(*lanes),
                        std::move(*scanner),
                        std::move(*label),
                        *disk_free_mib_min};
}

Result<std::vector<LaneSetup>> select_lanes(const StationSetup& setup, const std::vector<unsigned>& numbers) {
    if (setup.lanes.empty()) {
        return fail(ErrorCode::lane_unknown, {{"path", setup.config_path().string()}}, "no [[lane]]");
    }
    std::vector<LaneSetup> lanes;
    for (const LaneSetup& lane : setup.lanes) {
        if (numbers.empty() || std::find(numbers.begin(), numbers.end(), lane.number) != numbers.end()) {
            lanes.push_back(lane);
        }
    }
    for (const unsigned number : numbers) {
        if (std::none_of(lanes.begin(), lanes.end(), [&](const LaneSetup& lane) { return lane.number == number; })) {
            return fail(ErrorCode::lane_unknown,
                        {{"lane", std::to_string(number)}, {"path", setup.config_path().string()}});
        }
    }
    return lanes;
}

} // namespace keyline::app
