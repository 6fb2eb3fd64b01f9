#include "hsm/service/worker_pool.h"

#include <algorithm>

namespace keyline::hsm {

namespace {
constexpr int watches_per_call_max = 10; // how finely the watchdog looks
}

WorkerPool::WorkerPool(const Options& options) : call_ms_max_(options.call_ms_max), on_hang_(options.on_hang) {
    for (std::size_t i = 0; i < options.workers; ++i) {
        workers_.push_back(std::make_unique<Worker>());
    }
    for (auto& worker : workers_) {
        worker->thread = std::thread([this, &worker = *worker] { work(worker); });
    }
    watchdog_ = std::thread([this] { watch(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(mutex_);
        state_ = state_ == State::open ? State::ending : state_;
    }
    work_changed_.notify_all();
    for (auto& worker : workers_) {
        worker->thread.join();
    }
    {
        const std::lock_guard lock(mutex_);
        workers_ended_ = true;
    }
    all_done_.notify_all();
    watchdog_.join();
}

void WorkerPool::submit(std::shared_ptr<Job> job) {
    State state = State::open;
    {
        const std::lock_guard lock(mutex_);
        state = state_;
        if (state == State::open && queue_.size() < queued_jobs_max) {
            queue_.push_back(std::move(job));
            work_changed_.notify_one();
            return;
        }
    }
    if (state == State::open) {
        job->refuse(Error{ErrorCode::key_service_busy, {{"queued_max", std::to_string(queued_jobs_max)}}, {}, {}});
    } else {
        job->refuse(Error{ErrorCode::key_service_unavailable, {}, "the key service is ending", {}});
    }
}

std::size_t WorkerPool::queued() {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void WorkerPool::work(Worker& worker) {
    std::unique_lock lock(mutex_);
    while (true) {
        work_changed_.wait(lock, [this] { return !queue_.empty() || state_ != State::open; });
        if (queue_.empty()) {
            return;
        }
        std::shared_ptr<Job> job = std::move(queue_.front());
        queue_.pop_front();
        worker.job = job;
        worker.since = std::chrono::steady_clock::now();
        lock.unlock();
        job->run();
        lock.lock();
        worker.job = nullptr;
    }
}

void WorkerPool::watch() {
    std::unique_lock lock(mutex_);
    while (!a_call_hangs()) {
        if (all_done_.wait_for(lock, call_ms_max_ / watches_per_call_max, [this] { return workers_ended_; })) {
            return;
        }
    }
    state_ = State::hung;
    const auto jobs = take_all_jobs();
    lock.unlock();
    work_changed_.notify_all();
    for (const auto& job : jobs) {
        job->refuse(Error{ErrorCode::key_service_unavailable,
                          {},
                          "a call to the HSM took longer than " + std::to_string(call_ms_max_.count()) + " ms",
                          {}});
    }
    on_hang_();
}

bool WorkerPool::a_call_hangs() const {
    const auto now = std::chrono::steady_clock::now();
    return std::any_of(workers_.begin(), workers_.end(), [&](const auto& worker) {
        return worker->job != nullptr && now - worker->since > call_ms_max_;
    });
}

std::deque<std::shared_ptr<Job>> WorkerPool::take_all_jobs() {
    auto jobs = std::exchange(queue_, {});
    for (const auto& worker : workers_) {
        if (worker->job != nullptr) {
            jobs.push_front(worker->job);
        }
    }
    return jobs;
}

} // namespace keyline::hsm
