// Decision: what a person can decide about one unit at the screen. Threads: values.
#pragma once

#include "provisioning/people/action.h"

#include <optional>

namespace keyline::station {

enum class Decision { quarantine, rework, release, scrap, rekey, reprint };

// None: reprint, which the station does alone.
inline std::optional<ActionKind> action_of(Decision decision) {
    switch (decision) {
    case Decision::quarantine:
        return ActionKind::unit_quarantine;
    case Decision::rework:
        return ActionKind::unit_rework;
    case Decision::release:
        return ActionKind::unit_release;
    case Decision::scrap:
        return ActionKind::unit_scrap;
    case Decision::rekey:
        return ActionKind::unit_rekey;
    case Decision::reprint:
        break;
    }
    return std::nullopt;
}

} // namespace keyline::station
