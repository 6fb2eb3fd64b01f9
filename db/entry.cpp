#include "db/entry.h"

#include <algorithm>
#include <array>
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

// Fills an Entry while the bytes are read: a log of millions is verified entry by entry, and a tree of values for each
// would cost more than all the rest. A field that stands twice is refused: readers would differ on which one counts.
class EntryReader {
  public:
    Result<Entry> read(std::string_view bytes) {
        const bool parsed = Json::sax_parse(bytes.begin(), bytes.end(), this);
        if (!reason_.empty()) {
            return malformed(std::move(reason_));
        }
        if (!parsed || !is_object_) {
            return malformed("not a JSON object");
        }
        if (!seen(Field::seq)) {
            return malformed("field seq");
        }
        if (entry_.event.event.empty()) {
            return malformed("field event is missing");
        }
        return std::move(entry_);
    }

    // What nlohmann's parser calls; false stops it.
    bool start_object(std::size_t /*elements*/) {
        ++depth_;
        if (depth_ == 1) {
            is_object_ = true;
            return true;
        }
        if (depth_ == 2 && field_ == Field::details) {
            in_details_ = true;
            return true;
        }
        return overlooked();
    }
    bool end_object() {
        --depth_;
        in_details_ = in_details_ && depth_ > 1;
        return true;
    }
    bool start_array(std::size_t /*elements*/) {
        ++depth_;
        return depth_ > 1 && overlooked();
    }
    bool end_array() {
        --depth_;
        return true;
    }
    bool key(std::string& name) {
        if (in_details_) {
            return begin_detail(std::move(name));
        }
        if (depth_ == 1) {
            field_ = field_named(name);
            if (field_ != Field::unknown && seen(field_)) {
                return refuse("field " + name + " stands twice");
            }
            seen_ |= bit(field_);
        }
        return true;
    }
    bool string(std::string& text);
    bool number_unsigned(std::uint64_t value);
    bool null() { return overlooked(); }
    bool boolean(bool /*value*/) { return overlooked(); }
    bool number_integer(std::int64_t /*value*/) { return overlooked(); }
    bool number_float(double /*value*/, const std::string& /*text*/) { return overlooked(); }
    bool binary(Json::binary_t& /*value*/) { return overlooked(); }
    bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const nlohmann::detail::exception& /*error*/) {
        return false;
    }

  private:
    enum class Field { seq, time, station, operator_name, event, lane, order, claim, unit, uid, details, unknown };
    static constexpr std::array<std::string_view, 11> names{"seq",   "time",  "station", "operator", "event",  "lane",
                                                            "order", "claim", "unit",    "uid",      "details"};

    static Field field_named(std::string_view name) {
        const auto found = std::find(names.begin(), names.end(), name);
        return static_cast<Field>(found - names.begin());
    }
    static constexpr unsigned bit(Field field) { return 1U << static_cast<unsigned>(field); }
    bool seen(Field field) const { return (seen_ & bit(field)) != 0; }

    bool refuse(std::string reason) {
        reason_ = std::move(reason);
        return false;
    }
    // A value of another kind than its field has: of no matter where the field is unknown.
    bool overlooked() {
        if (in_details_) {
            return refuse("a detail is not a text");
        }
        if (field_ == Field::unknown) {
            return depth_ > 0; // not the whole line
        }
        return refuse("field " + std::string(names[static_cast<std::size_t>(field_)]));
    }
    bool begin_detail(std::string name) {
        auto& details = entry_.event.details;
        const auto same = [&](const auto& detail) { return detail.first == name; };
        if (std::any_of(details.begin(), details.end(), same)) {
            return refuse("a detail stands twice");
        }
        details.emplace_back(std::move(name), std::string());
        return true;
    }
    template <class T>
    bool take(Result<T> value, std::optional<T>& into) {
        if (!value) {
            return overlooked();
        }
        into = std::move(*value);
        return true;
    }

    Entry entry_;
    std::string reason_; // why it is refused
    std::size_t depth_ = 0;
    Field field_ = Field::unknown; // of depth 1, which a value belongs to
    unsigned seen_ = 0;
    bool is_object_ = false;
    bool in_details_ = false;
};

bool EntryReader::string(std::string& text) {
    AuditEvent& event = entry_.event;
    if (in_details_) {
        event.details.back().second = std::move(text);
        return true;
    }
    switch (field_) {
    case Field::time:
        entry_.time = std::move(text);
        return true;
    case Field::station:
        entry_.writer.station = std::move(text);
        return true;
    case Field::operator_name:
        entry_.writer.operator_name = std::move(text);
        return true;
    case Field::event:
        event.event = std::move(text);
        return true;
    case Field::order:
        return take(OrderId::parse(text), event.order);
    case Field::claim:
        return take(ClaimId::parse(text), event.claim);
    case Field::unit:
        return take(SerialNumber::parse(text), event.serial);
    case Field::uid:
        return take(ChipUid::parse(text), event.uid);
    default:
        return overlooked();
    }
}

bool EntryReader::number_unsigned(std::uint64_t value) {
    if (field_ == Field::seq && !in_details_) {
        entry_.seq = value;
        return true;
    }
    if (field_ == Field::lane && !in_details_ && value <= std::numeric_limits<unsigned>::max()) {
        entry_.event.lane = static_cast<unsigned>(value);
        return true;
    }
    return overlooked();
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
    return EntryReader().read(bytes);
}

} // namespace keyline::db
