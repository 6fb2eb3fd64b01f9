// Reading an order's records at the key service, page by page, with the session of who is logged in (ports: the actions
// records.claims and records.archive). Threads: one. Errors: those of Administration::act; stopped.
#pragma once

#include "app/station.h"

#include <functional>

namespace keyline::app {

// An action that only reads: done at once, with the session of who is logged in.
Result<ActionDone> ask_records(Station& station, const Action& action);

using EachClaim = std::function<void(const Claim&)>;
// The order's claims in the registry, by serial number.
Status read_claims(Station& station, const OrderId& order, const EachClaim& each);

// What the key service's own log has about a unit: each entry's exact bytes, oldest first.
Result<std::vector<std::string>> read_unit_record(Station& station, const SerialNumber& serial);

using EachEvent = std::function<void(const AuditEvent&)>;
// After each page; false stops.
using ReadProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;
// What the archive has of this order in the log of station `of`, in its order.
Status read_archived(Station& station, const OrderId& order, const StationId& of, const EachEvent& each,
                     const ReadProgress& progress);
// The station's own log, all of it.
Status read_own_log(Station& station, const EachEvent& each, const ReadProgress& progress);

} // namespace keyline::app
