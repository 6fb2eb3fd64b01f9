// How `keyline provision` shows a run: JSON Lines, a line for each lane on a terminal, or plain lines.
// Threads: ProductionRun calls it from one thread at a time.
#pragma once

#include "app/cli/output.h"
#include "app/production_run.h"

#include <map>

namespace keyline::app {

class RunView final : public RunObserver {
  public:
    explicit RunView(Output& out);

    void on_started(const WorkOrder& order, const std::vector<LaneSetup>& lanes) override;
    void on_interrupted(const Interrupted& interrupted) override;
    void on_waiting(unsigned lane, LaneWaits what) override;
    void on_unit(unsigned lane, const LockIdentity& lock, Resume resume) override;
    void on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) override;
    void on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) override;
    void on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) override;
    void on_lane_condition(unsigned lane, LaneCondition condition, const std::optional<Error>& reason) override;
    void on_lane_ended(unsigned lane, const LaneReport& report) override;
    void on_outbox(const std::optional<Error>& trouble) override;
    void on_label(unsigned lane, const SerialNumber& serial, const std::optional<Error>& trouble) override;

    void on_fewer_allowed(std::uint64_t units);
    void on_bad_scan(const Error& error);
    void on_stopping();
    // The last line, and for people the table of all units.
    void on_ended(const RunSummary& summary);

  private:
    struct LaneLine {
        std::string serial;
        std::string doing = "starting";
        std::size_t bytes_done = 0;
        std::size_t bytes_total = 0;
        bool resumed = false;
    };
    struct DoneUnit {
        unsigned lane = 0;
        std::string serial;
        std::string outcome;
        std::string code;
        double seconds = 0;
    };

    void show(unsigned lane, std::string doing);
    void say(const std::string& text); // a line that stays, above the lanes
    void draw();
    void erase();
    std::string text_of_lane(unsigned number, const LaneLine& lane) const;

    Output& out_;
    bool on_terminal_;
    std::string order_;
    std::map<unsigned, LaneLine> lanes_;
    std::size_t lines_drawn_ = 0;
    std::chrono::steady_clock::time_point next_draw_;
    std::vector<DoneUnit> done_;
    std::mutex mutex_; // on_bad_scan and on_stopping come from other threads
};

} // namespace keyline::app
