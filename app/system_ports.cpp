#include "app/system_ports.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <sys/random.h>

namespace keyline::app {

Status SystemRandom::fill(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t filled = getrandom(bytes.data(), bytes.size(), 0);
        if (filled < 0 && errno == EINTR) {
            continue;
        }
        if (filled < 0) {
            return fail(ErrorCode::internal, {{"step", "random numbers"}}, errno_text(errno));
        }
        bytes = bytes.subspan(static_cast<std::size_t>(filled));
    }
    return {};
}

std::string utc_text(std::chrono::system_clock::time_point time) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = milliseconds / 1000;
    std::tm fields{};
    gmtime_r(&seconds, &fields);
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &fields);
    std::snprintf(text.data() + length, text.size() - length, ".%03dZ", static_cast<int>(milliseconds % 1000));
    return text.data();
}

} // namespace keyline::app
