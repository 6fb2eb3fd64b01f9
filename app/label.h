// Labels: the serial number of a unit that has passed, as DataMatrix and as text, for a printer (CUPS), as PDF, or in
// ZPL. Each label that is given to a printer is announced in the log first ("label.printed" {printer, format, copy,
// reason}); one that the printer does not take is there too ("label.failed" {code, printer}). A second label of a unit
// needs a reason. Threads: any, one at a time for a unit. Errors: claim_state (it has not passed here), action_invalid
// (no reason), printer_failed {printer, reason}, file_io, audit_*.
#pragma once

#include "app/station.h"

namespace keyline::app {

// ZPL II: the printer makes the DataMatrix itself.
std::string zpl_of(const SerialNumber& serial, const LabelSetup& setup);
// By keyline-report; a file that is there is never replaced.
Status write_label_pdf(const SerialNumber& serial, const LabelSetup& setup, const std::string& path);

struct LabelOrder {
    SerialNumber serial;
    std::string printer; // as CUPS names it
    LabelSetup::Format format = LabelSetup::Format::pdf;
    std::string reason{}; // why once more
};
Status print_label(Station& station, const LabelOrder& order);

// A label more: has it passed, and if it has labels already, is there a reason? By this station's own record. Answers
// how many it has, files among them. claim_state, action_invalid.
Result<unsigned> check_may_have_label(Station& station, const SerialNumber& serial, const std::string& reason);

} // namespace keyline::app
