#include "app/clock_check.h"

namespace keyline::app {

Status ClockCheck::compare() {
    compared_ = station_.clock().monotonic();
    auto keys = station_.keys();
    auto offset = keys ? measure_clock_offset(**keys, station_.clock()) : Result<ClockOffset>(keys.failure());
    if (!offset) {
        return {};
    }
    last_ = check_clock_offset(*offset, station_.setup().key_service.clock_offset_ms_max);
    const bool is_news = !recorded_ || std::chrono::abs(offset->offset - *recorded_) >= change_ms_min;
    if (is_news || !last_) {
        if (auto recorded = record(*offset, last_); !recorded) {
            return recorded;
        }
    }
    return last_;
}

Status ClockCheck::look() {
    const auto step = steps_.look();
    if (step) {
        auto recorded = station_.log().append({"clock.stepped", {}, {}, {}, {}, {}, {{"step_s", seconds_text(*step)}}});
        if (!recorded) {
            return recorded.failure();
        }
    }
    const bool due = step || !compared_ || station_.clock().monotonic() - *compared_ >= compare_every;
    return due ? compare() : last_;
}

Status ClockCheck::record(const ClockOffset& offset, const Status& agreed) {
    Error::Args details{{"code", agreed ? "ok" : std::string(text_of(agreed.error().code))},
                        {"offset_s", seconds_text(offset.offset)},
                        {"uncertainty_s", seconds_text(offset.uncertainty)}};
    recorded_ = offset.offset;
    auto recorded = station_.log().append({"clock.compared", {}, {}, {}, {}, {}, std::move(details)});
    return recorded ? Status() : Status(recorded.failure());
}

} // namespace keyline::app
