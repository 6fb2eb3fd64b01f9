// LabelWorker: prints the label of each unit that has passed, one after another beside the lanes: no lane waits for a
// printer. A label that is not printed is in the log and told; the unit has passed all the same. Threads: print() from
// any; told in this worker's own. The destructor waits for what it has been given.
#pragma once

#include "app/label.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace keyline::app {

class LabelWorker {
  public:
    using Told = std::function<void(unsigned lane, const SerialNumber& serial, const Status& printed)>;

    LabelWorker(Station& station, Told told) : station_(station), told_(std::move(told)), thread_([this] { work(); }) {}
    LabelWorker(const LabelWorker&) = delete;
    LabelWorker& operator=(const LabelWorker&) = delete;
    ~LabelWorker();

    void print(unsigned lane, const SerialNumber& serial);

  private:
    void work();

    Station& station_;
    Told told_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<std::pair<unsigned, SerialNumber>> waiting_; // no more than units that have passed
    bool ending_ = false;
    std::thread thread_; // the last member: it uses all others
};

} // namespace keyline::app
