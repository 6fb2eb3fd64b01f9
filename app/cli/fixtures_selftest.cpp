// keyline fixtures selftest: every lane, piece by piece, with times, and a verdict for each.
#include "app/cli/fixtures_lanes.h"
#include "app/cli/lane_list.h"
#include "app/error_text.h"
#include "fixtures/swd_probe.h"

#include <algorithm>

namespace keyline::app {

namespace {

constexpr unsigned round_trips = 5;
using Milliseconds = std::chrono::duration<double, std::milli>;

struct LaneCheck {
    std::string probe; // of a debug probe: what it and OpenOCD are; empty: a line
    Milliseconds open{};
    PlaceSigns signs{};
    bool controlled = false; // it has outputs, and they were switched on and off
    std::optional<LockIdentity> lock{};
    std::vector<Milliseconds> answers{}; // to identify
    std::optional<Error> reason{};       // of what failed
};

class Stopwatch {
  public:
    explicit Stopwatch(Clock& clock) : clock_(clock), began_(clock.monotonic()) {}
    Milliseconds elapsed() const { return clock_.monotonic() - began_; }

  private:
    Clock& clock_;
    std::chrono::steady_clock::time_point began_;
};

// Says no, and why.
template <class T>
bool failed(LaneCheck& check, const Result<T>& result) {
    if (!result) {
        check.reason = result.error();
    }
    return !result;
}

void check_lock(LaneCheck& check, const LanePlace& place, Clock& clock) {
    auto lock = ready_lock(place, clock);
    if (failed(check, lock)) {
        return;
    }
    check.lock = std::move(*lock);
    for (unsigned i = 0; i < round_trips; ++i) {
        const Stopwatch watch(clock);
        if (failed(check, place.link->identify())) {
            return;
        }
        check.answers.push_back(watch.elapsed());
    }
    std::sort(check.answers.begin(), check.answers.end());
}

LaneCheck check_lane(Station& station, const LaneSetup& lane, const std::optional<fixtures::SwdProfile>& swd) {
    LaneCheck check;
    if (lane.link.kind == fixtures::LaneLink::Kind::swd && swd) {
        const auto hold = station.holds().hold_lane(lane.number);
        if (failed(check, hold)) {
            return check;
        }
        const auto probe = fixtures::SwdProbe::open(lane.link.path, *swd, station.clock());
        if (failed(check, probe)) {
            return check;
        }
        check.probe = (*probe)->description();
    }
    const Stopwatch watch(station.clock());
    const auto place = take_lane(station, lane, swd);
    if (failed(check, place)) {
        return check;
    }
    check.open = watch.elapsed();
    check_lock(check, *place, station.clock());
    FixtureControl& fixture = place->link->fixture();
    if (const auto signs = fixture.look(); signs) {
        check.signs = *signs;
    }
    check.controlled = lane.link.fixture.has_value();
    if (auto released = fixture.release(); !check.reason) {
        (void)failed(check, released);
    }
    return check;
}

std::string text_of_sign(const std::optional<bool>& sign, const char* yes, const char* no) {
    return !sign ? "" : std::string(", ") + (*sign ? yes : no);
}

std::string rounded(Milliseconds time) {
    std::array<char, 32> text{};
    const int size = snprintf(text.data(), text.size(), "%.1f ms", time.count());
    return {text.data(), static_cast<std::size_t>(size)};
}

void print(Output& out, const LaneSetup& lane, const LaneCheck& check) {
    EventLine line{"lane.checked", lane.number, {}, {}, check.reason ? std::string(text_of(check.reason->code)) : "ok"};
    line.more["link"] = lane.link_text;
    line.more["open_ms"] = check.open.count();
    std::string text = "lane " + std::to_string(lane.number) + "  " + (check.reason ? "NOT READY" : "ready") + "  " +
                       lane.link_text + "\n        opened in " + rounded(check.open);
    if (!check.probe.empty()) {
        line.more["probe"] = check.probe;
        text += "; " + check.probe;
    }
    if (check.controlled) {
        line.more["fixture"] = {{"unit", check.signs.unit ? Json(*check.signs.unit) : Json()},
                                {"lid_shut", check.signs.lid_shut ? Json(*check.signs.lid_shut) : Json()}};
        text += "\n        fixture: lines switched" + text_of_sign(check.signs.unit, "a unit is there", "no unit") +
                text_of_sign(check.signs.lid_shut, "lid shut", "lid open");
    }
    if (check.lock) {
        line.more["uid"] = check.lock->uid.text();
        text += "\n        chip " + check.lock->uid.text() + "  " + check.lock->hardware + " " + check.lock->firmware;
    }
    if (!check.answers.empty()) {
        line.more["answer_ms"] = {{"min", check.answers.front().count()},
                                  {"median", check.answers[check.answers.size() / 2].count()},
                                  {"max", check.answers.back().count()}};
        text += "\n        answers in " + rounded(check.answers.front()) + " to " + rounded(check.answers.back());
    }
    out.event(line);
    out.text(check.reason ? text + "\n        " + error_for_people(*check.reason) : text);
}

Result<ExitCode> selftest(Station& station, const std::vector<unsigned>& numbers, const std::string& profile,
                          Output& out) {
    auto chosen = choose_lanes(station, numbers, profile);
    if (!chosen) {
        return chosen.failure();
    }
    std::set<ExitCode> codes;
    for (const LaneSetup& lane : chosen->lanes) {
        const LaneCheck check = check_lane(station, lane, chosen->swd);
        print(out, lane, check);
        if (check.reason) { // an empty place cannot be said to work
            codes.insert(check.reason->code == ErrorCode::lock_silent ? ExitCode::fixture
                                                                      : exit_code_of(*check.reason));
        }
    }
    return most_serious(codes);
}

} // namespace

void add_fixtures_selftest(CLI::App& fixtures, CommandLine& line) {
    auto lanes = std::make_shared<std::vector<unsigned>>();
    auto profile = std::make_shared<std::string>();
    auto* command = fixtures.add_subcommand("selftest", "Each lane's port, fixture, probe and lock; changes nothing");
    add_lanes_option(*command, *lanes, "Only these, as 1,3");
    add_profile_option(*command, *profile);
    command->footer("Opens each lane, switches its fixture, asks the lock that is in it five times. Exit code 0: all "
                    "lanes are ready;\n6: not all (an empty place, too).\n\n"
                    "Examples:\n  keyline fixtures selftest\n  keyline fixtures selftest --lanes 1,3 --json");
    command->callback([&line, lanes, profile] {
        line.run = [&line, lanes, profile](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return selftest(station, *lanes, *profile, out); }, Whose::nobody);
        };
    });
}

} // namespace keyline::app
