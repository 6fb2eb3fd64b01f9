#include "app/cli/output.h"

#include "app/error_text.h"
#include "app/system_ports.h"

#include <cerrno>
#include <unistd.h>

namespace keyline::app {

namespace {
std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}
Json or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}
} // namespace

void Output::event(const EventLine& line) {
    if (!json_) {
        return;
    }
    Json json{{"event", line.event},
              {"time", utc_text(SystemClock().utc())},
              {"lane", line.lane ? Json(*line.lane) : Json()},
              {"serial", line.serial ? Json(line.serial->text()) : Json()},
              {"outcome", or_null(line.outcome)},
              {"code", or_null(line.code)}};
    json.update(line.more);
    raw(json);
}

void Output::raw(const Json& line) {
    if (json_) {
        write_line(STDOUT_FILENO, dumped(line));
    }
}

void Output::text(std::string_view line) {
    if (!json_) {
        write_line(STDOUT_FILENO, line);
    }
}

void Output::note(std::string_view line) {
    write_line(STDERR_FILENO, line);
}

ExitCode Output::failure(const Error& error) {
    const ErrorText text = explain(error);
    EventLine line{"error", {}, {}, {}, std::string(text_of(error.code))};
    line.more["message"] = text.what;
    line.more["hint"] = text.hint;
    for (const auto& [name, value] : error.args) {
        line.more["details"][name] = value;
    }
    event(line);
    note("keyline: " + error_for_people(error));
    return exit_code_of(error);
}

// A whole line in one write where possible: lines of several threads and processes do not mix. A reader that has gone
// away (EPIPE) does not stop production.
void Output::write_line(int descriptor, std::string_view line) {
    std::string text(line);
    text += '\n';
    const std::lock_guard guard(mutex_);
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t written = write(descriptor, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            incomplete_ = incomplete_ || errno != EPIPE;
            return;
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

std::string error_for_people(const Error& error) {
    const ErrorText text = explain(error);
    std::string lines = text.what + " [" + std::string(text_of(error.code)) + "]";
    if (!text.hint.empty()) {
        lines += "\n  " + text.hint;
    }
    return lines;
}

} // namespace keyline::app
