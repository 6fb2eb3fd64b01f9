#include "app/cli/serial_input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace keyline::app {

namespace {

constexpr int stop_poll_ms = 100;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view line) {
    const auto first = line.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

// Cuts a stream of bytes into lines; of one that is too long only the beginning is kept.
class LineCutter {
  public:
    template <class OnLine>
    void feed(std::string_view bytes, OnLine on_line) {
        for (const char byte : bytes) {
            if (byte == '\n') {
                finish(on_line);
                begun_ = false;
            } else {
                begun_ = true;
                if (line_.size() <= serial_line_bytes_max) {
                    line_ += byte;
                }
            }
        }
    }
    template <class OnLine>
    void end(OnLine on_line) {
        if (begun_) {
            finish(on_line);
        }
    }

  private:
    template <class OnLine>
    void finish(OnLine on_line) {
        on_line(line_);
        line_.clear();
    }
    std::string line_;
    bool begun_ = false;
};

} // namespace

Result<std::optional<SerialNumber>> SerialLines::parse(std::string_view line) {
    ++line_number_;
    if (line_number_ == 1 && line.substr(0, byte_order_mark.size()) == byte_order_mark) {
        line.remove_prefix(byte_order_mark.size());
    }
    line = trimmed(line);
    if (line.empty()) {
        return std::optional<SerialNumber>();
    }
    auto serial = SerialNumber::parse(line);
    if (!serial) {
        Error error = serial.error();
        error.args.emplace_back("line", std::to_string(line_number_));
        return tl::unexpected<Error>(std::move(error));
    }
    const auto [seen, is_new] = seen_.emplace(*serial, line_number_);
    if (!is_new) {
        return fail(ErrorCode::serial_repeated, {{"serial", serial->text()},
                                                 {"line", std::to_string(line_number_)},
                                                 {"first_line", std::to_string(seen->second)}});
    }
    return std::optional(*serial);
}

Result<SerialFile> read_serial_file(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error)) {
        return fail(ErrorCode::file_missing, {{"path", path.string()}}, "no regular file; --serials - reads a stream");
    }
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return fail(ErrorCode::file_missing, {{"path", path.string()}}, errno_text(errno));
    }
    SerialFile result;
    std::stop_source enough;
    bool too_many = false;
    read_serial_stream(file, enough.get_token(), [&](Result<SerialNumber> serial) {
        if (serial) {
            result.serials.push_back(*serial);
            too_many = result.serials.size() > serials_in_file_max;
            if (too_many) {
                enough.request_stop();
            }
        } else if (result.errors.size() < SerialFile::errors_max) {
            result.errors.push_back(serial.error());
        } else {
            enough.request_stop();
        }
    });
    close(file);
    if (too_many) {
        return fail(ErrorCode::value_malformed,
                    {{"value", path.string()},
                     {"reason", "more than " + std::to_string(serials_in_file_max) + " serial numbers"}});
    }
    return result;
}

void read_serial_stream(int descriptor, const std::stop_token& stop,
                        const std::function<void(Result<SerialNumber>)>& on_line) {
    SerialLines lines;
    LineCutter cutter;
    std::size_t garbage_bytes = 0;
    const auto take = [&](std::string_view line) {
        if (stop.stop_requested()) {
            return;
        }
        auto serial = lines.parse(line);
        if (!serial) {
            on_line(serial.failure());
        } else if (*serial) {
            garbage_bytes = 0;
            on_line(**serial);
        } else {
            garbage_bytes -= std::min(garbage_bytes, line.size() + 1); // a line that is overlooked
        }
    };
    std::array<char, 4096> buffer{};
    while (!stop.stop_requested()) {
        pollfd waiting{descriptor, POLLIN, 0};
        if (poll(&waiting, 1, stop_poll_ms) <= 0) {
            continue;
        }
        const ssize_t bytes = read(descriptor, buffer.data(), buffer.size());
        if (bytes < 0 && (errno == EINTR || errno == EAGAIN)) {
            continue;
        }
        if (bytes <= 0) {
            cutter.end(take);
            return;
        }
        garbage_bytes += static_cast<std::size_t>(bytes);
        cutter.feed({buffer.data(), static_cast<std::size_t>(bytes)}, take);
        if (garbage_bytes > serial_garbage_bytes_max && !stop.stop_requested()) {
            on_line(fail(ErrorCode::value_malformed,
                         {{"value", "serial numbers"},
                          {"reason", std::to_string(garbage_bytes) + " bytes without one; nothing more is read"},
                          {"line", std::to_string(lines.line_number() + 1)}}));
            return;
        }
    }
}

} // namespace keyline::app
