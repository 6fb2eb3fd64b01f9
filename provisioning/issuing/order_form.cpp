#include "provisioning/issuing/order_form.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace keyline {

namespace {

tl::unexpected<Error> invalid(std::string reason) {
    return fail(ErrorCode::order_invalid, {{"reason", std::move(reason)}});
}

std::string_view text_in(const Error::Args& form, std::string_view name) {
    const auto found = std::find_if(form.begin(), form.end(), [&](const auto& entry) { return entry.first == name; });
    return found == form.end() ? std::string_view() : std::string_view(found->second);
}

// None: left out.
template <class T>
Result<std::optional<T>> optional_in(const Error::Args& form, std::string_view name) {
    const std::string_view text = text_in(form, name);
    if (text.empty()) {
        return std::optional<T>();
    }
    auto value = [&] {
        if constexpr (std::is_same_v<T, std::uint64_t>) {
            return parse_order_number(name, text);
        } else {
            return T::parse(text);
        }
    }();
    if (!value) {
        return value.failure();
    }
    return std::optional<T>(*std::move(value));
}

template <class T>
Result<T> required_in(const Error::Args& form, std::string_view name) {
    auto value = optional_in<T>(form, name);
    if (!value) {
        return value.failure();
    }
    if (!*value) {
        return invalid(std::string(name) + " is missing");
    }
    return **std::move(value);
}

Result<std::vector<StationId>> stations_in(std::string_view text) {
    std::vector<StationId> stations;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        auto station = StationId::parse(text.substr(0, comma));
        if (!station) {
            return station.failure();
        }
        if (std::find(stations.begin(), stations.end(), *station) != stations.end()) {
            return invalid("a station is named twice");
        }
        stations.push_back(*std::move(station));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return stations;
}

Result<ProductProfile> profile_in(const Error::Args& form) {
    auto name = required_in<ProfileName>(form, "profile");
    if (!name) {
        return name.failure();
    }
    auto type = required_in<DeviceType>(form, "device_type");
    if (!type) {
        return type.failure();
    }
    auto table = required_in<std::uint64_t>(form, "table_size");
    if (!table) {
        return table.failure();
    }
    auto kg = optional_in<CheckValue>(form, "kg");
    if (!kg) {
        return kg.failure();
    }
    return ProductProfile{*name, *type, static_cast<std::size_t>(*table), std::string(text_in(form, "description")),
                          *kg};
}

} // namespace

Result<std::uint64_t> parse_order_number(std::string_view name, std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > INT64_MAX) {
        return invalid(std::string(name) + " must be a whole number");
    }
    return value;
}

Result<std::int64_t> parse_last_day(std::string_view text) {
    constexpr std::size_t date_characters = 10; // 2026-12-31
    const auto number = [&](std::size_t from, std::size_t count) {
        unsigned value = 0;
        const char* end = text.data() + from + count;
        const auto parsed = std::from_chars(text.data() + from, end, value);
        return parsed.ec == std::errc() && parsed.ptr == end ? value : 0;
    };
    if (text.size() == date_characters && text[4] == '-' && text[7] == '-') {
        const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(number(0, 4))),
                                              std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)));
        if (day.ok()) {
            const auto behind = std::chrono::sys_days(day) + std::chrono::days(1);
            return std::chrono::duration_cast<std::chrono::seconds>(behind.time_since_epoch()).count();
        }
    }
    return invalid("expires must be a day, as 2026-12-31");
}

std::string last_day_text(std::int64_t expires_unix_s) {
    const auto last =
        std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(expires_unix_s - 1)));
    const std::chrono::year_month_day day(last);
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return std::string(text, static_cast<std::size_t>(length));
}

Error::Args order_form(const NewOrder& order) {
    Error::Args form{{"profile", order.profile.name.text()},
                     {"device_type", order.profile.device_type.text()},
                     {"table_size", std::to_string(order.profile.table_size_bytes)},
                     {"first", order.first.text()},
                     {"quota", std::to_string(order.quota)}};
    if (!order.profile.description.empty()) {
        form.emplace_back("description", order.profile.description);
    }
    if (order.last) {
        form.emplace_back("last", order.last->text());
    }
    if (order.attempt_limit) {
        form.emplace_back("attempts", std::to_string(*order.attempt_limit));
    }
    if (order.expires_unix_s) {
        form.emplace_back("expires", last_day_text(*order.expires_unix_s));
    }
    if (order.profile.kg) {
        form.emplace_back("kg", order.profile.kg->text());
    }
    std::string stations;
    for (const StationId& station : order.stations) {
        stations += (stations.empty() ? "" : ",") + station.text();
    }
    if (!stations.empty()) {
        form.emplace_back("stations", stations);
    }
    return form;
}

Result<NewOrder> parse_order_form(const Error::Args& form) {
    auto profile = profile_in(form);
    if (!profile) {
        return profile.failure();
    }
    auto first = required_in<SerialNumber>(form, "first");
    if (!first) {
        return first.failure();
    }
    auto last = optional_in<SerialNumber>(form, "last");
    if (!last) {
        return last.failure();
    }
    auto quota = required_in<std::uint64_t>(form, "quota");
    if (!quota) {
        return quota.failure();
    }
    auto attempts = optional_in<std::uint64_t>(form, "attempts");
    if (!attempts) {
        return attempts.failure();
    }
    std::optional<std::int64_t> expires;
    if (const auto last_day = text_in(form, "expires"); !last_day.empty()) {
        auto parsed = parse_last_day(last_day);
        if (!parsed) {
            return parsed.failure();
        }
        expires = *parsed;
    }
    auto stations = stations_in(text_in(form, "stations"));
    if (!stations) {
        return stations.failure();
    }
    return NewOrder{*std::move(profile), *first, *last, *quota, *attempts, expires, *std::move(stations)};
}

} // namespace keyline
