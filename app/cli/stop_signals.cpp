#include "app/cli/stop_signals.h"

#include "app/exit_code.h"

#include <csignal>
#include <ctime>
#include <unistd.h>

namespace keyline::app {

namespace {
sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP); // the terminal or the connection to it has gone
    return signals;
}
} // namespace

StopSignals::StopSignals(std::function<void()> on_first) : on_first_(std::move(on_first)) {
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::jthread([this](const std::stop_token& done) { wait(done); });
}

void StopSignals::wait(const std::stop_token& done) {
    constexpr timespec look_again{0, 100'000'000};
    const sigset_t signals = stop_signals();
    while (!done.stop_requested()) {
        if (sigtimedwait(&signals, nullptr, &look_again) < 0) {
            continue;
        }
        if (source_.stop_requested()) {
            _exit(static_cast<int>(ExitCode::stopped));
        }
        source_.request_stop();
        on_first_();
    }
}

} // namespace keyline::app
