#include "app/cli/run_view.h"

#include <algorithm>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace keyline::app {

namespace {

constexpr std::chrono::milliseconds redraw_ms{100};

std::string upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

std::string seconds_text(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

// A line that wraps could not be drawn over.
std::size_t terminal_columns() {
    constexpr std::size_t columns_default = 80;
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : columns_default;
}

std::string indented(const std::string& text) {
    std::string out;
    for (const char character : text) {
        out += character;
        out += character == '\n' ? "         " : "";
    }
    return out;
}

std::string waiting_text(LaneWaits what) {
    switch (what) {
    case LaneWaits::for_unit:
        return "waiting for a unit";
    case LaneWaits::for_removal:
        return "done: take the unit away";
    case LaneWaits::for_work:
        return "waiting for a serial number";
    case LaneWaits::for_lid:
        return "waiting for the lid to be shut";
    }
    return "";
}

// A step as people name it: several lines of the procedure belong to one.
std::string step_text(Line line) {
    switch (line) {
    case Line::record_claiming:
    case Line::issue:
    case Line::record_issued:
        return "issuing key";
    case Line::record_writing:
    case Line::program:
    case Line::record_written:
        return "writing";
    case Line::draw_challenge:
    case Line::answer_challenge:
    case Line::check_answer:
    case Line::record_proved:
        return "proving";
    case Line::record_closing:
    case Line::close:
        return "closing";
    default:
        return "confirming";
    }
}

} // namespace

RunView::RunView(Output& out) : out_(out), on_terminal_(!out.json() && isatty(STDERR_FILENO) == 1) {}

void RunView::on_started(const WorkOrder& order, const std::vector<LaneSetup>& lanes) {
    const std::lock_guard guard(mutex_);
    order_ = order.id.text();
    Json numbers = Json::array();
    for (const LaneSetup& lane : lanes) {
        lanes_[lane.number];
        numbers.push_back(lane.number);
    }
    out_.event({"provision.started",
                {},
                {},
                {},
                {},
                {{"order", order_}, {"lanes", numbers}, {"remaining", order.remaining()}}});
    say("Order " + order_ + ": " + std::to_string(order.remaining()) + " of " + std::to_string(order.quota) +
        " units remaining; " + std::to_string(lanes.size()) + (lanes.size() == 1 ? " lane" : " lanes"));
}

void RunView::on_interrupted(const Interrupted& interrupted) {
    const std::lock_guard guard(mutex_);
    const auto tell = [this](const UnitRecord& unit, const std::string& event, const std::string& text) {
        out_.event({event,
                    unit.lane,
                    unit.serial,
                    {},
                    {},
                    {{"uid", unit.uid.text()}, {"order", unit.order.text()}, {"last", text_of(unit.last)}}});
        say("Interrupted before: " + (unit.serial ? unit.serial->text() : "chip " + unit.uid.text()) + " on lane " +
            std::to_string(unit.lane) + ", " + text);
    };
    for (const UnitRecord& unit : interrupted.aborted) {
        tell(unit, "unit.recovered", "no serial number was used: ended as aborted");
    }
    for (const UnitRecord& unit : interrupted.outstanding) {
        tell(unit, "unit.outstanding",
             "after " + std::string(text_of(unit.last)) + ": goes on when it is in a fixture");
    }
}

void RunView::on_waiting(unsigned lane, LaneWaits what) {
    const std::lock_guard guard(mutex_);
    const char* names[] = {"unit", "removal", "serial number", "lid"};
    out_.event({"lane.waiting", lane, {}, {}, {}, {{"for", names[static_cast<int>(what)]}}});
    show(lane, waiting_text(what));
}

void RunView::on_unit(unsigned lane, const LockIdentity& lock, Resume resume) {
    const std::lock_guard guard(mutex_);
    const bool resumed = resume != Resume::claim;
    out_.event({"unit.started", lane, lock.serial, {}, {}, {{"uid", lock.uid.text()}, {"resumed", resumed}}});
    lanes_[lane] = {lock.serial ? lock.serial->text() : "", resumed ? "resuming" : "starting", 0, 0, resumed};
    draw();
}

void RunView::on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) {
    const std::lock_guard guard(mutex_);
    LaneLine& shown = lanes_[lane];
    if (serial) {
        shown.serial = serial->text();
    }
    const std::string step = step_text(line);
    if (shown.doing == step) {
        return;
    }
    out_.event({"unit.step", lane, serial, {}, {}, {{"step", step}}});
    shown.bytes_total = 0;
    show(lane, step);
}

void RunView::on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) {
    const std::lock_guard guard(mutex_);
    lanes_[lane].bytes_done = bytes_done;
    lanes_[lane].bytes_total = bytes_total;
    if (std::chrono::steady_clock::now() >= next_draw_) {
        draw();
    }
}

void RunView::on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) {
    const std::lock_guard guard(mutex_);
    const std::string outcome(text_of(result.outcome));
    const std::string code(result.reason ? text_of(result.reason->code) : "ok");
    const double seconds = std::chrono::duration<double>(took).count();
    EventLine line{"unit." + outcome, lane, result.serial, outcome, code};
    line.more = {{"order", order_},
                 {"uid", result.uid ? Json(result.uid->text()) : Json()},
                 {"seconds", seconds},
                 {"resumed", lanes_[lane].resumed}};
    if (result.reason) {
        for (const auto& [name, value] : result.reason->args) {
            line.more["details"][name] = value;
        }
    }
    out_.event(line);
    const std::string serial = result.serial ? result.serial->text() : "-";
    done_.push_back({lane, serial, outcome, code, seconds});
    say("lane " + padded(std::to_string(lane), 2) + "  " + padded(serial, 17) + "  " + padded(upper(outcome), 11) +
        "  " + seconds_text(seconds) + (lanes_[lane].resumed ? "  (resumed)" : "") +
        (result.reason ? indented("\n" + error_for_people(*result.reason)) : ""));
}

void RunView::on_lane_condition(unsigned lane, LaneCondition condition, const std::optional<Error>& reason) {
    const std::lock_guard guard(mutex_);
    const char* conditions[] = {"up", "down", "stopped"};
    const std::string name = conditions[static_cast<int>(condition)];
    EventLine line{"lane." + name, lane, {}, {}, reason ? std::string(text_of(reason->code)) : "ok"};
    if (reason) {
        for (const auto& [argument, value] : reason->args) {
            line.more["details"][argument] = value;
        }
    }
    out_.event(line);
    lanes_[lane] = {"", condition == LaneCondition::down ? "down, tried again" : name, 0, 0, false};
    say("lane " + padded(std::to_string(lane), 2) + "  " +
        (condition == LaneCondition::up     ? "up again"
         : condition == LaneCondition::down ? "down"
                                            : "stopped") +
        (reason ? "; it is tried again until it is back" + indented("\n" + error_for_people(*reason)) : ""));
}

void RunView::on_lane_ended(unsigned lane, const LaneReport& report) {
    const std::lock_guard guard(mutex_);
    const char* ends[] = {"finished", "stopped", "down"};
    EventLine line{"lane.ended", lane, {}, {}, report.reason ? std::string(text_of(report.reason->code)) : "ok"};
    line.more = {{"end", ends[static_cast<int>(report.end)]}};
    out_.event(line);
    lanes_[lane] = {"", ends[static_cast<int>(report.end)], 0, 0, false};
    if (report.reason) {
        say("lane " + padded(std::to_string(lane), 2) + "  ended" + indented("\n" + error_for_people(*report.reason)));
    }
    draw();
}

void RunView::on_outbox(const std::optional<Error>& trouble) {
    const std::lock_guard guard(mutex_);
    out_.event({"outbox", {}, {}, {}, trouble ? std::string(text_of(trouble->code)) : "ok"});
    say(trouble ? "Reports wait for the key service; nothing is lost. " + error_for_people(*trouble)
                : std::string("Reports have reached the key service."));
}

void RunView::on_label(unsigned lane, const SerialNumber& serial, const std::optional<Error>& trouble) {
    const std::lock_guard guard(mutex_);
    out_.event({trouble ? "label.failed" : "label.printed",
                lane,
                serial,
                {},
                trouble ? std::string(text_of(trouble->code)) : "ok"});
    if (trouble) {
        say(serial.text() + " has passed, its label is not printed. " + error_for_people(*trouble));
    }
}

void RunView::on_fewer_allowed(std::uint64_t units) {
    const std::lock_guard guard(mutex_);
    say("The order allows only " + std::to_string(units) + " more.");
}

void RunView::on_bad_scan(const Error& error) {
    const std::lock_guard guard(mutex_);
    EventLine line{"serial.refused", {}, {}, {}, std::string(text_of(error.code))};
    for (const auto& [name, value] : error.args) {
        line.more["details"][name] = value;
    }
    out_.event(line);
    say("line " + std::string(error.arg("line")) + ": " + error_for_people(error));
}

void RunView::on_stopping() {
    const std::lock_guard guard(mutex_);
    out_.event({"provision.stopping", {}, {}, {}, {}});
    say("Stopping: units in work are finished first. Once more ends at once; they are then resumed at the next start.");
}

void RunView::on_ended(const RunSummary& summary) {
    const std::lock_guard guard(mutex_);
    erase();
    lanes_.clear();
    if (!done_.empty()) {
        out_.text("");
        out_.text("unit               lane  outcome      seconds  code");
        for (const DoneUnit& unit : done_) {
            char seconds[16];
            std::snprintf(seconds, sizeof seconds, "%7.2f", unit.seconds);
            out_.text(padded(unit.serial, 17) + "  " + padded(std::to_string(unit.lane), 4) + "  " +
                      padded(unit.outcome, 11) + "  " + seconds + "  " + unit.code);
        }
        out_.text("");
    }
    const auto units = summary.passed + summary.failed + summary.quarantined;
    const double hours = std::chrono::duration<double, std::ratio<3600>>(summary.took).count();
    char figures[96] = "";
    if (units > 0 && hours > 0) {
        std::snprintf(figures, sizeof figures, "; %.0f units per hour, first-pass yield %.1f %%",
                      static_cast<double>(summary.passed) / hours,
                      100.0 * static_cast<double>(summary.passed) / static_cast<double>(units));
    }
    out_.text(std::to_string(summary.passed) + " passed, " + std::to_string(summary.failed) + " failed, " +
              std::to_string(summary.errors) + " errors, " + std::to_string(summary.aborted) + " aborted, " +
              std::to_string(summary.quarantined) + " quarantined" + figures);
    out_.raw({{"event", "summary"},
              {"passed", summary.passed},
              {"failed", summary.failed},
              {"errors", summary.errors},
              {"aborted", summary.aborted},
              {"quarantined", summary.quarantined}});
}

void RunView::show(unsigned lane, std::string doing) {
    lanes_[lane].doing = std::move(doing);
    draw();
}

void RunView::say(const std::string& text) {
    if (out_.json()) {
        return;
    }
    erase();
    out_.note(text);
    draw();
}

void RunView::draw() {
    if (!on_terminal_ || lanes_.empty()) {
        return;
    }
    erase();
    std::string block;
    for (const auto& [number, lane] : lanes_) {
        block += text_of_lane(number, lane).substr(0, terminal_columns() - 1) + "\n";
    }
    std::fputs(block.c_str(), stderr);
    lines_drawn_ = lanes_.size();
    next_draw_ = std::chrono::steady_clock::now() + redraw_ms;
}

void RunView::erase() {
    if (lines_drawn_ > 0) {
        std::fprintf(stderr, "\r\x1b[%zuA\x1b[J", lines_drawn_);
        lines_drawn_ = 0;
    }
}

std::string RunView::text_of_lane(unsigned number, const LaneLine& lane) const {
    constexpr std::size_t bar_width = 20;
    std::string text = "  lane " + padded(std::to_string(number), 2) + "  " + padded(lane.serial, 17) + "  ";
    if (lane.bytes_total == 0) {
        return text + lane.doing;
    }
    const std::size_t filled = bar_width * lane.bytes_done / lane.bytes_total;
    return text + padded(lane.doing, 12) + "[" + std::string(filled, '#') + std::string(bar_width - filled, '.') +
           "] " + std::to_string(100 * lane.bytes_done / lane.bytes_total) + " %";
}

} // namespace keyline::app
