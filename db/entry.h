// One entry of an audit log: a JSON object in one line, kept as the exact bytes that are hashed.
//   {"seq":7,"time":"2026-11-21T01:10:55.123Z","station":"S1","operator":"ann","event":"unit.issued","lane":1,
//    "order":"WO-0001","claim":"...","unit":"0001-000000000001","uid":"...","details":{...}}
// Fields, in this order: seq, time, station, operator, event, lane, order, claim, unit (the serial number), uid,
// details (texts by name). Those that have no value are left out. Threads: values, no sharing.
#pragma once

#include "provisioning/unit_event.h"

#include <chrono>

namespace keyline::db {

inline constexpr std::size_t entry_size_bytes_max = 16'384;

// Who writes a log; empty in keyd's own.
struct Writer {
    std::string station;
    std::string operator_name;
};

// Invalid UTF-8 is replaced. value_malformed for an entry of more than entry_size_bytes_max.
Result<std::string> format_entry(std::uint64_t seq, std::chrono::system_clock::time_point time, const Writer& writer,
                                 const AuditEvent& event);

struct Entry {
    std::uint64_t seq = 0;
    std::string time;
    Writer writer;
    AuditEvent event;
};

// value_malformed {reason}. Unknown fields are overlooked.
Result<Entry> parse_entry(std::string_view bytes);

} // namespace keyline::db
