// Supervisor: whoever started this process, systemd as a rule: told when keyd is ready, reloads and ends, and often
// enough that it is alive. Without one, nothing happens. Source: sd_notify(3), sd_watchdog_enabled(3). Threads: any.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace keyline::app {

class Supervisor {
  public:
    // From NOTIFY_SOCKET and WATCHDOG_USEC.
    Supervisor();

    void ready(const std::string& status) const;
    void reloading() const; // then ready() again
    void stopping(const std::string& why) const;
    void alive() const;
    // How often alive() is due, twice in what the supervisor waits for; none: it does not watch.
    std::optional<std::chrono::microseconds> alive_every() const { return alive_every_; }

  private:
    std::optional<std::chrono::microseconds> alive_every_;
};

} // namespace keyline::app
