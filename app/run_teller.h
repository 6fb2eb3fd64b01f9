// RunTeller: tells a RunObserver what the lanes do, in order, from one thread of its own, so that an observer that is
// slow (a terminal, a pipe that nobody reads) holds no lane. Nothing is left out but progress. Beyond waiting_max lanes
// do wait: memory has its limit too. Threads: tell() from any. The destructor waits until all is told.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace keyline::app {

class RunObserver;

class RunTeller {
  public:
    static constexpr std::size_t waiting_max = 16'384;
    static constexpr std::size_t waiting_with_progress_max = 64;
    using Message = std::function<void(RunObserver&)>;

    explicit RunTeller(RunObserver& observer) : observer_(observer), thread_([this] { work(); }) {}
    RunTeller(const RunTeller&) = delete;
    RunTeller& operator=(const RunTeller&) = delete;
    ~RunTeller();

    void tell(Message message);
    void tell_progress(Message message); // left out when there is much to tell

  private:
    void work();

    RunObserver& observer_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::condition_variable room_;
    std::deque<Message> waiting_;
    bool ending_ = false;
    std::thread thread_; // the last member: it uses all others
};

} // namespace keyline::app
