// What `keyline` prints: JSON Lines on stdout with --json (packaging/events.schema.json), texts for people otherwise.
// Every JSON line but the summary has event, time, lane, serial, outcome and code; null where there is nothing to say.
// Threads: any.
#pragma once

#include "app/exit_code.h"
#include "provisioning/serial_number.h"

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

namespace keyline::app {

using Json = nlohmann::ordered_json;

struct EventLine {
    std::string event;
    std::optional<unsigned> lane;
    std::optional<SerialNumber> serial;
    std::string outcome; // empty: null
    std::string code;    // empty: null
    Json more = Json::object();
};

class Output {
  public:
    explicit Output(bool json) : json_(json) {}

    bool json() const { return json_; }
    // With --json only.
    void event(const EventLine& line);
    void raw(const Json& line);
    // Without --json only: stdout.
    void text(std::string_view line);
    // For people, beside what is asked for: stderr, always.
    void note(std::string_view line);
    // Tells of it in the one or the other way; the program's exit code.
    ExitCode failure(const Error& error);
    // Something could not be written (a full disk): what was printed is not whole. A reader that went away is no
    // failure.
    bool is_incomplete() const { return incomplete_; }

  private:
    void write_line(int descriptor, std::string_view line);

    bool json_;
    bool incomplete_ = false;
    std::mutex mutex_;
};

// With blanks up to `width` characters: a column of a table in ASCII.
std::string padded(std::string_view text, std::size_t width);
// "the error's text (code)" and the hint in a line of its own, indented.
std::string error_for_people(const Error& error);

} // namespace keyline::app
