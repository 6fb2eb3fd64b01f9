// keyline fixtures loopback: a line with a plug that joins its TX and RX.
#include "app/cli/fixtures_lanes.h"
#include "app/cli/lane_list.h"
#include "fixtures/loopback.h"
#include "fixtures/open_lock_link.h"

namespace keyline::app {

namespace {

constexpr std::uint64_t bytes_default = 65'536;

struct LoopbackOptions {
    std::vector<unsigned> lanes;
    std::uint64_t bytes = bytes_default;
    std::uint64_t seed = 1;
};

double per_second(const fixtures::LoopbackFigures& figures) {
    const double seconds = std::chrono::duration<double>(figures.took).count();
    return seconds > 0 ? static_cast<double>(figures.bytes) / seconds : 0;
}

Result<fixtures::LoopbackFigures> run(Station& station, const LaneSetup& lane, const LoopbackOptions& options) {
    const auto hold = station.holds().hold_lane(lane.number);
    if (!hold) {
        return hold.failure();
    }
    auto link = fixtures::open_bytes(lane.link, station.clock());
    if (!link) {
        return link.failure();
    }
    return fixtures::run_loopback(**link, lane.link.baud, options.bytes, options.seed, station.clock(),
                                  [](const fixtures::LoopbackFigures&) {});
}

void print(Output& out, const LaneSetup& lane, const fixtures::LoopbackFigures& figures) {
    const double rate = static_cast<double>(figures.wrong + figures.lost) / static_cast<double>(figures.bytes);
    EventLine line{"lane.looped", lane.number, {}, {}, figures.sound() ? "ok" : "fixture.loopback"};
    line.more = {{"bytes", figures.bytes},
                 {"wrong", figures.wrong},
                 {"lost", figures.lost},
                 {"error_rate", rate},
                 {"bytes_per_second", per_second(figures)},
                 {"baud", lane.link.baud}};
    out.event(line);
    out.text("lane " + std::to_string(lane.number) + "  " + (figures.sound() ? "sound" : "NOT SOUND") + "  " +
             std::to_string(figures.bytes) + " bytes, " + std::to_string(figures.wrong) + " wrong, " +
             std::to_string(figures.lost) + " lost; " +
             std::to_string(static_cast<std::uint64_t>(per_second(figures))) + " bytes/s at " +
             std::to_string(lane.link.baud) + " Bd");
}

Result<ExitCode> loopback(Station& station, const LoopbackOptions& options, Output& out) {
    const auto lanes = select_lanes(station.setup(), options.lanes);
    if (!lanes) {
        return lanes.failure();
    }
    std::set<ExitCode> codes;
    for (const LaneSetup& lane : *lanes) {
        if (lane.link.kind == fixtures::LaneLink::Kind::swd) {
            out.note("lane " + std::to_string(lane.number) + ": a debug probe has no line to join");
            codes.insert(ExitCode::usage);
            continue;
        }
        const auto figures = run(station, lane, options);
        if (!figures) {
            out.note("lane " + std::to_string(lane.number) + ":");
            codes.insert(out.failure(figures.error()));
            continue;
        }
        print(out, lane, *figures);
        if (!figures->sound()) {
            codes.insert(out.failure(Error{ErrorCode::fixture_loopback,
                                           {{"bytes", std::to_string(figures->bytes)},
                                            {"wrong", std::to_string(figures->wrong)},
                                            {"lost", std::to_string(figures->lost)}},
                                           {},
                                           SourceLocation::current()}));
        }
    }
    return most_serious(codes);
}

} // namespace

void add_fixtures_loopback(CLI::App& fixtures, CommandLine& line) {
    auto options = std::make_shared<LoopbackOptions>();
    auto* command = fixtures.add_subcommand("loopback", "Bytes through a plug that joins TX and RX, compared");
    add_lanes_option(*command, options->lanes, "Only these, as 1,3");
    command->add_option("--bytes", options->bytes, "How many; default: 65536")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
    command->add_option("--seed", options->seed, "Of the bytes that are sent; default: 1");
    command->footer("Take the lock out and put the plug in: what is sent would be nonsense to a lock.\n"
                    "Exit code 0: each byte came back as it was; 6: not.\n\n"
                    "Examples:\n  keyline fixtures loopback --lanes 1\n"
                    "  keyline fixtures loopback --lanes 1 --bytes 10000000 --seed 7");
    command->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return loopback(station, *options, out); }, Whose::nobody);
        };
    });
}

} // namespace keyline::app
