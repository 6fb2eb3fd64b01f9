// The actions records.claims and records.archive: what auditors read, page by page (app/records_wire.h). Where nobody
// has to log in, a station by itself reads about its own orders only. The first page of a reading is on record.
// Threads: one, at the start; the executors any.
#pragma once

#include "provisioning/people/action.h"
#include "provisioning/ports/archive.h"

namespace keyline::app {

// `archive` outlives them.
void add_records_handlers(ActionHandlers& handlers, Archive& archive);

} // namespace keyline::app
