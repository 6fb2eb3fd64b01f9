// Serial numbers as a file, a scanner or a PLC sends them: one a line. A BOM, CRLF, blanks around and empty lines are
// overlooked. Threads: one reader.
#pragma once

#include "provisioning/serial_number.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace keyline::app {

inline constexpr std::size_t serial_line_bytes_max = 256;
inline constexpr std::size_t serial_garbage_bytes_max = 16'384; // without one serial number among them: the wrong input
inline constexpr std::size_t serials_in_file_max = 1'000'000;

// One line of input at a time; remembers what was there before.
class SerialLines {
  public:
    // Nothing for an empty line; serial_malformed, serial_padding, serial_repeated {line, first_line}.
    Result<std::optional<SerialNumber>> parse(std::string_view line);
    std::size_t line_number() const { return line_number_; }

  private:
    std::size_t line_number_ = 0;
    std::map<SerialNumber, std::size_t> seen_;
};

struct SerialFile {
    std::vector<SerialNumber> serials;
    std::vector<Error> errors; // at most errors_max; nothing is to be done when there is one
    static constexpr std::size_t errors_max = 20;
};
// The whole file, before anything is begun. file_missing; value_malformed when it has too many.
Result<SerialFile> read_serial_file(const std::filesystem::path& path);

// Line by line from a descriptor until its end or a stop; a line that is too long is one error. Nothing more is read
// after serial_garbage_bytes_max without a serial number: value_malformed {line}.
void read_serial_stream(int descriptor, const std::stop_token& stop,
                        const std::function<void(Result<SerialNumber>)>& on_line);

} // namespace keyline::app
