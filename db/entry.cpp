#include "db/entry.h"

#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

namespace keyline::db {

namespace {
using Json = nlohmann::ordered_json;

std::string time_text(std::chrono::system_clock::time_point time) {
    using namespace std::chrono;
    const auto ms = floor<milliseconds>(time);
    const auto day = floor<days>(ms);
    const year_month_day date(day);
    const hh_mm_ss clock(ms - day);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

tl::unexpected<Error> malformed(std::string reason) {
    return fail(ErrorCode::value_malformed, {{"reason", std::move(reason)}});
}

// A text field; none when it is not there.
Result<std::optional<std::string>> text_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) {
        return std::nullopt;
    }
    if (!found->is_string()) {
        return malformed(std::string("field ") + name + " is not a text");
    }
    return found->get<std::string>();
}

// A text field through the parse() of its type.
template <class T>
Status read(const Json& object, const char* name, Result<T> (*parse)(std::string_view), std::optional<T>& into) {
    const auto text = text_in(object, name);
    if (!text) {
        return text.failure();
    }
    if (!*text) {
        return {};
    }
    auto value = parse(**text);
    if (!value) {
        return malformed(std::string("field ") + name);
    }
    into = std::move(*value);
    return {};
}

Status read(const Json& object, const char* name, std::string& into) {
    auto text = text_in(object, name);
    if (!text) {
        return text.failure();
    }
    into = std::move(*text).value_or("");
    return {};
}

Status read_details(const Json& object, Error::Args& into) {
    const auto details = object.find("details");
    if (details == object.end()) {
        return {};
    }
    if (!details->is_object()) {
        return malformed("field details is not an object");
    }
    for (const auto& [name, value] : details->items()) {
        if (!value.is_string()) {
            return malformed("a detail is not a text");
        }
        into.emplace_back(name, value.get<std::string>());
    }
    return {};
}

Status read_event(const Json& object, AuditEvent& event) {
    if (const auto lane = object.find("lane"); lane != object.end()) {
        if (!lane->is_number_unsigned() || lane->get<std::uint64_t>() > std::numeric_limits<unsigned>::max()) {
            return malformed("field lane");
        }
        event.lane = lane->get<unsigned>();
    }
    for (const Status& status :
         {read(object, "event", event.event), read(object, "order", OrderId::parse, event.order),
          read(object, "claim", ClaimId::parse, event.claim), read(object, "unit", SerialNumber::parse, event.serial),
          read(object, "uid", ChipUid::parse, event.uid), read_details(object, event.details)}) {
        if (!status) {
            return status;
        }
    }
    return event.event.empty() ? Status(malformed("field event is missing")) : Status{};
}
} // namespace

Result<std::string> format_entry(std::uint64_t seq, std::chrono::system_clock::time_point time, const Writer& writer,
                                 const AuditEvent& event) {
    Json object;
    object["seq"] = seq;
    object["time"] = time_text(time);
    const auto put = [&object](const char* name, const std::string& text) {
        if (!text.empty()) {
            object[name] = text;
        }
    };
    put("station", writer.station);
    put("operator", writer.operator_name);
    put("event", event.event);
    if (event.lane) {
        object["lane"] = *event.lane;
    }
    put("order", event.order ? event.order->text() : "");
    put("claim", event.claim ? event.claim->text() : "");
    put("unit", event.serial ? event.serial->text() : "");
    put("uid", event.uid ? event.uid->text() : "");
    for (const auto& [name, value] : event.details) {
        object["details"].emplace(name, value); // of two with one name, the first
    }
    auto bytes = object.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (bytes.size() > entry_size_bytes_max) {
        return malformed("an entry of " + std::to_string(bytes.size()) + " bytes");
    }
    return bytes;
}

Result<Entry> parse_entry(std::string_view bytes) {
    if (bytes.size() > entry_size_bytes_max) {
        return malformed("too long");
    }
    const Json object = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!object.is_object()) {
        return malformed("not a JSON object");
    }
    const auto seq = object.find("seq");
    if (seq == object.end() || !seq->is_number_unsigned()) {
        return malformed("field seq");
    }
    Entry entry;
    entry.seq = seq->get<std::uint64_t>();
    for (const Status& status :
         {read(object, "time", entry.time), read(object, "station", entry.writer.station),
          read(object, "operator", entry.writer.operator_name), read_event(object, entry.event)}) {
        if (!status) {
            return status.failure();
        }
    }
    return entry;
}

} // namespace keyline::db
