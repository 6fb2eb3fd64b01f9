// station.toml, as `keyline init` makes it.
#include "app/station_setup.h"
#include "app/toml_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace keyline::app {

namespace {

std::string line_of(std::string_view key, std::string_view value) {
    return std::string(key) + " = " + toml_text(value) + "\n";
}

std::string line_of(std::string_view key, const std::vector<std::string>& values) {
    std::string list;
    for (const std::string& value : values) {
        list += (list.empty() ? "" : ", ") + toml_text(value);
    }
    return std::string(key) + " = [" + list + "]\n";
}

std::string key_service_text(const StationSetup& setup) {
    const KeyServiceSetup& service = setup.key_service;
    std::string text = "\n[key_service]\n";
    if (service.clock_offset_ms_max != KeyServiceSetup{}.clock_offset_ms_max) {
        text += "clock_offset_s_max = " +
                std::to_string(std::chrono::duration_cast<std::chrono::seconds>(service.clock_offset_ms_max).count()) +
                "\n";
    }
    if (service.mode == KeyServiceSetup::Mode::embedded) {
        return text + line_of("mode", "embedded") + line_of("address", service.addresses.front()) +
               line_of("config", service.keyd_config.lexically_relative(setup.directory).string());
    }
    text += line_of("mode", "external") + line_of("address", service.addresses);
    if (service.tls) {
        text += line_of("certificate", service.tls->certificate.string()) + line_of("key", service.tls->key.string()) +
                line_of("ca", service.tls->ca.string()) + line_of("pins", service.tls->pins) +
                (service.tls->tls_1_2_allowed ? line_of("min_version", "1.2") : std::string());
    }
    return text;
}

std::string fixture_text(const fixtures::LaneLink& link) {
    if (!link.fixture) {
        return {};
    }
    std::string text = "[lane.fixture]\n";
    for (const auto& [key, wire] : {std::pair{"power", &link.fixture->power},
                                    {"reset", &link.fixture->reset},
                                    {"clamp", &link.fixture->clamp},
                                    {"unit", &link.fixture->unit},
                                    {"lid", &link.fixture->lid}}) {
        text += wire->empty() ? std::string() : line_of(key, *wire);
    }
    return text;
}

std::string scanner_text(const ScannerSetup& scanner) {
    const ScannerSetup usual;
    if (scanner.prefix == usual.prefix && scanner.suffix == usual.suffix && scanner.key_ms_max == usual.key_ms_max) {
        return {};
    }
    return "\n[scanner]\n" + line_of("prefix", scanner.prefix) + line_of("suffix", scanner.suffix) +
           "key_ms_max = " + std::to_string(scanner.key_ms_max.count()) + "\n";
}

std::string label_text(const LabelSetup& label) {
    const LabelSetup usual;
    if (label.printer.empty() && label.width_mm == usual.width_mm && label.height_mm == usual.height_mm &&
        label.dots_per_mm == usual.dots_per_mm && label.format == usual.format) {
        return {};
    }
    return "\n[label]\n" + (label.printer.empty() ? std::string() : line_of("printer", label.printer)) +
           line_of("format", label.format == LabelSetup::Format::zpl ? "zpl" : "pdf") +
           line_of("when", label.when == LabelSetup::When::passed ? "passed" : "asked for") +
           "width_mm = " + std::to_string(label.width_mm) + "\nheight_mm = " + std::to_string(label.height_mm) +
           "\ndots_per_mm = " + std::to_string(label.dots_per_mm) + "\n";
}

} // namespace

Status write_station_setup(const StationSetup& setup) {
    std::string text = "# A Keyline station. README.md, \"station.toml\", explains each key.\n" +
                       line_of("name", setup.name.text()) + line_of("environment", setup.environment.text()) +
                       "# stands in every entry of the audit log while nobody is logged in\n" +
                       line_of("operator", setup.operator_name) +
                       (setup.disk_free_mib_min == disk_free_mib_min_default
                            ? std::string()
                            : "disk_free_mib_min = " + std::to_string(setup.disk_free_mib_min) + "\n") +
                       key_service_text(setup) + scanner_text(setup.scanner) + label_text(setup.label);
    if (setup.lanes.empty()) {
        text += "\n# [[lane]]\n# number = 1\n# link = \"serial:///dev/ttyUSB0?baud=115200\"\n# framing = \"cobs\"\n";
    }
    for (const LaneSetup& lane : setup.lanes) {
        text += "\n[[lane]]\nnumber = " + std::to_string(lane.number) + "\n" + line_of("link", lane.link_text) +
                line_of("framing", lane.link.framing()) + fixture_text(lane.link);
    }
    return write_file_durably(setup.config_path(), text);
}

Status write_file_durably(const std::filesystem::path& path, std::string_view text) {
    const auto unwritable = [&](int error_number) {
        return fail(ErrorCode::station_unwritable, {{"path", path.string()}}, errno_text(error_number));
    };
    const std::filesystem::path temporary = path.string() + ".new";
    const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        return unwritable(errno);
    }
    const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
    const int error_number = errno;
    close(file);
    if (!written) {
        return unwritable(error_number);
    }
    if (rename(temporary.c_str(), path.c_str()) != 0) {
        return unwritable(errno);
    }
    const int directory = open((path.has_parent_path() ? path.parent_path() : std::filesystem::path(".")).c_str(),
                               O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = directory >= 0 && fsync(directory) == 0;
    const int sync_error = errno;
    if (directory >= 0) {
        close(directory);
    }
    if (!synced) {
        return unwritable(sync_error);
    }
    return {};
}

} // namespace keyline::app
