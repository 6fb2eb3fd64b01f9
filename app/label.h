// Labels: the serial number of a unit that has passed, as DataMatrix and as text, for a printer (CUPS), as PDF, or in
// ZPL. Each is announced in the log first ("label.printed" {printer, format, copy, reason}, "label.written" {format,
// copy, reason}); one that came to nothing is there too ("label.failed" {code, printer or format}). A second label of a
// unit needs a reason. Threads: any, one at a time for a unit. Errors: claim_state (it has not passed here),
// action_invalid (no reason), printer_failed {printer, reason}, file_io, audit_*.
#pragma once

#include "app/station.h"

namespace keyline::app {

struct LabelOrder {
    SerialNumber serial;
    std::string printer; // as CUPS names it
    LabelSetup::Format format = LabelSetup::Format::pdf;
    std::string reason{}; // why once more
};
Status print_label(Station& station, const LabelOrder& order);

struct LabelFile {
    SerialNumber serial;
    std::filesystem::path path; // new: a file that is there is never replaced
    LabelSetup::Format format = LabelSetup::Format::pdf;
    std::string reason{};
};
Status write_label(Station& station, const LabelFile& file);

} // namespace keyline::app
