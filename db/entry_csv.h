// Entries as lines of a spreadsheet: RFC 4180, UTF-8. What stands in a cell is never taken for a formula. For people to
// look at; what is proved are the entries' own bytes. Threads: values, no sharing.
#pragma once

#include "db/entry.h"

namespace keyline::db {

std::string csv_header(); // with the byte order mark that spreadsheets know UTF-8 by
std::string csv_line(const Entry& entry);

} // namespace keyline::db
