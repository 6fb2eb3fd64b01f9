// RunControl: a run on an order, in a thread of its own, as the screen starts, stops and feeds it. What it tells goes
// to the observer in the thread of this object. Decisions are the core's: app/recorded_run, app/scan_desk,
// app/production_run. Threads: the GUI's. Destroyed while a run is on: its units in work are finished first.
#pragma once

#include "app/production_run.h"
#include "app/scan_desk.h"
#include "app/station/models/background.h"
#include "app/station/models/run_bridge.h"

#include <QObject>

namespace keyline::station {

enum class Numbers {
    next,    // the order's next: a unit begins when it is put into its place, where its profile allows that
    scanned, // a label is scanned for each
};

class RunControl final : public QObject {
    Q_OBJECT

  public:
    enum class State { idle, starting, running, stopping };
    Q_ENUM(State)

    RunControl(app::RunObserver& shown, Background& calls, QObject* parent = nullptr)
        : QObject(parent), shown_(shown), calls_(calls) {}
    ~RunControl() override;

    State state() const { return state_; }
    bool is_active() const { return state_ != State::idle; }
    const std::optional<WorkOrder>& order() const { return order_; } // of the run
    ArmedWork* armed_work() const { return armed_.get(); }           // none: numbers are not scanned

    void start(std::shared_ptr<app::Station> station, const OrderId& order, Numbers numbers);
    void stop(); // after the units in work
    void stop_lane(unsigned lane);
    void resume_lane(unsigned lane);
    void retry(unsigned lane, const ChipUid& uid);
    void abort(unsigned lane, const ChipUid& uid); // its unit in work, safely
    // A label, for the lane that is named or the one whose turn it is.
    void scan(const QString& label, std::optional<unsigned> lane);
    void disarm(unsigned lane);

  signals:
    void state_changed();
    void arming_changed();
    void scan_accepted(unsigned lane, const QString& serial);
    void scan_refused(const keyline::Error& reason);
    // `failure`: why it could not begin, or had to end.
    void ended(const std::optional<keyline::Error>& failure);

  private:
    // What the run's thread and this one share; it ends with the last of both.
    struct Work {
        std::shared_ptr<app::Station> station;
        OrderId order_id;
        Numbers numbers;
        std::shared_ptr<ArmedWork> armed{}; // when numbers are scanned
        std::unique_ptr<app::ProductionRun> run{};
        std::optional<WorkOrder> order{};
    };
    void work(const std::shared_ptr<Work>& work, const std::stop_token& stop);
    Result<app::RunSummary> run_all(const std::shared_ptr<Work>& work, const std::stop_token& stop);
    void began(const std::shared_ptr<Work>& work);
    void finish(const std::optional<Error>& failure);
    void set_state(State state);

    app::RunObserver& shown_;
    Background& calls_;
    State state_ = State::idle;
    std::optional<WorkOrder> order_;
    std::shared_ptr<ArmedWork> armed_;
    std::shared_ptr<Work> work_;
    std::unique_ptr<RunBridge> bridge_;
    std::jthread thread_; // the last member: it uses all others
};

} // namespace keyline::station
