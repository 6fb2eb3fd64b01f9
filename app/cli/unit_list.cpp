// keyline unit list: an order's units as the key service has them.
#include "app/cli/commands.h"

#include "app/records.h"

namespace keyline::app {

namespace {

struct ListArguments {
    std::string order;
    std::string state;
    std::string at;
};

struct Wanted {
    std::optional<ClaimState> state{};
    std::optional<StationId> station{};

    bool has(const Claim& claim) const {
        return (!state || claim.state == *state) && (!station || claim.station == *station);
    }
};

Result<Wanted> wanted_of(const ListArguments& arguments) {
    Wanted wanted;
    if (!arguments.state.empty()) {
        auto state = parse_claim_state(arguments.state);
        if (!state) {
            return state.failure();
        }
        wanted.state = *state;
    }
    if (!arguments.at.empty()) {
        auto station = StationId::parse(arguments.at);
        if (!station) {
            return station.failure();
        }
        wanted.station = *station;
    }
    return wanted;
}

void tell(const Claim& claim, Output& out) {
    const std::string state(text_of(claim.state));
    EventLine line{"unit", {}, claim.serial, {}, {}};
    line.more = {{"order", claim.order.text()},
                 {"uid", claim.uid.text()},
                 {"state", state},
                 {"held_from", claim.held_from ? Json(std::string(text_of(*claim.held_from))) : Json()},
                 {"station", claim.station.text()},
                 {"attempts", claim.attempts},
                 {"claim", claim.id.text()}};
    out.event(line);
    out.text(padded(claim.serial.text(), 19) + padded(state, 13) + padded(claim.uid.text(), 26) +
             padded(claim.station.text(), 14) + std::to_string(claim.attempts) +
             (claim.attempts == 1 ? " attempt" : " attempts") +
             (claim.held_from ? ", was " + std::string(text_of(*claim.held_from)) : ""));
}

Result<ExitCode> list_units(Station& station, const ListArguments& arguments, Output& out) {
    auto order = OrderId::parse(arguments.order);
    const auto wanted = order ? wanted_of(arguments) : Result<Wanted>(order.failure());
    if (!wanted) {
        return wanted.failure();
    }
    std::uint64_t all = 0;
    std::uint64_t told = 0;
    auto read = read_claims(station, *order, [&](const Claim& claim) {
        ++all;
        if (wanted->has(claim)) {
            ++told;
            tell(claim, out);
        }
    });
    if (!read) {
        return read.failure();
    }
    out.text(std::to_string(told) + " of the order's " + std::to_string(all) + " units");
    return ExitCode::success;
}

std::vector<std::string> state_names() {
    std::vector<std::string> names;
    for (const ClaimState state : claim_states) {
        names.emplace_back(text_of(state));
    }
    return names;
}

} // namespace

void add_unit_list(CLI::App& unit, CommandLine& line) {
    auto arguments = std::make_shared<ListArguments>();
    auto* command = unit.add_subcommand("list", "An order's units as the key service has them, by serial number");
    command->add_option("ORDER", arguments->order, "Its id, as WO-0001")->required();
    command->add_option("--state", arguments->state, "Only those; open: given out, and not at an end")
        ->check(CLI::IsMember(state_names()));
    command->add_option("--at", arguments->at, "Only those of this station")->type_name("STATION");
    command->footer("Examples:\n"
                    "  keyline unit list WO-0001 --state quarantined\n"
                    "  keyline unit list WO-0001 --at line2 --json");
    command->callback([&line, arguments] {
        line.run = [&line, arguments](Output& out) {
            return with_station(line, out, [&](Station& station) { return list_units(station, *arguments, out); });
        };
    });
}

} // namespace keyline::app
