// One line on a terminal that counts long work; nothing when stderr is no terminal.
// Threads: one.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace keyline::app {

class ProgressLine {
  public:
    ProgressLine(std::string what, std::string unit);
    // True: go on.
    bool show(std::uint64_t done, std::uint64_t total);
    void clear();

  private:
    std::string what_;
    std::string unit_;
    bool on_terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point next_ = began_;
};

} // namespace keyline::app
