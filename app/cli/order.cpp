// keyline order: work orders, and what people decide about them.
#include "app/cli/action_command.h"
#include "app/small_file.h"
#include "app/station_profile.h"
#include "fixtures/descriptor.h"
#include "provisioning/issuing/order_form.h"

#include <fcntl.h>
#include <unistd.h>

namespace keyline::app {

namespace {

struct CreateOptions {
    std::string profile;
    std::string first;
    std::string last;
    std::uint64_t quota = 0;
    std::uint64_t attempts = 0;
    std::string expires;
    std::string stations;
};

Json stations_of(const WorkOrder& order) {
    Json stations = Json::array();
    for (const StationId& station : order.stations) {
        stations.push_back(station.text());
    }
    return stations;
}

Json to_json(const WorkOrder& order) {
    Json json{{"order", order.id.text()},
              {"id", order.id.text()},
              {"profile", order.profile.name.text()},
              {"device_type", order.profile.device_type.text()},
              {"first", order.first.text()},
              {"last", order.last.text()},
              {"quota", order.quota},
              {"remaining", order.remaining()},
              {"attempt_limit", order.attempt_limit},
              {"state", std::string(text_of(order.state))},
              {"author", order.author.empty() ? Json() : Json(order.author)},
              {"stations", stations_of(order)},
              {"expires", order.expires_unix_s ? Json(time_text(*order.expires_unix_s)) : Json()},
              {"kg", order.kg.text()}};
    for (const auto& [name, count] : named(order.counts)) {
        json[name] = count;
    }
    return json;
}

// ", scrapped 2"; nothing for what there is none of.
std::string count_text(const char* name, std::uint64_t count) {
    return count == 0 ? std::string() : std::string(", ") + name + " " + std::to_string(count);
}

void print(Output& out, const std::string& event, const WorkOrder& order) {
    const OrderCounts& counts = order.counts;
    out.event({event, {}, {}, {}, {}, to_json(order)});
    out.text("Order " + order.id.text() + "  " + std::string(text_of(order.state)) + ", profile " +
             order.profile.name.text() + ", " + order.first.text() + " to " + order.last.text());
    out.text("  quota " + std::to_string(order.quota) + ": passed " + std::to_string(counts.passed) + ", outstanding " +
             std::to_string(counts.outstanding) + ", quarantined " + std::to_string(counts.quarantined) +
             ", remaining " + std::to_string(order.remaining()));
    out.text("  failed " + std::to_string(counts.failed) + count_text("in rework", counts.rework) +
             count_text("scrapped", counts.scrapped) + count_text("given up for a new key", counts.superseded) +
             ", attempts " + std::to_string(counts.attempts) + " of " + std::to_string(order.attempt_limit) + ", Kg " +
             order.kg.text() +
             (order.expires_unix_s ? ", last day " + last_day_text(*order.expires_unix_s) : std::string()));
}

Result<Action> creation_of(Station& station, const CreateOptions& options) {
    auto name = ProfileName::parse(options.profile);
    if (!name) {
        return name.failure();
    }
    auto profile = read_profile(station.setup(), *name);
    if (!profile) {
        return profile.failure();
    }
    Error::Args args{{"profile", name->text()},
                     {"device_type", profile->device_type.text()},
                     {"table_size", std::to_string(profile->table_size_bytes)},
                     {"first", options.first},
                     {"quota", std::to_string(options.quota)}};
    const std::pair<const char*, std::string> optional[] = {
        {"description", profile->description},
        {"last", options.last},
        {"attempts", options.attempts == 0 ? std::string() : std::to_string(options.attempts)},
        {"expires", options.expires},
        {"stations", options.stations},
        {"kg", profile->kg ? profile->kg->text() : std::string()},
    };
    for (const auto& [option, value] : optional) {
        if (!value.empty()) {
            args.emplace_back(option, value);
        }
    }
    if (auto form = parse_order_form(args); !form) { // a mistake is told before anybody is asked for anything
        return form.failure();
    }
    return Action{ActionKind::order_create, std::move(args), {}};
}

Result<WorkOrder> order_by_text(Station& station, std::string_view text) {
    auto id = OrderId::parse(text);
    if (!id) {
        return id.failure();
    }
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    return (*keys)->order(*id);
}

// The order that an action has made, with what comes next.
Result<ExitCode> print_made(Station& station, const ActionOutcome& outcome, Output& out) {
    const Error::Args& made = outcome.done.value().details;
    const auto id = std::find_if(made.begin(), made.end(), [](const auto& entry) { return entry.first == "order"; });
    auto order = order_by_text(station, id == made.end() ? std::string_view() : std::string_view(id->second));
    if (!order && order.error().code == ErrorCode::order_other_station) { // made for others, and made all the same
        out.event({"order.created", {}, {}, {}, {}, json_of(made)});
        out.text("Order " + id->second + " is made, for other stations");
        return ExitCode::success;
    }
    if (!order) {
        return order.failure();
    }
    print(out, "order.created", *order);
    const std::string keyline = "keyline --station " + station.setup().directory.string();
    out.text(order->state == OrderState::draft
                 ? "Next, by somebody else: " + keyline + " order release " + order->id.text() + " --reason ..."
                 : "Next: " + keyline + " provision --order " + order->id.text());
    return ExitCode::success;
}

Result<ExitCode> create_order(Station& station, PeopleOptions& people, const CreateOptions& options, Output& out) {
    auto action = creation_of(station, options);
    if (!action) {
        return action.failure();
    }
    auto outcome = act(station, people, *action);
    return outcome ? print_made(station, *outcome, out) : outcome.failure();
}

Result<ExitCode> import_order(Station& station, PeopleOptions& people, const std::string& path,
                              const std::string& stations, Output& out) {
    const auto document = read_small_input(path, action_document_bytes_max);
    if (!document) {
        return document.failure();
    }
    Action action{ActionKind::order_import, {}, {}, Bytes(document->begin(), document->end())};
    if (!stations.empty()) {
        action.args.emplace_back("stations", stations);
    }
    auto outcome = act(station, people, action);
    return outcome ? print_made(station, *outcome, out) : outcome.failure();
}

// Never over anything that is there.
Status write_new_file(const std::string& path, std::string_view text) {
    const fixtures::Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (file.number() < 0 || write(file.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        fsync(file.number()) != 0) {
        const std::string cause = errno_text(errno);
        if (file.number() >= 0) {
            unlink(path.c_str());
        }
        return fail(ErrorCode::file_io, {{"path", path}, {"reason", "cannot be written"}}, cause);
    }
    return {};
}

Result<ExitCode> export_order(Station& station, PeopleOptions& people, const std::string& order,
                              const std::string& path, Output& out) {
    Action action{ActionKind::order_export, {{"order", order}}, {}};
    auto outcome = act(station, people, action);
    if (!outcome) {
        return outcome.failure();
    }
    const Bytes& file = outcome->done.value().document;
    const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
    if (auto written = write_new_file(path, text); !written) {
        return written.failure();
    }
    out.event({"order.exported", {}, {}, {}, {}, {{"order", order}, {"file", path}}});
    out.text("Order " + order + " is in " + path + ", signed");
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

Result<ExitCode> show_order(Station& station, const std::string& id, Output& out) {
    auto order = order_by_text(station, id);
    if (!order) {
        return order.failure();
    }
    print(out, "order", *order);
    return ExitCode::success;
}

void add_create(CLI::App& command, CommandLine& line) {
    auto options = std::make_shared<CreateOptions>();
    auto* create = command.add_subcommand("create", "Make an order: a draft, when people log in");
    create->add_option("--profile", options->profile, "profiles/NAME.toml of the station")->required();
    create->add_option("--first", options->first, "First serial number, TTTT-DDDDDDDDDDDD")->required();
    create->add_option("--quota", options->quota, "How many may pass")->required();
    create->add_option("--last", options->last, "Last serial number; default: as many as the quota");
    create->add_option("--attempts", options->attempts,
                       "Limit of attempts, retries included; default: twice the quota");
    create->add_option("--expires", options->expires, "Last day, as 2026-12-31 (UTC); default: never");
    create->add_option("--for", options->stations, "Stations that may work on it, with commas; default: this one");
    auto people = add_people_options(*create, Reason::optional);
    create->footer("Example:\n  keyline order create --profile demo --first 0001-000000000001 --quota 20 --json");
    create->callback([&line, options, people] {
        line.run = [&line, options, people](Output& out) {
            return with_station(line, out,
                                [&](Station& station) { return create_order(station, *people, *options, out); });
        };
    });
}

void add_import(CLI::App& command, CommandLine& line) {
    auto path = std::make_shared<std::string>();
    auto stations = std::make_shared<std::string>();
    auto* import_command = command.add_subcommand("import", "Make an order of a signed order file");
    import_command->add_option("FILE", *path, "Order file; - is stdin")->required();
    import_command->add_option("--for", *stations, "Stations that may work on it, with commas; default: the file's");
    auto people = add_people_options(*import_command, Reason::optional);
    import_command->footer(
        "Example:\n  keyline order import monday.order\nThe signer's vkey is in keyd.toml: [orders] trusted.");
    import_command->callback([&line, path, stations, people] {
        line.run = [&line, path, stations, people](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return import_order(station, *people, *path, *stations, out); });
        };
    });
}

void add_export(CLI::App& command, CommandLine& line) {
    auto order = std::make_shared<std::string>();
    auto file = std::make_shared<std::string>();
    auto* export_command = command.add_subcommand("export", "Write an order with its counts as a file that keyd signs");
    export_command->add_option("ORDER", *order, "Its id, as WO-0001")->required();
    export_command->add_option("--out", *file, "The file; default: ORDER.order");
    auto people = add_people_options(*export_command, Reason::optional);
    export_command->footer("Example:\n  keyline order export WO-0001 --out monday-done.order");
    export_command->callback([&line, order, file, people] {
        line.run = [&line, order, file, people](Output& out) {
            return with_station(line, out, [&](Station& station) {
                return export_order(station, *people, *order, file->empty() ? *order + ".order" : *file, out);
            });
        };
    });
}

} // namespace

void add_order(CommandLine& line) {
    auto* command =
        line.app.add_subcommand("order", "Work orders: so many locks of one profile, from one range of numbers");
    command->require_subcommand(1);

    add_create(*command, line);
    add_import(*command, line);
    add_export(*command, line);
    for (const ActionCommand& action : std::initializer_list<ActionCommand>{
             {ActionKind::order_release, "release", "Let a draft be worked on; by another person than its author",
              "keyline order release WO-0001 --reason 'checked against the contract'"},
             {ActionKind::order_extend, "extend", "More units, attempts, numbers or days; by two people",
              "keyline order extend WO-0001 --quota 600 --last 0001-000000000258 --reason 'the customer wants more'"},
             {ActionKind::order_close, "close", "End an order whose units are all at an end",
              "keyline order close WO-0001 --reason 'delivered'"}}) {
        add_action_command(*command, line, action);
    }

    auto* list = command->add_subcommand("list", "All orders of this station, with their counts");
    list->callback([&line] {
        line.run = [&line](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return list_orders(station, out); }, Whose::nobody);
        };
    });

    auto id = std::make_shared<std::string>();
    auto* show = command->add_subcommand("show", "One order");
    show->add_option("ORDER", *id, "Its id, as WO-0001")->required();
    show->callback([&line, id] {
        line.run = [&line, id](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return show_order(station, *id, out); }, Whose::nobody);
        };
    });
}

} // namespace keyline::app
