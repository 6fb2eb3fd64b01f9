#include "db/entry_filter.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace keyline::db {

bool EntryFilter::matches(const Entry& entry) const {
    return (!order || entry.event.order == order) && (!lane || entry.event.lane == lane) &&
           (!since || entry.time >= *since) && (!until || entry.time < *until);
}

std::string text_of(const EntryFilter& filter) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (filter.order) {
        json["order"] = filter.order->text();
    }
    if (filter.lane) {
        json["lane"] = *filter.lane;
    }
    if (filter.since) {
        json["since"] = *filter.since;
    }
    if (filter.until) {
        json["until"] = *filter.until;
    }
    return json.dump();
}

Result<std::string> parse_moment(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    constexpr std::size_t day_size = 10;
    const auto malformed = [&] {
        return fail(ErrorCode::value_malformed,
                    {{"value", std::string(text)}, {"reason", "a time is 2026-11-21 or 2026-11-21T01:10:55Z, UTC"}});
    };
    if (text.size() != form.size() && text.size() != day_size) {
        return malformed();
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !digit : text[i] != form[i]) {
            return malformed();
        }
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        unsigned value = 0;
        std::from_chars(text.data() + at, text.data() + at + digits, value);
        return value;
    };
    const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(number(0, 4))),
                                          std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)));
    const bool clock_ok = text.size() == day_size || (number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) < 60);
    if (!day.ok() || !clock_ok) {
        return malformed();
    }
    return std::string(text.substr(0, day_size)) + "T" +
           (text.size() == day_size ? "00:00:00" : std::string(text.substr(day_size + 1, 8))) + ".000Z";
}

} // namespace keyline::db
