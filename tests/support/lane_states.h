// One of everything that a lane can be at, in turn, told as a run would tell it: every outcome side by side.
#pragma once

#include "app/station/models/desk.h"

namespace keyline::test {

inline LockIdentity lock_of(unsigned lane) {
    const ChipUid uid = *ChipUid::parse("00112233445566" + std::to_string(10 + lane));
    return {uid, "demo", "1.0", DeviceType(1), LockState::blank, *CheckValue::parse("a1b2c3"), 4'096, {}};
}

inline void tell_lane(station::Desk& desk, unsigned lane) {
    const LockIdentity lock = lock_of(lane);
    const SerialNumber serial = *SerialNumber::from_parts(DeviceType(1), 40 + lane);
    const auto ended = [&](Outcome outcome, std::optional<ErrorCode> code) {
        const auto reason = code ? std::optional(Error{*code, {}, {}, {}}) : std::nullopt;
        desk.on_result(lane, {outcome, serial, lock.uid, reason}, std::chrono::milliseconds(11'800));
    };
    desk.on_unit(lane, lock, lane % 5 == 0 ? Resume::prove : Resume::claim);
    switch (lane % 8) {
    case 1:
    case 7:
        return ended(Outcome::passed, {});
    case 2:
        desk.on_line(lane, Line::program, serial);
        return desk.on_progress(lane, 1'000 + 200 * lane, 4'096);
    case 3:
        return ended(Outcome::failed, ErrorCode::lock_silent);
    case 4:
        return desk.on_waiting(lane, LaneWaits::for_unit);
    case 5:
        return desk.on_line(lane, Line::draw_challenge, serial);
    case 6:
        return ended(Outcome::quarantined, ErrorCode::lock_changed);
    default:
        return ended(Outcome::error, ErrorCode::key_service_unavailable);
    }
}

} // namespace keyline::test
