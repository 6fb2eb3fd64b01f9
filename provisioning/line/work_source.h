// WorkSource: what the lanes have to do, handed out one unit at a time. Threads: any.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace keyline {

struct WorkTicket {
    std::optional<SerialNumber> serial; // none: the order's next
};

class WorkSource {
  public:
    virtual ~WorkSource() = default;
    // None: there is no more, or a stop was asked for. May wait for a scan.
    virtual std::optional<WorkTicket> take(unsigned lane, std::stop_token stop) = 0;
    virtual bool may_wait() const = 0;
    // The unit went away before anything was begun.
    virtual void give_back(const WorkTicket& ticket) = 0;
    // Nothing new will come any more, unless it is given back.
    virtual bool exhausted() = 0;
    // Exhausted, and no unit that was interrupted is waited for.
    bool finished() { return exhausted() && !has_interrupted(); }
    // A unit was refused before a serial number was used: does that count? False: there is no more to do.
    virtual bool take_refused() = 0;
    // The lane's unit has come to its result.
    virtual void unit_ended(unsigned /*lane*/) {}

    // A fixture that failed has stopped this unit in the middle: there is work as long as it has not come to its end.
    void unit_interrupted(unsigned lane, const ChipUid& uid);
    void unit_resumed(const ChipUid& uid); // nothing for one that was not interrupted
    void lane_given_up(unsigned lane);     // its units are waited for no longer

  private:
    bool has_interrupted();

    struct Interrupted {
        unsigned lane;
        ChipUid uid;
    };
    std::mutex mutex_;
    std::vector<Interrupted> interrupted_;
};

// So many units, of the order's next serial numbers.
class CountedWork final : public WorkSource {
  public:
    explicit CountedWork(std::uint64_t units) : units_left_(units) {}
    std::optional<WorkTicket> take(unsigned lane, std::stop_token stop) override;
    bool may_wait() const override { return false; }
    void give_back(const WorkTicket& ticket) override;
    bool exhausted() override;
    bool take_refused() override; // counts: a run for one unit ends with that unit

  private:
    std::mutex mutex_;
    std::uint64_t units_left_;
};

// Serial numbers in the order in which a scanner or a PLC sends them.
class ScannedWork final : public WorkSource {
  public:
    static constexpr std::size_t waiting_max = 1'024; // push() waits beyond

    // False: a stop was asked for.
    bool push(const SerialNumber& serial, std::stop_token stop);
    void close(); // nothing more will come
    std::optional<WorkTicket> take(unsigned lane, std::stop_token stop) override;
    bool may_wait() const override { return true; }
    void give_back(const WorkTicket& ticket) override;
    bool exhausted() override;
    bool take_refused() override { return true; } // the scan is for the next unit

  private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<SerialNumber> waiting_;
    bool closed_ = false;
};

} // namespace keyline
