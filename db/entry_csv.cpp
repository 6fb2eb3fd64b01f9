#include "db/entry_csv.h"

#include <algorithm>

namespace keyline::db {

namespace {
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view line_end = "\r\n";

// A cell that begins like a formula is told by an apostrophe to be a text.
std::string cell(std::string_view text) {
    constexpr std::string_view formula_begins = "=+-@\t\r";
    constexpr std::string_view quoted_for = "\",\r\n";
    std::string value =
        !text.empty() && formula_begins.find(text.front()) != std::string_view::npos ? "'" : std::string();
    value += text;
    if (value.find_first_of(quoted_for) == std::string::npos) {
        return value;
    }
    std::string quoted = "\"";
    for (const char character : value) {
        quoted += character == '"' ? "\"\"" : std::string(1, character);
    }
    return quoted + "\"";
}

template <class Value>
std::string text_or_nothing(const std::optional<Value>& value) {
    return value ? value->text() : std::string();
}
} // namespace

std::string csv_header() {
    return std::string(byte_order_mark) + "seq,time,station,operator,event,lane,order,claim,unit,uid,code,details" +
           std::string(line_end);
}

std::string csv_line(const Entry& entry) {
    const AuditEvent& event = entry.event;
    std::string code;
    std::string details;
    for (const auto& [name, value] : event.details) {
        if (name == "code") {
            code = value;
            continue;
        }
        details += (details.empty() ? "" : "; ") + name + "=" + value;
    }
    std::string line = std::to_string(entry.seq);
    for (const std::string& text :
         {entry.time, entry.writer.station, entry.writer.operator_name, event.event,
          event.lane ? std::to_string(*event.lane) : std::string(), text_or_nothing(event.order),
          text_or_nothing(event.claim), text_or_nothing(event.serial), text_or_nothing(event.uid), code, details}) {
        line += "," + cell(text);
    }
    return line + std::string(line_end);
}

} // namespace keyline::db
