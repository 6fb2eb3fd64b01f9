#include "app/keyd/supervisor.h"

#include <cstdint>
#include <systemd/sd-daemon.h>

namespace keyline::app {

namespace {
void notify(const std::string& state) {
    sd_notify(0, state.c_str());
}
} // namespace

Supervisor::Supervisor() {
    std::uint64_t wait_us = 0;
    if (sd_watchdog_enabled(1, &wait_us) > 0) {
        alive_every_ = std::chrono::microseconds(wait_us / 2);
    }
}

void Supervisor::ready(const std::string& status) const {
    notify("READY=1\nSTATUS=" + status);
}
void Supervisor::reloading() const {
    notify("RELOADING=1");
}
void Supervisor::stopping(const std::string& why) const {
    notify("STOPPING=1\nSTATUS=" + why);
}
void Supervisor::alive() const {
    notify("WATCHDOG=1");
}

} // namespace keyline::app
