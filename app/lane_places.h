// Which port is which place of the fixture: found, given a lane's number, taken away again. station.toml is written
// anew, whole and durably, and says what it said before; a change is an entry of the log ("lane.assigned" {link},
// "lane.removed"). It counts from the next opening of the station. Threads: one at a time. Errors: lane_armed (the
// number or the port has a lane already: lane, serial as link), lane_unknown, fixture_io, config_invalid,
// station_unwritable, audit_*.
#pragma once

#include "app/station.h"

namespace keyline::app {

// Ports of this machine that no lane has, as links; by their lasting names where there are some.
Result<std::vector<std::string>> find_free_links(const StationSetup& setup);
std::vector<unsigned> free_places(const StationSetup& setup);

Status assign_lane(Station& station, unsigned number, const std::string& link);
Status remove_lane(Station& station, unsigned number);

} // namespace keyline::app
