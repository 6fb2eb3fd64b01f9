#include "app/frame_log.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keyline::app {

namespace {

using Json = nlohmann::ordered_json;
using fixtures::FrameWay;
using fixtures::TappedField;
using fixtures::TappedFrame;

constexpr std::string_view to_lock = "to-lock";
constexpr std::string_view to_station = "to-station";

std::string printable(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

} // namespace

class FrameLog::LaneTap final : public fixtures::FrameTap {
  public:
    LaneTap(FrameLog& log, unsigned lane) : log_(log), lane_(lane) {}
    void on_frame(const TappedFrame& frame) override { log_.write(lane_, frame); }

  private:
    FrameLog& log_;
    unsigned lane_;
};

Result<std::unique_ptr<FrameLog>> FrameLog::create(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", errno_text(errno)}});
    }
    return std::unique_ptr<FrameLog>(new FrameLog(descriptor));
}

FrameLog::~FrameLog() {
    if (written_bytes_ < bytes_max) {
        write_line(std::string(frame_log_end));
    }
    ::close(descriptor_);
}

fixtures::FrameTap& FrameLog::tap(unsigned lane) {
    const std::lock_guard guard(mutex_);
    auto& tap = taps_[lane];
    if (!tap) {
        tap = std::make_unique<LaneTap>(*this, lane);
    }
    return *tap;
}

void FrameLog::write(unsigned lane, const TappedFrame& frame) {
    const std::lock_guard guard(mutex_);
    if (written_bytes_ >= bytes_max) {
        return;
    }
    write_line(frame_line(utc_text(clock_.utc()), lane, frame));
    if (written_bytes_ >= bytes_max) {
        write_line(R"({"event":"frames.full"})");
    }
}

// A full disk costs the trace, and nothing else.
void FrameLog::write_line(const std::string& line) {
    const std::string text = line + '\n';
    if (::write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        written_bytes_ = bytes_max;
        return;
    }
    written_bytes_ += text.size();
}

std::string frame_line(std::string_view time, unsigned lane, const TappedFrame& frame) {
    Json fields = Json::object();
    for (const TappedField& field : frame.fields) {
        fields[field.key] = field.value ? Json(*field.value) : Json{{"bytes", field.bytes}};
    }
    const Json line{{"event", "frame"},
                    {"time", time},
                    {"lane", lane},
                    {"way", frame.way == FrameWay::to_lock ? to_lock : to_station},
                    {"command", frame.command},
                    {"operation", frame.operation},
                    {"sequence", frame.sequence},
                    {"bytes", frame.bytes},
                    {"understood", frame.understood},
                    {"fields", fields}};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<LoggedFrame> parse_frame_line(std::string_view line) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || json.value("event", Json()) != Json("frame")) {
        return std::nullopt;
    }
    const auto number = [&](const char* key) {
        const Json value = json.value(key, Json());
        return value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
    };
    const auto text = [&](const char* key) {
        const Json value = json.value(key, Json());
        return value.is_string() ? value.get<std::string>() : std::string();
    };
    LoggedFrame logged{text("time"), static_cast<unsigned>(number("lane"))};
    logged.frame.way = text("way") == to_lock ? FrameWay::to_lock : FrameWay::to_station;
    logged.frame.command = text("command");
    logged.frame.operation = static_cast<unsigned>(number("operation"));
    logged.frame.sequence = static_cast<unsigned>(number("sequence"));
    logged.frame.bytes = number("bytes");
    logged.frame.understood = json.value("understood", Json()) == Json(true);
    const Json fields = json.value("fields", Json::object());
    if (fields.is_object()) {
        for (const auto& [key, value] : fields.items()) {
            TappedField field{key, std::nullopt, 0};
            if (value.is_string()) {
                field.value = value.get<std::string>();
            } else if (value.is_object() && value.contains("bytes") && value["bytes"].is_number_unsigned()) {
                field.bytes = value["bytes"].get<std::size_t>();
            }
            logged.frame.fields.push_back(std::move(field));
        }
    }
    return logged;
}

std::string frame_text(const LoggedFrame& logged) {
    constexpr std::size_t date_characters = 11; // "2026-11-21T"
    const TappedFrame& frame = logged.frame;
    std::string text = logged.time.substr(std::min(date_characters, logged.time.size()));
    text += "  lane " + std::to_string(logged.lane) + (frame.way == FrameWay::to_lock ? "  > " : "  < ") +
            frame.command + " #" + std::to_string(frame.sequence) + "  " + std::to_string(frame.bytes) + " B";
    for (const TappedField& field : frame.fields) {
        text += "  " + field.key + (field.value ? " " + *field.value : " (" + std::to_string(field.bytes) + " bytes)");
    }
    return printable(text + (frame.understood ? "" : "  not understood"));
}

} // namespace keyline::app
