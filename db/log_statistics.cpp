#include "db/log_statistics.h"

#include <charconv>
#include <cmath>

namespace keyline::db {

namespace {

constexpr double class_width = 1.02;
constexpr std::array<std::string_view, unit_step_count> step_texts{"issue", "write", "prove", "close", "unit"};

// "2026-11-21T01:10:55.123Z", as format_entry() writes it.
Result<std::chrono::sys_time<std::chrono::milliseconds>> parse_time(std::string_view text) {
    const auto malformed = [&] { return fail(ErrorCode::value_malformed, {{"reason", "field time"}}); };
    constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
    if (text.size() != form.size()) {
        return malformed();
    }
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !digit : text[i] != form[i]) {
            return malformed();
        }
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + digits, value);
        return value;
    };
    const std::chrono::year_month_day day(std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2))));
    if (!day.ok()) {
        return malformed();
    }
    return std::chrono::sys_days(day) + std::chrono::hours(number(11, 2)) + std::chrono::minutes(number(14, 2)) +
           std::chrono::seconds(number(17, 2)) + std::chrono::milliseconds(number(20, 3));
}

// The step that a durable event ends, if the one before was the step's beginning.
std::optional<UnitStep> step_between(UnitEventKind from, UnitEventKind to) {
    using Kind = UnitEventKind;
    if (from == Kind::claiming && to == Kind::issued) {
        return UnitStep::issue;
    }
    if (from == Kind::writing && to == Kind::written) {
        return UnitStep::write;
    }
    if (from == Kind::written && to == Kind::proved) {
        return UnitStep::prove;
    }
    if (from == Kind::closing && to == Kind::closed) {
        return UnitStep::close;
    }
    return {};
}

std::string cause_of(const AuditEvent& event) {
    for (const auto& [name, value] : event.details) {
        if (name == "code") {
            return value;
        }
    }
    return "unknown";
}

} // namespace

std::string_view text_of(UnitStep step) {
    return step_texts.at(static_cast<std::size_t>(step));
}

void TimeHistogram::add(std::chrono::milliseconds time) {
    const double ms = std::max(0.0, static_cast<double>(time.count())); // a clock that was set back
    ++classes_[static_cast<int>(std::floor(std::log(ms + 1) / std::log(class_width)))];
    ++count_;
}

std::chrono::milliseconds TimeHistogram::percentile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    std::uint64_t passed_by = 0;
    for (const auto& [number, count] : classes_) {
        passed_by += count;
        if (passed_by >= wanted) {
            return std::chrono::milliseconds(std::llround(std::pow(class_width, number + 0.5) - 1));
        }
    }
    return std::chrono::milliseconds(0);
}

double LogStatistics::passed_per_hour() const {
    const double hours = std::chrono::duration<double, std::ratio<3600>>(at_work).count();
    return hours > 0 ? static_cast<double>(passed) / hours : 0;
}

double LogStatistics::first_pass_yield() const {
    const auto ended = passed + lost;
    return ended > 0 ? static_cast<double>(passed_at_first) / static_cast<double>(ended) : 0;
}

Status StatisticsReader::add(const Entry& entry) {
    const auto time = parse_time(entry.time);
    if (!time) {
        return time.failure();
    }
    const AuditEvent& event = entry.event;
    const auto kind = parse_unit_event_kind(event.event);
    if (!kind || !filter_.matches(entry)) {
        return {};
    }
    add_unit(*kind, event, *time);
    if (newest_ && *time > *newest_ && *time - *newest_ < pause_min) {
        statistics_.at_work += *time - *newest_;
    }
    newest_ = *time;
    return {};
}

LogStatistics StatisticsReader::finish() const {
    LogStatistics statistics = statistics_;
    for (const auto& [claim, unit] : units_) {
        statistics.lost += unit.last == UnitEventKind::failed || unit.last == UnitEventKind::quarantined ? 1 : 0;
    }
    return statistics;
}

void StatisticsReader::add_unit(UnitEventKind kind, const AuditEvent& event, Time time) {
    using Kind = UnitEventKind;
    if (kind == Kind::refused) {
        ++statistics_.refused;
        ++statistics_.causes[cause_of(event)];
        return;
    }
    if (!event.claim) {
        return;
    }
    auto [place, is_new] = units_.try_emplace(*event.claim, Unit{kind, time, time, true});
    Unit& unit = place->second;
    if (const auto step = step_between(unit.last, kind); step && !is_new) {
        statistics_.times[static_cast<std::size_t>(*step)].add(time - unit.last_at);
    }
    switch (kind) {
    case Kind::passed:
        ++statistics_.passed;
        if (unit.straight) {
            ++statistics_.passed_at_first;
            statistics_.times[static_cast<std::size_t>(UnitStep::unit)].add(time - unit.began);
        }
        units_.erase(place);
        return;
    case Kind::failed:
    case Kind::quarantined:
    case Kind::aborted:
    case Kind::interrupted:
        count_end(kind, event);
        unit.straight = false;
        break;
    default:
        break;
    }
    unit.last = kind;
    unit.last_at = time;
}

void StatisticsReader::count_end(UnitEventKind kind, const AuditEvent& event) {
    ++(kind == UnitEventKind::failed        ? statistics_.failed
       : kind == UnitEventKind::quarantined ? statistics_.quarantined
       : kind == UnitEventKind::aborted     ? statistics_.aborted
                                            : statistics_.interrupted);
    ++statistics_.causes[cause_of(event)];
}

} // namespace keyline::db
