// ProductionRun: some lanes of a station at work on an order, each in a thread of its own, with the outbox beside them.
// One lane's fault never stops or slows another; a lane whose fixture fails is tried again until it is back. What it
// tells goes to a RunObserver; nothing is decided there.
// Threads: run() blocks its caller; stop_lane() and resume_lane() from any. The observer is called by one thread at a
// time, and may be slow: no lane waits for it.
#pragma once

#include "app/exit_code.h"
#include "app/lane_worker.h"
#include "app/station.h"
#include "provisioning/line/lane.h"
#include "provisioning/line/recovery.h"

#include <set>
#include <stop_token>

namespace keyline::app {

struct RunSummary {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t errors = 0;
    std::uint64_t aborted = 0;
    std::uint64_t quarantined = 0;
    std::chrono::milliseconds took{0};

    void count(Outcome outcome);
};

class RunObserver {
  public:
    virtual ~RunObserver() = default;
    virtual void on_started(const WorkOrder& order, const std::vector<LaneSetup>& lanes) = 0;
    virtual void on_interrupted(const Interrupted& interrupted) = 0;
    virtual void on_waiting(unsigned lane, LaneWaits what) = 0;
    virtual void on_unit(unsigned lane, const LockIdentity& lock, Resume resume) = 0;
    virtual void on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) = 0;
    virtual void on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) = 0;
    virtual void on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) = 0;
    // The lane's fixture has failed and is tried again (with the reason), is back, or a person has stopped the lane.
    virtual void on_lane_condition(unsigned lane, LaneCondition condition, const std::optional<Error>& reason) = 0;
    virtual void on_lane_ended(unsigned lane, const LaneReport& report) = 0;
    // The key service cannot be reached for reports and archiving: nothing is lost, it is tried again. Once each time
    // it changes.
    virtual void on_outbox(const std::optional<Error>& trouble) = 0;
    // The label of a unit that has passed is with the printer, or why not. Only where labels are printed.
    virtual void on_label(unsigned /*lane*/, const SerialNumber& /*serial*/, const std::optional<Error>& /*trouble*/) {}
};

struct RunOptions {
    OrderId order;
    std::vector<LaneSetup> lanes;                            // not empty
    std::optional<std::chrono::milliseconds> unit_wait_max;  // for a unit, or for a fixture that has failed
    std::function<fixtures::FrameTap*(unsigned lane)> tap{}; // who looks on; none: nobody
};

class ProductionRun {
  public:
    // Takes the lanes and opens their ports: all of them, or nothing is begun. Only a port that is not there is waited
    // for, when another one is.
    static Result<std::unique_ptr<ProductionRun>> create(Station& station, const RunOptions& options,
                                                         RunObserver& observer);
    ~ProductionRun();

    const WorkOrder& order() const;
    // How many units the order still allows.
    std::uint64_t remaining() const;
    // Until the work is done, every lane has ended, or a stop; units in work are finished first.
    RunSummary run(WorkSource& work, const std::stop_token& stop);
    // After its unit in work the lane is given back: another process may take it. The run goes on, and waits for the
    // lane to be resumed as long as there is work. lane_unknown.
    Status stop_lane(unsigned number);
    Status resume_lane(unsigned number);
    // The unit that stands there with its result is begun anew, as if it had been taken away and put back; nothing when
    // another stands there by then. lane_unknown.
    Status retry_unit(unsigned number, const ChipUid& uid);
    // The unit in work on that lane, if it is this one: nothing more is sent to it, it ends as aborted, and lock and
    // log resolve it when it is tried again (abortable_link.h). lane_unknown.
    Status abort_unit(unsigned number, const ChipUid& uid);
    // What went wrong, for the exit code; empty: all passed.
    const std::set<ExitCode>& exit_codes() const;

  private:
    struct State;
    explicit ProductionRun(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace keyline::app
