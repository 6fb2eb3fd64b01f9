// What a person decides about one unit at the line, with the session of who is logged in and a reason, on record at the
// key service and here. Only kinds that take no one-time code (unit.quarantine, unit.rework).
// Threads: one at a time. Errors: those of Administration::act; audit_*.
#pragma once

#include "app/station.h"

namespace keyline::app {

Result<ActionOutcome> decide_about_unit(Station& station, ActionKind kind, const SerialNumber& serial,
                                        const std::string& reason);

} // namespace keyline::app
