// FrameLog: the frames of a run as JSON Lines in a file of mode 0600, in the order of time: what FrameTap shows, and so
// no secret. Beyond bytes_max nothing more is written, and the last line says so. Threads: any; a tap: its lane's.
#pragma once

#include "app/system_ports.h"
#include "fixtures/frame_tap.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

namespace keyline::app {

class FrameLog {
  public:
    static constexpr std::uint64_t bytes_max = 256ULL * 1024 * 1024;

    // The file must not be there yet: file_io.
    static Result<std::unique_ptr<FrameLog>> create(const std::filesystem::path& path);
    ~FrameLog(); // its last line says that the run has ended
    FrameLog(const FrameLog&) = delete;
    FrameLog& operator=(const FrameLog&) = delete;

    fixtures::FrameTap& tap(unsigned lane);

  private:
    class LaneTap;
    explicit FrameLog(int descriptor) : descriptor_(descriptor) {}
    void write(unsigned lane, const fixtures::TappedFrame& frame);
    void write_line(const std::string& line);

    std::mutex mutex_; // of all that follows
    int descriptor_;
    std::uint64_t written_bytes_ = 0;
    std::map<unsigned, std::unique_ptr<fixtures::FrameTap>> taps_;
    SystemClock clock_;
};

// One line of it, and back. None: no frame.
std::string frame_line(std::string_view time, unsigned lane, const fixtures::TappedFrame& frame);
struct LoggedFrame {
    std::string time;
    unsigned lane = 0;
    fixtures::TappedFrame frame{};
};
std::optional<LoggedFrame> parse_frame_line(std::string_view line);
// "12:01:02.345  lane 1  > token #7  112 B  sn 0001...  token (64 bytes)"; printable ASCII, whatever the file holds.
std::string frame_text(const LoggedFrame& logged);

inline constexpr std::string_view frame_log_end = R"({"event":"frames.ended"})";

} // namespace keyline::app
