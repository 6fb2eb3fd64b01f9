// ArmedWork: serial numbers by lane. A scan arms one lane, and the next new unit of that lane gets the number: what is
// printed on the label and what stands in the place cannot be confused. Threads: any.
#pragma once

#include "provisioning/line/work_source.h"

#include <map>
#include <vector>

namespace keyline {

class ArmedWork final : public WorkSource {
  public:
    explicit ArmedWork(const std::vector<unsigned>& lanes);

    // The lane that is named, or the one whose turn it is; answers which. serial_on_other_lane {serial, lane}: it is
    // armed, or in work (a label that was scanned twice). lane_armed {lane, serial}: another number waits there
    // already. lanes_busy: every lane has its number. lane_unknown.
    Result<unsigned> arm(const SerialNumber& serial, std::optional<unsigned> lane = {});
    // Takes the number back, as long as its unit has not begun.
    std::optional<SerialNumber> disarm(unsigned lane);
    // Where the next scan goes: a lane whose unit waits for it, the longest first, then the first free one.
    std::optional<unsigned> next_lane();
    std::optional<SerialNumber> armed(unsigned lane);
    void close(); // nothing more will come

    std::optional<WorkTicket> take(unsigned lane, std::stop_token stop) override;
    bool may_wait() const override { return true; }
    void give_back(const WorkTicket& ticket) override;
    bool exhausted() override;
    bool take_refused() override { return true; } // the number is for the next unit
    void unit_ended(unsigned lane) override;

  private:
    struct Place {
        std::optional<SerialNumber> armed{};
        std::optional<SerialNumber> in_work{};
        std::optional<std::uint64_t> waits_since{}; // its unit is there; in the order of their coming
    };
    std::optional<unsigned> find_next() const;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<unsigned, Place> places_;
    std::uint64_t waits_ = 0;
    bool closed_ = false;
};

} // namespace keyline
