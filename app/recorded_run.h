// A run with what belongs around it: its start and end on record, clocks compared, histories compared; the same for the
// command line and for the screen. Threads: the caller's, for as long as the work takes.
#pragma once

#include "app/production_run.h"

#include <functional>

namespace keyline::app {

// audit_*, clock_apart, key_service_answer: nothing is begun. audit_* when the end cannot be put on record.
Result<RunSummary> run_on_record(Station& station, const OrderId& order, const std::function<RunSummary()>& work);

} // namespace keyline::app
