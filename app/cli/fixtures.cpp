// keyline fixtures list, identify.
#include "app/cli/fixtures_lanes.h"
#include "app/cli/lane_list.h"
#include "fixtures/port_list.h"

namespace keyline::app {

namespace {

using SwdChoice = std::optional<fixtures::SwdProfile>;

constexpr const char* state_texts[] = {"blank", "token stored", "token and table stored", "closed", "captured"};

// None: not to be known without asking somebody else's machine.
std::optional<bool> is_present(const fixtures::LaneLink& link) {
    std::error_code error;
    switch (link.kind) {
    case fixtures::LaneLink::Kind::serial:
    case fixtures::LaneLink::Kind::unix_socket:
        return std::filesystem::exists(link.path, error);
    case fixtures::LaneLink::Kind::serial_usb:
        return fixtures::find_usb_port(link.path, link.usb_vendor, link.usb_product).has_value();
    case fixtures::LaneLink::Kind::tcp:
    case fixtures::LaneLink::Kind::swd:
        break;
    }
    return std::nullopt;
}

Result<ExitCode> list(Station& station, Output& out) {
    for (const LaneSetup& lane : station.setup().lanes) {
        EventLine line{"lane", lane.number, {}, {}, {}, {{"link", lane.link_text}, {"framing", lane.link.framing()}}};
        const std::optional<bool> there = is_present(lane.link);
        if (there) {
            line.more["present"] = *there;
        }
        out.event(line);
        out.text("lane " + std::to_string(lane.number) + "  " + lane.link_text +
                 (there.value_or(true) ? "" : "  (not there)"));
    }
    if (station.setup().lanes.empty()) {
        out.text("No lane is set up; add a [[lane]] to " + station.setup().config_path().string());
    }
    auto ports = fixtures::list_ports();
    if (!ports) {
        return ports.failure();
    }
    for (const fixtures::PortInfo& port : *ports) {
        EventLine line{"port", {}, {}, {}, {}};
        line.more = {{"name", port.name}, {"description", port.description}, {"by_id", port.by_id}};
        std::string text = "port " + port.name + "  " + port.description;
        if (port.usb) {
            const auto hex = [](std::uint16_t value) {
                return to_hex(ByteArray<2>{static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)});
            };
            line.more["usb"] = {
                {"vendor", hex(port.usb->vendor)}, {"product", hex(port.usb->product)}, {"serial", port.usb->serial}};
            text += "  USB " + hex(port.usb->vendor) + ":" + hex(port.usb->product) + " " + port.usb->serial;
        }
        out.event(line);
        out.text(text + (port.by_id.empty() ? "" : "\n     link = \"serial://" + port.by_id + "?baud=115200\""));
    }
    return ExitCode::success;
}

Result<LockIdentity> identify_lane(Station& station, const LaneSetup& lane, const SwdChoice& swd) {
    const auto place = take_lane(station, lane, swd);
    return place ? ready_lock(*place, station.clock()) : Result<LockIdentity>(place.failure());
}

void print(Output& out, unsigned lane, const LockIdentity& lock) {
    const char* state = state_texts[static_cast<std::size_t>(lock.state)];
    EventLine line{"lock", lane, lock.serial, {}, "ok"};
    line.more = {{"uid", lock.uid.text()},
                 {"hardware", lock.hardware},
                 {"firmware", lock.firmware},
                 {"device_type", lock.type.text()},
                 {"state", state},
                 {"kg", lock.kg.text()},
                 {"table_size_bytes", lock.table_size_bytes}};
    out.event(line);
    out.text("lane " + std::to_string(lane) + "  chip " + lock.uid.text() + "  " + lock.hardware + " " + lock.firmware +
             "\n        device type " + lock.type.text() + ", " + state + ", Kg " + lock.kg.text() + ", table " +
             std::to_string(lock.table_size_bytes) + " bytes" +
             (lock.serial ? "\n        serial number " + lock.serial->text() : ""));
}

Result<ExitCode> identify(Station& station, const std::vector<unsigned>& numbers, const std::string& profile,
                          Output& out) {
    auto chosen = choose_lanes(station, numbers, profile);
    if (!chosen) {
        return chosen.failure();
    }
    std::set<ExitCode> codes;
    for (const LaneSetup& lane : chosen->lanes) {
        auto lock = identify_lane(station, lane, chosen->swd);
        if (lock) {
            print(out, lane.number, *lock);
        } else if (lock.error().code == ErrorCode::lock_silent) {
            out.event({"lane.empty", lane.number, {}, {}, "lock.silent"});
            out.text("lane " + std::to_string(lane.number) + "  no lock answers");
            codes.insert(ExitCode::fixture);
        } else {
            out.note("lane " + std::to_string(lane.number) + ":");
            codes.insert(out.failure(lock.error()));
        }
    }
    return most_serious(codes);
}

} // namespace

void add_fixtures(CommandLine& line) {
    auto* command = line.app.add_subcommand("fixtures", "Lanes, ports, and the locks in them");
    command->require_subcommand(1);

    auto* list_command = command->add_subcommand("list", "The station's lanes, and this machine's serial ports");
    list_command->callback([&line] {
        line.run = [&line](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return list(station, out); }, Whose::nobody);
        };
    });

    auto lanes = std::make_shared<std::vector<unsigned>>();
    auto* identify_command = command->add_subcommand("identify", "Ask the locks who they are; changes nothing");
    add_lanes_option(*identify_command, *lanes, "Only these, as 1,3");
    auto profile = std::make_shared<std::string>();
    add_profile_option(*identify_command, *profile);
    identify_command->callback([&line, lanes, profile] {
        line.run = [&line, lanes, profile](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return identify(station, *lanes, *profile, out); }, Whose::nobody);
        };
    });
    add_fixtures_selftest(*command, line);
    add_fixtures_loopback(*command, line);
    add_fixtures_trace(*command, line);
}

} // namespace keyline::app
