// keyline fixtures trace: frames between station and locks, decoded, without their secrets.
#include "app/cli/commands.h"
#include "app/cli/fixtures_lanes.h"
#include "app/cli/lane_list.h"
#include "app/cli/stop_signals.h"
#include "app/frame_log.h"
#include "app/lane_place.h"

#include <algorithm>
#include <fstream>

namespace keyline::app {

namespace {

constexpr std::chrono::milliseconds follow_poll_ms{100};
constexpr std::size_t line_bytes_max = 65'536;

struct TraceOptions {
    std::string file;
    std::vector<unsigned> lanes;
    std::string profile;
    bool follow = false;
};

void print(Output& out, const LoggedFrame& logged) {
    out.raw(Json::parse(frame_line(logged.time, logged.lane, logged.frame), nullptr, false));
    out.text(frame_text(logged));
}

class FilePrinter {
  public:
    FilePrinter(const TraceOptions& options, Output& out) : options_(options), out_(out) {}

    // A part of the file, whatever its lines. False: the run that wrote it has ended, or it is no such file.
    bool take(std::string_view part) {
        for (const char character : part) {
            if (character != '\n') {
                if (line_.size() < line_bytes_max) {
                    line_ += character;
                }
                continue;
            }
            if (line_ == frame_log_end) {
                is_trace_ = true;
                line_.clear();
                return false;
            }
            const auto logged = parse_frame_line(line_);
            is_trace_ = is_trace_ || logged;
            others_ += logged ? 0 : 1;
            if (!is_trace_) {
                return false;
            }
            if (logged && is_wanted(logged->lane)) {
                print(out_, *logged);
            }
            line_.clear();
        }
        return is_trace_ || line_.size() < line_bytes_max;
    }
    // Its first line was a frame, or there is none yet.
    bool may_be_trace() const { return is_trace_ || (others_ == 0 && line_.empty()); }
    std::uint64_t others() const { return others_; } // lines that are no frames

  private:
    bool is_wanted(unsigned lane) const {
        return options_.lanes.empty() ||
               std::find(options_.lanes.begin(), options_.lanes.end(), lane) != options_.lanes.end();
    }
    const TraceOptions& options_;
    Output& out_;
    std::string line_;
    bool is_trace_ = false;
    std::uint64_t others_ = 0;
};

ExitCode print_file(const TraceOptions& options, Output& out) {
    std::error_code error;
    std::ifstream file(options.file, std::ios::binary);
    if (!std::filesystem::is_regular_file(options.file, error) || !file.is_open()) {
        return out.failure(Error{ErrorCode::file_missing, {{"path", options.file}}, {}, SourceLocation::current()});
    }
    const StopSignals signals([] {});
    SystemClock clock;
    FilePrinter printer(options, out);
    std::array<char, 16'384> part{};
    while (!signals.token().stop_requested()) {
        file.read(part.data(), part.size());
        const auto count = static_cast<std::size_t>(file.gcount());
        if (!printer.take({part.data(), count}) || (count == 0 && !options.follow)) {
            break;
        }
        if (count == 0) {
            clock.pause(signals.token(), follow_poll_ms);
        }
        file.clear();
    }
    if (!printer.may_be_trace()) {
        return out.failure(Error{ErrorCode::file_io,
                                 {{"path", options.file}, {"reason", "is not what keyline provision --trace writes"}},
                                 {},
                                 SourceLocation::current()});
    }
    if (printer.others() > 0) {
        out.note("keyline: " + std::to_string(printer.others()) + " lines are no frames and were left out");
    }
    return ExitCode::success;
}

class PrintingTap final : public fixtures::FrameTap {
  public:
    PrintingTap(unsigned lane, Output& out) : lane_(lane), out_(out) {}
    void on_frame(const fixtures::TappedFrame& frame) override {
        print(out_, {utc_text(SystemClock().utc()), lane_, frame});
    }

  private:
    unsigned lane_;
    Output& out_;
};

// What only reads: identify and self-check.
Result<ExitCode> ask_locks(Station& station, const TraceOptions& options, Output& out) {
    auto chosen = choose_lanes(station, options.lanes, options.profile);
    if (!chosen) {
        return chosen.failure();
    }
    std::set<ExitCode> codes;
    for (const LaneSetup& lane : chosen->lanes) {
        PrintingTap tap(lane.number, out);
        const auto place = take_lane(station, lane, chosen->swd, &tap);
        const auto ready = place ? ready_lock(*place, station.clock()) : Result<LockIdentity>(place.failure());
        if (!ready) {
            out.note("lane " + std::to_string(lane.number) + ":");
            codes.insert(out.failure(ready.error()));
            continue;
        }
        if (auto shown = place->link->examine(nullptr); !shown) {
            codes.insert(out.failure(shown.error()));
        }
    }
    return most_serious(codes);
}

} // namespace

void add_fixtures_trace(CLI::App& fixtures, CommandLine& line) {
    auto options = std::make_shared<TraceOptions>();
    auto* command = fixtures.add_subcommand("trace", "Frames between station and locks, decoded, without secrets");
    command->add_option("file", options->file,
                        "What keyline provision --trace FILE writes; without it the locks are asked who they are");
    add_lanes_option(*command, options->lanes, "Only these, as 1,3");
    command->add_flag("--follow", options->follow, "Goes on while the run does");
    add_profile_option(*command, options->profile);
    command->footer("Tokens, tables, proofs and whatever is not known to be harmless are shown by their length alone;\n"
                    "the file holds no more than that.\n\n"
                    "Examples:\n  keyline fixtures trace --lanes 1\n"
                    "  keyline provision --order WO-0001 --trace frames.jsonl &\n"
                    "  keyline fixtures trace frames.jsonl --lanes 1 --follow");
    command->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            if (!options->file.empty()) {
                return print_file(*options, out);
            }
            return with_station(
                line, out, [&](Station& station) { return ask_locks(station, *options, out); }, Whose::nobody);
        };
    });
}

} // namespace keyline::app
