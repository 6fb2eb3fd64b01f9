#include "app/station/models/shift_figures.h"

#include <algorithm>

namespace keyline::station {

void ShiftFigures::count(Outcome outcome, Time at) {
    first_ = first_.value_or(at);
    switch (outcome) {
    case Outcome::passed:
        ++passed_;
        passes_.push_back(at);
        break;
    case Outcome::failed:
        ++failed_;
        break;
    default:
        ++others_;
    }
    while (!passes_.empty() && at - passes_.front() > rate_window) {
        passes_.pop_front();
    }
}

std::optional<double> ShiftFigures::yield() const {
    const std::uint64_t decided = passed_ + failed_;
    return decided == 0 ? std::nullopt : std::optional(static_cast<double>(passed_) / static_cast<double>(decided));
}

std::optional<double> ShiftFigures::per_hour(Time now) const {
    const auto stretch = std::min<std::chrono::steady_clock::duration>(now - first_.value_or(now), rate_window);
    if (stretch < rate_after) {
        return std::nullopt;
    }
    std::size_t passes = 0;
    for (const Time pass : passes_) {
        passes += now - pass <= stretch ? 1U : 0U;
    }
    return static_cast<double>(passes) / std::chrono::duration<double, std::ratio<3'600>>(stretch).count();
}

} // namespace keyline::station
