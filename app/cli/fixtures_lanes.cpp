#include "app/cli/fixtures_lanes.h"

#include "provisioning/line/lane.h"

#include <algorithm>

namespace keyline::app {

Result<ChosenLanes> choose_lanes(Station& station, const std::vector<unsigned>& numbers, const std::string& profile) {
    auto lanes = select_lanes(station.setup(), numbers);
    if (!lanes) {
        return lanes.failure();
    }
    ChosenLanes chosen{std::move(*lanes), {}};
    const bool probes = std::any_of(chosen.lanes.begin(), chosen.lanes.end(), [](const LaneSetup& lane) {
        return lane.link.kind == fixtures::LaneLink::Kind::swd;
    });
    if (!probes) {
        return chosen;
    }
    const auto name = profile.empty() ? std::optional<Result<ProfileName>>() : ProfileName::parse(profile);
    auto swd = !name   ? find_swd_profile(station.setup())
               : *name ? read_swd_profile(station.setup(), **name)
                       : Result<std::optional<fixtures::SwdProfile>>(name->failure());
    if (!swd) {
        return swd.failure();
    }
    chosen.swd = std::move(*swd);
    return chosen;
}

void add_profile_option(CLI::App& command, std::string& profile) {
    command.add_option("--profile", profile,
                       "The product, for lanes with a debug probe (default: the only profile with [swd])");
}

Result<LockIdentity> ready_lock(const LanePlace& place, Clock& clock) {
    FixtureControl& fixture = place.link->fixture();
    auto signs = fixture.look();
    for (const auto until = clock.monotonic() + Lane::contacts_ms; signs && clock.monotonic() < until;) {
        clock.pause({}, Lane::contact_poll_ms);
        signs = fixture.look();
    }
    if (!signs) {
        return signs.failure();
    }
    if (signs->lid_shut == false || signs->unit == false) {
        return fail(signs->lid_shut == false ? ErrorCode::fixture_lid_open : ErrorCode::lock_silent);
    }
    auto starts = fixture.engage();
    if (!starts) {
        return starts.failure();
    }
    const auto until = clock.monotonic() + Lane::lock_start_s_max;
    auto lock = place.link->identify();
    while (!lock && lock.error().code == ErrorCode::lock_silent && *starts && clock.monotonic() < until) {
        lock = place.link->identify();
    }
    return lock;
}

} // namespace keyline::app
