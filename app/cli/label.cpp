// keyline label: the label of a unit that has passed, to a printer, as PDF or in ZPL.
#include "app/label.h"
#include "app/cli/commands.h"
#include "app/cli/people.h"

namespace keyline::app {

namespace {

struct LabelOptions {
    std::string serial;
    std::string pdf;
    std::string zpl;
    std::string printer;
    std::string reason;
};

Result<ExitCode> write(Station& station, const SerialNumber& serial, const LabelOptions& options, Output& out) {
    const bool is_pdf = !options.pdf.empty();
    const std::string& path = is_pdf ? options.pdf : options.zpl;
    const auto format = is_pdf ? LabelSetup::Format::pdf : LabelSetup::Format::zpl;
    if (auto written = write_label(station, {serial, path, format, options.reason}); !written) {
        return written.failure();
    }
    (void)station.deliver(); // its entry; it stays in the log until the key service answers
    out.event({"label.written", {}, serial, {}, {}, {{"file", path}}});
    out.text(serial.text() + ": its label is in " + path);
    return ExitCode::success;
}

Result<ExitCode> run(Station& station, const LabelOptions& options, Output& out) {
    const auto serial = SerialNumber::parse(options.serial);
    if (!serial) {
        return serial.failure();
    }
    if (!options.pdf.empty() || !options.zpl.empty()) {
        return write(station, *serial, options, out);
    }
    const LabelSetup& setup = station.setup().label;
    const std::string printer = options.printer.empty() ? setup.printer : options.printer;
    if (printer.empty()) {
        return fail(ErrorCode::usage,
                    {{"reason", "name a printer (--printer, or [label] in station.toml), or a file"}});
    }
    if (auto printed = print_label(station, {*serial, printer, setup.format, options.reason}); !printed) {
        return printed.failure();
    }
    (void)station.deliver(); // its entry; it stays in the log until the key service answers
    out.event({"label.printed", {}, *serial, {}, {}, {{"printer", printer}}});
    out.text(serial->text() + ": its label is with the printer " + printer);
    return ExitCode::success;
}

} // namespace

void add_label(CommandLine& line) {
    auto* label = line.app.add_subcommand("label", "The label of a unit that has passed: DataMatrix and text");
    auto options = std::make_shared<LabelOptions>();
    label->add_option("SERIAL", options->serial, "Serial number, TTTT-DDDDDDDDDDDD")->required();
    auto* pdf = label->add_option("--pdf", options->pdf, "Into this new file, as PDF");
    auto* zpl = label->add_option("--zpl", options->zpl, "Into this new file, for a Zebra printer");
    auto* printer = label->add_option("--printer", options->printer,
                                      "To this printer, as CUPS names it; default: [label] printer of station.toml");
    label->add_option("--reason", options->reason, "Why once more; the second label of a unit needs it");
    pdf->excludes(zpl)->excludes(printer);
    zpl->excludes(printer);
    label->footer("Each label is on record: who, when, which printer, which copy, why.\nExamples:\n"
                  "  keyline label 0001-000000000017\n"
                  "  keyline label 0001-000000000017 --printer zebra --reason 'the first one is smeared'\n"
                  "  keyline label 0001-000000000017 --pdf label.pdf");
    label->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            return with_station(line, out, [&](Station& station) { return run(station, *options, out); });
        };
    });
}

} // namespace keyline::app
