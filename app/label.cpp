#include "app/label.h"

#include "app/report_process.h"
#include "db/entry.h"
#include "fixtures/descriptor.h"
#include "fixtures/spawn_child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keyline::app {

namespace {

using fixtures::Descriptor;

constexpr std::size_t told_bytes_max = 1'024;

tl::unexpected<Error> not_printed(const std::string& printer, std::string reason, std::string cause = {}) {
    return fail(ErrorCode::printer_failed, {{"printer", printer}, {"reason", std::move(reason)}}, std::move(cause));
}

std::string_view text_of(LabelSetup::Format format) {
    return format == LabelSetup::Format::zpl ? "zpl" : "pdf";
}

struct Printed {
    unsigned copies = 0; // that a printer took, or that went into a file
    bool passed = false;
};

Result<Printed> read_printed(Station& station, const SerialNumber& serial) {
    const auto lines = station.log().entries_about(serial);
    if (!lines) {
        return lines.failure();
    }
    Printed printed;
    for (const std::string& line : *lines) {
        auto entry = db::parse_entry(line);
        if (!entry) {
            return entry.failure();
        }
        const std::string& event = entry->event.event;
        printed.copies += event == "label.printed" || event == "label.written" ? 1U : 0U;
        printed.copies -= event == "label.failed" && printed.copies > 0 ? 1U : 0U;
        printed.passed = printed.passed || event == "unit.passed";
    }
    return printed;
}

std::string first_line_of(int told) {
    std::array<char, told_bytes_max> buffer{};
    const auto size = pread(told, buffer.data(), buffer.size(), 0);
    const std::string text(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return text.substr(0, text.find('\n'));
}

// lp takes the document from its standard input; nothing goes through a shell.
Status give_to_printer(const LabelOrder& order, int document) {
    const Descriptor told(memfd_create("keyline-lp-told", MFD_CLOEXEC));
    std::vector<std::string> arguments{"-d", order.printer, "-t", "Keyline " + order.serial.text()};
    if (order.format == LabelSetup::Format::zpl) {
        arguments.insert(arguments.end(), {"-o", "raw"});
    }
    const auto child =
        fixtures::spawn_child({"lp", std::move(arguments), {document, fixtures::dev_null, told.number()}});
    if (child.error_number != 0) {
        return not_printed(order.printer, "lp cannot be run (Debian: cups-client)", errno_text(child.error_number));
    }
    int status = 0;
    while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return {};
    }
    return not_printed(order.printer, "CUPS does not take it", first_line_of(told.number()));
}

// ^BX: DataMatrix ECC 200, its modules `module` dots wide, 16 x 16 of them for a serial number. ^A0: the text.
std::string zpl_of(const SerialNumber& serial, const LabelSetup& setup) {
    const int width = setup.width_mm * setup.dots_per_mm;
    const int height = setup.height_mm * setup.dots_per_mm;
    constexpr int symbol_modules = 18;
    const int margin = 2 * setup.dots_per_mm;
    const int text_height = 3 * setup.dots_per_mm;
    const int module = std::max(2, (height - 2 * margin - text_height - setup.dots_per_mm) / symbol_modules);
    const std::string text = serial.text();
    const auto field = [](int x, int y) { return "^FO" + std::to_string(x) + "," + std::to_string(y); };
    return "^XA\n^PW" + std::to_string(width) + "^LL" + std::to_string(height) + "\n" + field(margin, margin) +
           "^BXN," + std::to_string(module) + ",200^FD" + text + "^FS\n" +
           field(margin, height - margin - text_height) + "^A0N," + std::to_string(text_height) + "^FD" + text +
           "^FS\n^XZ\n";
}

Status write_label_pdf(const SerialNumber& serial, const LabelSetup& setup, const std::string& path) {
    return run_report({"label", std::to_string(setup.width_mm) + "x" + std::to_string(setup.height_mm), path},
                      serial.text() + "\n");
}

Status print_zpl(const LabelOrder& order, const LabelSetup& setup) {
    const std::string text = zpl_of(order.serial, setup);
    const Descriptor document(memfd_create("keyline-label", MFD_CLOEXEC));
    if (document.number() < 0 ||
        write(document.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        lseek(document.number(), 0, SEEK_SET) != 0) {
        return not_printed(order.printer, "no memory for the label", errno_text(errno));
    }
    return give_to_printer(order, document.number());
}

Status print_pdf(Station& station, const LabelOrder& order) {
    const auto path = station.setup().run_directory() / ("label-" + order.serial.text() + ".pdf");
    std::error_code ignored;
    std::filesystem::create_directories(station.setup().run_directory(), ignored);
    std::filesystem::remove(path, ignored); // of a print that was cut off
    if (auto written = write_label_pdf(order.serial, station.setup().label, path.string()); !written) {
        return written;
    }
    const Descriptor document(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::filesystem::remove(path, ignored);
    return document.number() < 0 ? Status(not_printed(order.printer, "the label is gone", errno_text(errno)))
                                 : give_to_printer(order, document.number());
}

Result<unsigned> check_may_have_label(Station& station, const SerialNumber& serial, const std::string& reason) {
    const auto printed = read_printed(station, serial);
    if (!printed) {
        return printed.failure();
    }
    if (!printed->passed) {
        return fail(ErrorCode::claim_state,
                    {{"serial", serial.text()}, {"state", "not passed here"}, {"action", "a label"}});
    }
    if (printed->copies > 0 || !reason.empty()) {
        if (auto given = check_reason(reason); !given) {
            return given.failure();
        }
    }
    return printed->copies;
}

// On record before there is one: a label that nobody knows of must not stick to a lock. The first detail names it.
Status make_on_record(Station& station, AuditEvent event, const std::string& reason,
                      const std::function<Status()>& make) {
    const auto copies = check_may_have_label(station, *event.serial, reason);
    if (!copies) {
        return copies.failure();
    }
    event.details.emplace_back("copy", std::to_string(*copies + 1));
    if (!reason.empty()) {
        event.details.emplace_back("reason", reason);
    }
    if (auto recorded = station.log().append(event); !recorded) {
        return recorded.failure();
    }
    Status made = make();
    if (!made) {
        event.event = "label.failed";
        event.details = {{"code", std::string(keyline::text_of(made.error().code))}, event.details.front()};
        if (auto recorded = station.log().append(event); !recorded) {
            return recorded.failure();
        }
    }
    return made;
}

} // namespace

Status print_label(Station& station, const LabelOrder& order) {
    if (!is_printer_name(order.printer)) {
        return not_printed(order.printer, "this is no printer's name");
    }
    AuditEvent event{"label.printed", {}, {}, {}, order.serial, {}, {}};
    event.details = {{"printer", order.printer}, {"format", std::string(text_of(order.format))}};
    return make_on_record(station, std::move(event), order.reason, [&] {
        return order.format == LabelSetup::Format::zpl ? print_zpl(order, station.setup().label)
                                                       : print_pdf(station, order);
    });
}

Status write_label(Station& station, const LabelFile& file) {
    std::error_code error;
    const std::filesystem::path path = std::filesystem::absolute(file.path, error);
    if (std::filesystem::exists(path, error)) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "is there already"}});
    }
    AuditEvent event{"label.written", {}, {}, {}, file.serial, {}, {}};
    event.details = {{"format", std::string(text_of(file.format))}};
    const LabelSetup& setup = station.setup().label;
    return make_on_record(station, std::move(event), file.reason, [&] {
        return file.format == LabelSetup::Format::zpl ? write_file_durably(path, zpl_of(file.serial, setup))
                                                      : write_label_pdf(file.serial, setup, path.string());
    });
}

} // namespace keyline::app
