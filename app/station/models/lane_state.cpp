#include "app/station/models/lane_state.h"

namespace keyline::station {

Step step_of(Line line) {
    switch (line) {
    case Line::record_claiming:
    case Line::issue:
    case Line::record_issued:
        return Step::issuing;
    case Line::record_writing:
    case Line::program:
    case Line::record_written:
        return Step::writing;
    case Line::draw_challenge:
    case Line::answer_challenge:
    case Line::check_answer:
    case Line::record_proved:
        return Step::proving;
    case Line::record_closing:
    case Line::close:
        return Step::closing;
    default:
        return Step::confirming;
    }
}

double LaneState::progress() const {
    const double part = bytes_total == 0 ? 0 : static_cast<double>(bytes_done) / static_cast<double>(bytes_total);
    return (static_cast<int>(step) + part) / step_count;
}

} // namespace keyline::station
