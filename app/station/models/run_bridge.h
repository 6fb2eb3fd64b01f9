// RunBridge: a RunObserver on both sides: what a run tells in its thread is told again in the thread of this object, in
// the same order. Of progress only each lane's newest is kept. A run that tells faster than it can be shown waits
// beyond waiting_max; a turn of the event loop takes no more than per_turn_max. Threads: on_*() and then() from any.
#pragma once

#include "app/production_run.h"

#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

namespace keyline::station {

class RunBridge final : public QObject, public app::RunObserver {
    Q_OBJECT

  public:
    static constexpr std::size_t waiting_max = 4'096;
    static constexpr std::size_t per_turn_max = 64;

    // `shown` outlives it, and is called in this object's thread only.
    explicit RunBridge(app::RunObserver& shown) : shown_(shown) {}
    ~RunBridge() override { close(); }

    // After all that was told before.
    void then(std::function<void()> call);
    // Nothing is told any more, and nobody waits.
    void close();

    void on_started(const WorkOrder& order, const std::vector<app::LaneSetup>& lanes) override;
    void on_interrupted(const Interrupted& interrupted) override;
    void on_waiting(unsigned lane, LaneWaits what) override;
    void on_unit(unsigned lane, const LockIdentity& lock, Resume resume) override;
    void on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) override;
    void on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) override;
    void on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) override;
    void on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>& reason) override;
    void on_lane_ended(unsigned lane, const LaneReport& report) override;
    void on_outbox(const std::optional<Error>& trouble) override;
    void on_label(unsigned lane, const SerialNumber& serial, const std::optional<Error>& trouble) override;

  private:
    using Message = std::function<void(app::RunObserver&)>;
    struct Progress {
        std::size_t bytes_done;
        std::size_t bytes_total;
    };

    void tell(Message message);
    void wake(); // with the mutex held
    void show();

    app::RunObserver& shown_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::deque<Message> waiting_;
    std::map<unsigned, Progress> progress_;
    bool woken_ = false;
    bool closed_ = false;
};

} // namespace keyline::station
