#include "app/keyd/log_line.h"

#include "app/error_text.h"
#include "app/system_ports.h"

#include <algorithm>
#include <cstdio>

namespace keyline::app {

void log_line(std::string_view text) {
    std::string line = utc_text(SystemClock().utc()) + " keyline-keyd: " + std::string(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < ' '; }, ' ');
    std::fputs((line + "\n").c_str(), stderr);
}

void log_line(const Error& error) {
    const ErrorText text = explain(error);
    const std::string cause = error.cause.empty() ? "" : " (" + error.cause + ")";
    log_line(text.what + " " + text.hint + " [" + std::string(text_of(error.code)) + "]" + cause);
}

} // namespace keyline::app
