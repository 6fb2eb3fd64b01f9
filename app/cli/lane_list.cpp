#include "app/cli/lane_list.h"

#include "app/station_setup.h"

#include <algorithm>
#include <charconv>

namespace keyline::app {

Result<std::vector<unsigned>> parse_lane_list(std::string_view text) {
    const auto refused = [&](const std::string& what) {
        return fail(ErrorCode::usage, {{"reason", what + "; write lanes as 1,3"}});
    };
    std::vector<unsigned> lanes;
    for (bool more = true; more;) {
        const auto comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        unsigned number = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error != std::errc() || end != part.data() + part.size() || number < 1 ||
            number > StationSetup::lane_number_max) {
            return refused("'" + std::string(part) + "' is no lane, 1 to " +
                           std::to_string(StationSetup::lane_number_max));
        }
        if (std::find(lanes.begin(), lanes.end(), number) != lanes.end()) {
            return refused("lane " + std::to_string(number) + " stands twice");
        }
        lanes.push_back(number);
        more = comma != std::string_view::npos;
        text.remove_prefix(more ? comma + 1 : text.size());
    }
    return lanes;
}

void add_lanes_option(CLI::App& command, std::vector<unsigned>& lanes, const std::string& description) {
    command
        .add_option_function<std::string>(
            "--lanes", [&lanes](const std::string& text) { lanes = parse_lane_list(text).value_or(std::move(lanes)); },
            description)
        ->check([](const std::string& text) {
            const auto parsed = parse_lane_list(text);
            return parsed ? std::string() : std::string(parsed.error().arg("reason"));
        });
}

} // namespace keyline::app
