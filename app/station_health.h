// What production needs, asked all at once: each part tells its own trouble, so that one does not hide another.
// Threads: any. Blocks for as long as the key service's calls may take.
#pragma once

#include "app/clock_watch.h"
#include "app/station.h"

namespace keyline::app {

struct StationHealth {
    Result<KeyServiceInfo> service; // a trouble of its HSM has a code hsm_*
    Result<ClockOffset> clock;      // its own trouble, clock_apart too
    Result<std::uint64_t> entries;  // of the audit log
    Result<std::uint64_t> archived; // of these
    Status disk{};                  // room for the log: disk_low
};

StationHealth look_at(Station& station);

} // namespace keyline::app
