// What an audit log says about production: yield, times by step, causes of failure, pace. Fed entry by entry, in order;
// memory grows with the units that have not passed, not with the log.
// Threads: values, no sharing. Source of the events: provisioning/unit_event.h.
#pragma once

#include "db/entry_filter.h"

#include <array>
#include <map>

namespace keyline::db {

// Times, kept as counts in classes that are 2 % wide: so percentiles are right to 1 %, of any number of them.
class TimeHistogram {
  public:
    void add(std::chrono::milliseconds time);
    std::uint64_t count() const { return count_; }
    // 0 < share <= 1; the middle of the class that holds it. 0 of none.
    std::chrono::milliseconds percentile(double share) const;

  private:
    std::map<int, std::uint64_t> classes_;
    std::uint64_t count_ = 0;
};

// The steps between a unit's durable events (DESIGN.md, "A unit's way"), and the whole way of one that was never
// interrupted.
enum class UnitStep { issue, write, prove, close, unit };
inline constexpr std::size_t unit_step_count = 5;
std::string_view text_of(UnitStep step); // "issue"

struct LogStatistics {
    std::uint64_t passed = 0;
    std::uint64_t passed_at_first = 0; // first pass: neither failed nor interrupted before
    std::uint64_t failed = 0;          // attempts
    std::uint64_t quarantined = 0;
    std::uint64_t aborted = 0;
    std::uint64_t refused = 0; // units that were not the order's
    std::uint64_t interrupted = 0;
    std::map<std::string, std::uint64_t> causes; // of all but passes, by error code
    std::array<TimeHistogram, unit_step_count> times;
    std::uint64_t lost = 0;               // units whose newest end is failed or quarantined
    std::chrono::milliseconds at_work{0}; // without pauses

    const TimeHistogram& times_of(UnitStep step) const { return times[static_cast<std::size_t>(step)]; }
    double passed_per_hour() const;  // of the time at work; 0 of none
    double first_pass_yield() const; // of the units that have come to an end; 0 of none
};

// Where nothing is on record for longer, nobody was at work.
inline constexpr std::chrono::minutes pause_min{5};

class StatisticsReader {
  public:
    explicit StatisticsReader(EntryFilter filter) : filter_(std::move(filter)) {}

    // value_malformed for a time that is none.
    Status add(const Entry& entry);
    LogStatistics finish() const; // so far

  private:
    using Time = std::chrono::sys_time<std::chrono::milliseconds>;
    struct Unit {
        UnitEventKind last = UnitEventKind::claiming;
        Time began;
        Time last_at;
        bool straight = true; // no failure and no interruption so far
    };

    void add_unit(UnitEventKind kind, const AuditEvent& event, Time time);
    void count_end(UnitEventKind kind, const AuditEvent& event);

    EntryFilter filter_;
    LogStatistics statistics_;
    std::map<ClaimId, Unit> units_; // not passed yet
    std::optional<Time> newest_;
};

} // namespace keyline::db
