// WorkerPool: a bounded queue in front of some threads, and a watchdog. An HSM call cannot be cancelled, so the pool
// gives up for good when one takes too long; whoever owns the pool then ends the process. Threads: submit() from any;
// jobs are run on the workers' threads, refused on any.
#pragma once

#include "provisioning/result.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace keyline::hsm {

class Job {
  public:
    virtual ~Job() = default;
    virtual void run() = 0;
    // Instead of run(); or, when run() does not come back, while it is running: the first answer counts.
    virtual void refuse(const Error& error) = 0;
};

class WorkerPool {
  public:
    static constexpr std::size_t queued_jobs_max = 256;
    static constexpr std::chrono::milliseconds call_ms_max_default{12'000};

    struct Options {
        std::size_t workers = 1;
        std::chrono::milliseconds call_ms_max = call_ms_max_default;
        std::function<void()> on_hang; // once, on the watchdog's thread, when every waiting or hanging job is refused
    };

    explicit WorkerPool(const Options& options);
    // Finishes what is queued. Does not return while a call hangs.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // Refuses the job with key_service_busy when the queue is full, key_service_unavailable after a call has hung.
    void submit(std::shared_ptr<Job> job);
    std::size_t queued();

  private:
    enum class State { open, ending, hung };
    struct Worker {
        std::shared_ptr<Job> job; // in work, since:
        std::chrono::steady_clock::time_point since;
        std::thread thread;
    };

    void work(Worker& worker);
    void watch();
    bool a_call_hangs() const;
    std::deque<std::shared_ptr<Job>> take_all_jobs();

    const std::chrono::milliseconds call_ms_max_;
    const std::function<void()> on_hang_;
    std::mutex mutex_;
    std::condition_variable work_changed_;
    std::condition_variable all_done_;
    std::deque<std::shared_ptr<Job>> queue_;
    State state_ = State::open;
    bool workers_ended_ = false;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::thread watchdog_;
};

} // namespace keyline::hsm
