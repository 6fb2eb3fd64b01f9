#include "app/recorded_run.h"

#include "app/clock_check.h"
#include "app/history_check.h"

namespace keyline::app {

Result<RunSummary> run_on_record(Station& station, const OrderId& order, const std::function<RunSummary()>& work) {
    if (auto recorded = station.log().append({"provision.started", {}, order, {}, {}, {}, {}}); !recorded) {
        return recorded.failure();
    }
    if (auto agreed = ClockCheck(station).compare(); !agreed) {
        return agreed.failure();
    }
    if (auto agreed = check_histories_agree(station); !agreed) {
        return agreed.failure();
    }
    const RunSummary summary = work();
    auto recorded = station.record({"provision.ended",
                                    {},
                                    order,
                                    {},
                                    {},
                                    {},
                                    {{"passed", std::to_string(summary.passed)},
                                     {"failed", std::to_string(summary.failed)},
                                     {"errors", std::to_string(summary.errors)},
                                     {"quarantined", std::to_string(summary.quarantined)}}});
    if (!recorded && kind_of(recorded.error().code) == ErrorKind::audit) {
        return recorded.failure();
    }
    return summary;
}

} // namespace keyline::app
