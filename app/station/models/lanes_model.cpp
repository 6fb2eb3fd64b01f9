#include "app/station/models/lanes_model.h"

#include "app/station/models/words.h"
#include "provisioning/line/armed_work.h"

#include <algorithm>

namespace keyline::station {

void LanesModel::set_lanes(const std::vector<app::LaneSetup>& lanes) {
    beginResetModel();
    lanes_.clear();
    for (const app::LaneSetup& lane : lanes) {
        lanes_.push_back({lane.number});
    }
    endResetModel();
}

const LaneState* LanesModel::find(unsigned number) const {
    const auto lane =
        std::find_if(lanes_.begin(), lanes_.end(), [&](const LaneState& one) { return one.number == number; });
    return lane == lanes_.end() ? nullptr : &*lane;
}

unsigned LanesModel::units_in_work() const {
    return static_cast<unsigned>(std::count_if(lanes_.begin(), lanes_.end(),
                                               [](const LaneState& lane) { return lane.phase == LanePhase::working; }));
}

int LanesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lanes_.size());
}

QVariant LanesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        return Words::spoken(lane(index.row()));
    }
    return {};
}

void LanesModel::changed(int row) {
    emit dataChanged(index(row), index(row));
}

void LanesModel::change(unsigned number, const std::function<void(LaneState&)>& change) {
    for (std::size_t row = 0; row < lanes_.size(); ++row) {
        if (lanes_[row].number == number) {
            change(lanes_[row]);
            changed(static_cast<int>(row));
        }
    }
}

void LanesModel::show_arming(ArmedWork* work) {
    const auto next = work != nullptr ? work->next_lane() : std::nullopt;
    for (std::size_t row = 0; row < lanes_.size(); ++row) {
        LaneState& lane = lanes_[row];
        const auto armed = work != nullptr ? work->armed(lane.number) : std::nullopt;
        const bool takes_next_scan = next == lane.number;
        if (lane.armed != armed || lane.takes_next_scan != takes_next_scan) {
            lane.armed = armed;
            lane.takes_next_scan = takes_next_scan;
            changed(static_cast<int>(row));
        }
    }
}

void LanesModel::run_ended() {
    for (std::size_t row = 0; row < lanes_.size(); ++row) {
        LaneState& lane = lanes_[row];
        lane.takes_next_scan = false;
        lane.armed.reset();
        if (lane.phase != LanePhase::down) {
            lane.phase = LanePhase::idle;
        }
        changed(static_cast<int>(row));
    }
}

void LanesModel::unit_decided(const SerialNumber& serial, ActionKind kind) {
    const bool held = kind == ActionKind::unit_quarantine;
    if (!held && kind != ActionKind::unit_scrap && kind != ActionKind::unit_rework && kind != ActionKind::unit_rekey) {
        return;
    }
    for (const LaneState& lane : std::vector(lanes_)) {
        if (lane.serial == serial && lane.shows_result()) {
            change(lane.number, [held](LaneState& state) {
                if (held) {
                    state.result->outcome = Outcome::quarantined;
                    state.result->reason.reset();
                } else {
                    state.result.reset();
                }
            });
        }
    }
}

void LanesModel::on_started(const WorkOrder& /*order*/, const std::vector<app::LaneSetup>& lanes) {
    for (const app::LaneSetup& lane : lanes) {
        change(lane.number, [](LaneState& state) { state = {state.number, LanePhase::waits_unit}; });
    }
}

void LanesModel::on_waiting(unsigned lane, LaneWaits what) {
    change(lane, [&](LaneState& state) {
        switch (what) {
        case LaneWaits::for_unit:
            state.phase = LanePhase::waits_unit;
            state.result.reset(); // its unit is gone
            state.serial.reset();
            break;
        case LaneWaits::for_removal:
            state.phase = LanePhase::waits_removal;
            break;
        case LaneWaits::for_lid:
            if (state.phase != LanePhase::waits_removal) { // a result stays
                state.phase = LanePhase::waits_lid;
            }
            break;
        case LaneWaits::for_work:
            // A number that was refused still is told of, until the next is scanned.
            state.phase = LanePhase::waits_serial;
            state.serial.reset();
            if (state.result && state.result->outcome == Outcome::passed) {
                state.result.reset();
            }
            break;
        }
    });
}

void LanesModel::on_unit(unsigned lane, const LockIdentity& lock, Resume resume) {
    change(lane, [&](LaneState& state) {
        const unsigned number = state.number;
        state = {number, LanePhase::working};
        state.serial = lock.serial;
        state.uid = lock.uid;
        state.resumed = resume != Resume::claim;
        state.began = std::chrono::steady_clock::now();
    });
}

void LanesModel::on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) {
    change(lane, [&](LaneState& state) {
        if (serial) {
            state.serial = serial;
        }
        if (state.step != step_of(line)) {
            state.step = step_of(line);
            state.bytes_done = 0;
            state.bytes_total = 0;
        }
    });
}

void LanesModel::on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) {
    change(lane, [&](LaneState& state) {
        if (state.phase == LanePhase::working && state.step == Step::writing) {
            state.bytes_done = bytes_done;
            state.bytes_total = bytes_total;
        }
    });
}

void LanesModel::on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) {
    change(lane, [&](LaneState& state) {
        state.phase = LanePhase::waits_removal;
        state.result = result;
        state.took = took;
        if (result.serial) {
            state.serial = result.serial;
        }
    });
}

void LanesModel::on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>& reason) {
    change(lane, [&](LaneState& state) {
        state.phase = condition == app::LaneCondition::up     ? LanePhase::waits_unit
                      : condition == app::LaneCondition::down ? LanePhase::down
                                                              : LanePhase::stopped;
        state.trouble = reason;
    });
}

void LanesModel::on_lane_ended(unsigned lane, const LaneReport& report) {
    change(lane, [&](LaneState& state) {
        state.phase = report.end == LaneEnd::down ? LanePhase::down : LanePhase::ended;
        state.trouble = report.reason;
    });
}

} // namespace keyline::station
