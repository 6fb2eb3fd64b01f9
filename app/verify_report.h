// A verification report as keyd signed it: a C2SP signed note of two lines, its type and one line of JSON
// (app/keyd/verification.cpp). It can be checked without the station: by this, or by openssl as SECURITY.md shows.
// Threads: values. Errors: report_unsound {path, reason}, file_missing, file_io.
#pragma once

#include "provisioning/verification/returned_unit.h"

#include <filesystem>

namespace keyline::app {

struct VerifiedReport {
    Verdict verdict = Verdict::not_ours;
    std::string json; // the report's second line
    std::string signer;
    bool key_given = false;    // by whoever checks; else the report's own key counts, which says less
    bool entry_proved = false; // the unit's entry is in the report, and was signed
};

// `vkey`: the signer's, kept elsewhere, under whatever name: one key signs logs and reports; empty: the key that stands
// in the report.
Result<VerifiedReport> verify_report(const std::filesystem::path& path, const std::string& vkey);
Result<VerifiedReport> open_report(std::string_view note, const std::string& vkey, const std::string& name);

} // namespace keyline::app
