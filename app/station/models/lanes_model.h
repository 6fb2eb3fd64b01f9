// LanesModel: the lanes at their fixed places, a row each, by the fixture's numbers; never sorted anew. It is told what
// a run tells (RunBridge), and decides nothing. Threads: the GUI's.
#pragma once

#include "app/production_run.h"
#include "app/station/models/lane_state.h"
#include "provisioning/people/action.h"

#include <QAbstractListModel>
#include <functional>

namespace keyline {
class ArmedWork;
}

namespace keyline::station {

class LanesModel final : public QAbstractListModel, public app::RunObserver {
    Q_OBJECT

  public:
    using QAbstractListModel::QAbstractListModel;

    void set_lanes(const std::vector<app::LaneSetup>& lanes);
    // Which lane the next scan goes to, and what is armed. None: numbers are not scanned.
    void show_arming(ArmedWork* work);
    void run_ended(); // results stay
    // A unit that was passed is not shown so any more.
    void unit_decided(const SerialNumber& serial, ActionKind kind);

    const LaneState& lane(int row) const { return lanes_[static_cast<std::size_t>(row)]; }
    const LaneState* find(unsigned number) const;
    unsigned units_in_work() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void on_started(const WorkOrder& order, const std::vector<app::LaneSetup>& lanes) override;
    void on_interrupted(const Interrupted& /*interrupted*/) override {}
    void on_waiting(unsigned lane, LaneWaits what) override;
    void on_unit(unsigned lane, const LockIdentity& lock, Resume resume) override;
    void on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) override;
    void on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) override;
    void on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) override;
    void on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>& reason) override;
    void on_lane_ended(unsigned lane, const LaneReport& report) override;
    void on_outbox(const std::optional<Error>& /*trouble*/) override {}

  private:
    void change(unsigned number, const std::function<void(LaneState&)>& change);
    void changed(int row);

    std::vector<LaneState> lanes_;
};

} // namespace keyline::station
