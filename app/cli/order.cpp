// keyline order create, list, show.
#include "app/cli/commands.h"

#include <array>
#include <ctime>

namespace keyline::app {

namespace {

struct CreateOptions {
    std::string profile;
    std::string first;
    std::string last;
    std::uint64_t quota = 0;
    std::uint64_t attempts = 0;
    std::string expires;
};

std::string date_text(std::int64_t unix_s) {
    return utc_text(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
}

// "2026-12-31": the order can be used until the end of that day, UTC.
Result<std::int64_t> parse_date(const std::string& text) {
    std::tm date{};
    const char* rest = strptime(text.c_str(), "%Y-%m-%d", &date);
    const int day = date.tm_mday; // timegm makes the 31st of February a day in March
    const std::int64_t unix_s = timegm(&date);
    if (rest == nullptr || *rest != '\0' || date.tm_mday != day) {
        return fail(ErrorCode::usage, {{"reason", "--expires takes a date as 2026-12-31"}});
    }
    constexpr std::int64_t day_s = 86'400;
    return unix_s + day_s;
}

Json to_json(const WorkOrder& order) {
    const OrderCounts& counts = order.counts;
    return {{"order", order.id.text()},
            {"id", order.id.text()},
            {"profile", order.profile.name.text()},
            {"device_type", order.profile.device_type.text()},
            {"first", order.first.text()},
            {"last", order.last.text()},
            {"quota", order.quota},
            {"remaining", order.remaining()},
            {"attempts", counts.attempts},
            {"attempt_limit", order.attempt_limit},
            {"issued", counts.issued},
            {"outstanding", counts.outstanding},
            {"passed", counts.passed},
            {"failed", counts.failed},
            {"quarantined", counts.quarantined},
            {"expires", order.expires_unix_s ? Json(date_text(*order.expires_unix_s)) : Json()},
            {"kg", order.kg.text()}};
}

void print(Output& out, const std::string& event, const WorkOrder& order) {
    out.event({event, {}, {}, {}, {}, to_json(order)});
    out.text("Order " + order.id.text() + "  profile " + order.profile.name.text() + ", " + order.first.text() +
             " to " + order.last.text());
    out.text("  quota " + std::to_string(order.quota) + ": passed " + std::to_string(order.counts.passed) +
             ", outstanding " + std::to_string(order.counts.outstanding) + ", quarantined " +
             std::to_string(order.counts.quarantined) + ", remaining " + std::to_string(order.remaining()));
    out.text("  failed " + std::to_string(order.counts.failed) + ", attempts " + std::to_string(order.counts.attempts) +
             " of " + std::to_string(order.attempt_limit) + ", Kg " + order.kg.text() +
             (order.expires_unix_s ? ", until " + date_text(*order.expires_unix_s) : ""));
}

Result<NewOrder> parse_order(Station& station, const CreateOptions& options) {
    auto profile_name = ProfileName::parse(options.profile);
    if (!profile_name) {
        return profile_name.failure();
    }
    auto profile = read_profile(station.setup(), *profile_name);
    if (!profile) {
        return profile.failure();
    }
    auto first = SerialNumber::parse(options.first);
    if (!first) {
        return first.failure();
    }
    NewOrder order{*profile, *first, {}, options.quota, {}, {}};
    if (!options.last.empty()) {
        auto last = SerialNumber::parse(options.last);
        if (!last) {
            return last.failure();
        }
        order.last = *last;
    }
    if (options.attempts != 0) {
        order.attempt_limit = options.attempts;
    }
    if (!options.expires.empty()) {
        auto expires = parse_date(options.expires);
        if (!expires) {
            return expires.failure();
        }
        order.expires_unix_s = *expires;
    }
    return order;
}

Result<ExitCode> create_order(Station& station, const CreateOptions& options, Output& out) {
    auto asked = parse_order(station, options);
    if (!asked) {
        return asked.failure();
    }
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    auto order = (*keys)->create_order(*asked);
    if (!order) {
        return order.failure();
    }
    AuditEvent created{"order.created",
                       {},
                       order->id,
                       {},
                       {},
                       {},
                       {{"profile", order->profile.name.text()},
                        {"first", order->first.text()},
                        {"last", order->last.text()},
                        {"quota", std::to_string(order->quota)}}};
    if (auto recorded = station.record(std::move(created)); !recorded) {
        return recorded.failure();
    }
    print(out, "order.created", *order);
    out.text("Next: keyline --station " + station.setup().directory.string() + " provision --order " +
             order->id.text());
    return ExitCode::success;
}

Result<ExitCode> list_orders(Station& station, Output& out) {
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    auto orders = (*keys)->orders();
    if (!orders) {
        return orders.failure();
    }
    for (const WorkOrder& order : *orders) {
        print(out, "order", order);
    }
    if (orders->empty()) {
        out.text("There is no order yet. Make one: keyline order create --help");
    }
    return ExitCode::success;
}

Result<ExitCode> show_order(Station& station, const std::string& text, Output& out) {
    auto id = OrderId::parse(text);
    if (!id) {
        return id.failure();
    }
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    auto order = (*keys)->order(*id);
    if (!order) {
        return order.failure();
    }
    print(out, "order", *order);
    return ExitCode::success;
}

} // namespace

void add_order(CommandLine& line) {
    auto* command =
        line.app.add_subcommand("order", "Work orders: so many locks of one profile, from one range of numbers");
    command->require_subcommand(1);

    auto options = std::make_shared<CreateOptions>();
    auto* create = command->add_subcommand("create", "Make an order");
    create->add_option("--profile", options->profile, "profiles/NAME.toml of the station")->required();
    create->add_option("--first", options->first, "First serial number, TTTT-DDDDDDDDDDDD")->required();
    create->add_option("--quota", options->quota, "How many may pass")->required();
    create->add_option("--last", options->last, "Last serial number; default: as many as the quota");
    create->add_option("--attempts", options->attempts,
                       "Limit of attempts, retries included; default: twice the quota");
    create->add_option("--expires", options->expires, "Last day, as 2026-12-31 (UTC); default: never");
    create->footer("Example:\n  keyline order create --profile demo --first 0001-000000000001 --quota 20 --json");
    create->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            return with_station(line, out, [&](Station& station) { return create_order(station, *options, out); });
        };
    });

    auto* list = command->add_subcommand("list", "All orders of this station, with their counts");
    list->callback([&line] {
        line.run = [&line](Output& out) {
            return with_station(line, out, [&](Station& station) { return list_orders(station, out); });
        };
    });

    auto id = std::make_shared<std::string>();
    auto* show = command->add_subcommand("show", "One order");
    show->add_option("ORDER", *id, "Its id, as WO-0001")->required();
    show->callback([&line, id] {
        line.run = [&line, id](Output& out) {
            return with_station(line, out, [&](Station& station) { return show_order(station, *id, out); });
        };
    });
}

} // namespace keyline::app
