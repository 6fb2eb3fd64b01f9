#include "app/cli/progress_line.h"

#include <cstdio>
#include <unistd.h>

namespace keyline::app {

namespace {
constexpr std::chrono::milliseconds refresh_ms{200};
}

ProgressLine::ProgressLine(std::string what, std::string unit)
    : what_(std::move(what)), unit_(std::move(unit)), on_terminal_(isatty(STDERR_FILENO) == 1) {}

bool ProgressLine::show(std::uint64_t done, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (on_terminal_ && now >= next_) {
        next_ = now + refresh_ms;
        shown_ = true;
        const double seconds = std::chrono::duration<double>(now - began_).count();
        const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
        std::fprintf(stderr, "\r\x1b[K%s: %llu of %llu %s, %.0f/s", what_.c_str(),
                     static_cast<unsigned long long>(done), static_cast<unsigned long long>(total), unit_.c_str(),
                     rate);
    }
    return true;
}

void ProgressLine::clear() {
    if (shown_) {
        std::fputs("\r\x1b[K", stderr);
    }
}

} // namespace keyline::app
