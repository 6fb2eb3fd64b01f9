#include "app/lane_places.h"

#include "fixtures/port_list.h"

#include <algorithm>

namespace keyline::app {

namespace {

constexpr std::string_view baud = "?baud=115200";

bool has_lane(const StationSetup& setup, const std::string& path) {
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(path, error);
    return std::any_of(setup.lanes.begin(), setup.lanes.end(), [&](const LaneSetup& lane) {
        return lane.link.kind == fixtures::LaneLink::Kind::serial &&
               std::filesystem::weakly_canonical(lane.link.path, error) == real;
    });
}

// As it is on the disk now: somebody may have changed it since it was opened.
Result<StationSetup> read_again(Station& station) {
    return read_station_setup(station.setup().directory);
}

Status write(Station& station, const StationSetup& setup, AuditEvent event) {
    if (auto written = write_station_setup(setup); !written) {
        return written;
    }
    return station.record(std::move(event));
}

} // namespace

Result<std::vector<std::string>> find_free_links(const StationSetup& setup) {
    const auto ports = fixtures::list_ports();
    if (!ports) {
        return ports.failure();
    }
    std::vector<std::string> links;
    for (const fixtures::PortInfo& port : *ports) {
        const std::string& path = port.by_id.empty() ? port.name : port.by_id;
        if (!has_lane(setup, path)) {
            links.push_back("serial://" + path + std::string(baud));
        }
    }
    return links;
}

std::vector<unsigned> free_places(const StationSetup& setup) {
    std::vector<unsigned> places;
    for (unsigned number = 1; number <= StationSetup::lane_number_max; ++number) {
        if (std::none_of(setup.lanes.begin(), setup.lanes.end(),
                         [&](const LaneSetup& lane) { return lane.number == number; })) {
            places.push_back(number);
        }
    }
    return places;
}

Status assign_lane(Station& station, unsigned number, const std::string& link) {
    auto setup = read_again(station);
    if (!setup) {
        return setup.failure();
    }
    const auto parsed = fixtures::LaneLink::parse(link, std::string(fixtures::LaneLink::default_framing(link)));
    if (!parsed) {
        return parsed.failure();
    }
    const auto places = free_places(*setup);
    if (std::find(places.begin(), places.end(), number) == places.end() || has_lane(*setup, parsed->path)) {
        return fail(ErrorCode::lane_armed, {{"lane", std::to_string(number)}, {"serial", link}});
    }
    setup->lanes.push_back({number, link, *parsed});
    std::sort(setup->lanes.begin(), setup->lanes.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    return write(station, *setup, {"lane.assigned", number, {}, {}, {}, {}, {{"link", link}}});
}

Status remove_lane(Station& station, unsigned number) {
    auto setup = read_again(station);
    if (!setup) {
        return setup.failure();
    }
    const auto lane = std::find_if(setup->lanes.begin(), setup->lanes.end(),
                                   [&](const LaneSetup& one) { return one.number == number; });
    if (lane == setup->lanes.end()) {
        return fail(ErrorCode::lane_unknown,
                    {{"lane", std::to_string(number)}, {"path", setup->config_path().string()}});
    }
    AuditEvent event{"lane.removed", number, {}, {}, {}, {}, {{"link", lane->link_text}}};
    setup->lanes.erase(lane);
    return write(station, *setup, std::move(event));
}

} // namespace keyline::app
