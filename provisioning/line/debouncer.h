// Debouncer: a contact counts as it is once it has been so for a while. Pure: the time comes in. Threads: values.
#pragma once

#include <chrono>

namespace keyline {

class Debouncer {
  public:
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit Debouncer(std::chrono::milliseconds settle_ms, bool at_first = false)
        : settle_ms_(settle_ms), settled_(at_first) {}

    // What counts now that the contact is `sign`.
    bool feed(bool sign, TimePoint now) {
        if (sign != settled_ && !differs_) {
            since_ = now;
        }
        differs_ = sign != settled_;
        if (differs_ && now - since_ >= settle_ms_) {
            settled_ = sign;
            differs_ = false;
        }
        return settled_;
    }

  private:
    std::chrono::milliseconds settle_ms_;
    bool settled_;
    bool differs_ = false; // since then
    TimePoint since_{};
};

} // namespace keyline
