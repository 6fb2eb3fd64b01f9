// StationSetup: what station.toml says (profiles/*.toml: station_profile.h). Unknown keys and wrong types are refused,
// with their line. station.toml is written last by `keyline init`: a directory without it is no station yet. Threads:
// values. Errors: station_missing, config_missing, config_invalid {path, line, reason}, profile_missing,
// profile_invalid.
#pragma once

#include "app/disk_space.h"
#include "fixtures/lane_link.h"
#include "provisioning/product_profile.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace keyline::app {

struct LaneSetup {
    unsigned number = 0; // 1 to lane_number_max
    std::string link_text;
    fixtures::LaneLink link;
};

// This station's certificate, and whom it takes for its key service. Paths are absolute.
struct KeyServiceTls {
    Name environment; // of this station, and of the key service's certificate
    std::filesystem::path certificate{};
    std::filesystem::path key{};
    std::filesystem::path ca{};
    std::vector<std::string> pins{}; // "sha256:...": the key service's keys
    bool tls_1_2_allowed = false;
};

struct KeyServiceSetup {
    static constexpr std::size_t addresses_max = 8;
    static constexpr std::size_t pins_max = 16; // two for each key service
    static constexpr int clock_offset_s_max_default = 5;

    enum class Mode { embedded, external };
    Mode mode = Mode::embedded;
    std::vector<std::string> addresses; // "unix:/absolute/path", "dns:HOST:PORT"; the first is preferred
    std::filesystem::path keyd_config;  // embedded: absolute
    std::optional<KeyServiceTls> tls{}; // external, for dns:
    std::chrono::milliseconds clock_offset_ms_max{clock_offset_s_max_default * 1'000}; // beyond it nothing is produced
};

// What the scanner sends around a label's text, for the station's screen.
struct ScannerSetup {
    static constexpr std::size_t affix_characters_max = 8;
    static constexpr int key_ms_max_default = 20;

    std::string prefix{};                                     // "\u0002"; empty: keys that come fast are the scanner's
    std::string suffix = "\r";                                // "\r" is the Enter key, "\t" the tabulator
    std::chrono::milliseconds key_ms_max{key_ms_max_default}; // between two keys of a scan
};

// Where and how labels are printed.
struct LabelSetup {
    static constexpr std::size_t printer_characters_max = 127;
    static constexpr int width_mm_default = 50;
    static constexpr int height_mm_default = 25;
    static constexpr int side_mm_min = 12;
    static constexpr int side_mm_max = 200;
    static constexpr int dots_per_mm_default = 8; // 203 dpi
    static constexpr int dots_per_mm_max = 24;    // 600 dpi
    enum class Format { pdf, zpl };
    enum class When { asked_for, passed };

    std::string printer{}; // as CUPS names it; empty: none
    Format format = Format::pdf;
    When when = When::asked_for;
    int width_mm = width_mm_default;
    int height_mm = height_mm_default;
    int dots_per_mm = dots_per_mm_default; // of ZPL

    bool operator==(const LabelSetup&) const = default;
};

struct StationSetup {
    static constexpr unsigned lane_number_max = 16;

    std::filesystem::path directory; // absolute
    StationId name;
    Name environment;
    std::string operator_name;
    KeyServiceSetup key_service;
    std::vector<LaneSetup> lanes; // by number
    ScannerSetup scanner{};
    LabelSetup label{};
    std::int64_t disk_free_mib_min = disk_free_mib_min_default; // below it there is an alarm

    std::filesystem::path config_path() const { return directory / "station.toml"; }
    std::filesystem::path log_path() const { return directory / "audit.db"; }
    std::filesystem::path run_directory() const { return directory / "run"; }
    std::filesystem::path profile_path(const ProfileName& profile) const {
        return directory / "profiles" / (profile.text() + ".toml");
    }
};

Result<StationSetup> read_station_setup(const std::filesystem::path& directory);
// As read_station_setup() reads it; durable when it returns. The file must not be there yet.
Status write_station_setup(const StationSetup& setup);

// Letters, digits, . - _; it does not begin with -, which lp would take for an option.
bool is_printer_name(std::string_view name);

// lane_unknown for a number that is not there; all of them for an empty list.
Result<std::vector<LaneSetup>> select_lanes(const StationSetup& setup, const std::vector<unsigned>& numbers);

// Written under a temporary name, synced, renamed, the directory synced. station_unwritable.
Status write_file_durably(const std::filesystem::path& path, std::string_view text);

} // namespace keyline::app
