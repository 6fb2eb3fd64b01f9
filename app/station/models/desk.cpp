#include "app/station/models/desk.h"

#include "app/label.h"

#include <algorithm>

namespace keyline::station {

using std::chrono::steady_clock;

namespace {

// As far as anything shows it.
bool look_the_same(const std::vector<WorkOrder>& before, const std::vector<WorkOrder>& now) {
    return std::ranges::equal(before, now, [](const WorkOrder& one, const WorkOrder& other) {
        return one.id == other.id && one.state == other.state && one.quota == other.quota && one.last == other.last &&
               named(one.counts) == named(other.counts);
    });
}

} // namespace

Desk::Desk(const std::filesystem::path& station, QObject* parent)
    : QObject(parent), preferences_(station), station_(station), run_(*this, station_.calls()) {
    connect(&station_, &StationControl::state_changed, this, &Desk::station_has_changed);
    connect(&station_, &StationControl::health_changed, this, [this] { strip_.show_health(station_.health()); });
    connect(&station_, &StationControl::session_over, this, &Desk::log_out);
    connect(&run_, &RunControl::arming_changed, this, [this] { lanes_.show_arming(run_.armed_work()); });
    connect(&run_, &RunControl::ended, this, &Desk::run_has_ended);
    connect(&orders_timer_, &QTimer::timeout, this, [this] { ask_orders(Asked::by_time); });
    orders_timer_.start(orders_every_ms);
    strip_.translate();
}

Desk::~Desk() = default;

void Desk::station_has_changed() {
    if (station_.station() && lanes_.rowCount() == 0) {
        lanes_.set_lanes(station_.station()->setup().lanes);
    }
    strip_.show_station(station_.state() != StationControl::State::broken);
    strip_.show_person(station_.person(), station_.state() == StationControl::State::logged_out);
    if (station_.person() != person_) {
        person_ = station_.person();
        if (!person_.isEmpty()) {
            shift_ = ShiftFigures();
            shift_began_ = QDateTime::currentDateTimeUtc();
            emit figures_changed();
            refresh_orders();
        }
    }
}

void Desk::refresh_orders() {
    ask_orders(Asked::by_person);
}

void Desk::ask_orders(Asked asked) {
    const bool by_time = asked == Asked::by_time;
    const bool is_ready = station_.state() == StationControl::State::ready && !timed_asks_.is_busy();
    if (!station_.station() || (by_time && !is_ready)) {
        return;
    }
    (by_time ? timed_asks_ : station_.calls())
        .run(
            [station = station_.station()]() -> Result<std::vector<WorkOrder>> {
                auto keys = station->keys();
                return keys ? (*keys)->orders() : Result<std::vector<WorkOrder>>(keys.failure());
            },
            [this, by_time](Result<std::vector<WorkOrder>> orders) {
                if (by_time && (!orders || look_the_same(orders_, *orders))) {
                    return; // a key service that is away is in the strip
                }
                if (!orders) {
                    emit trouble(orders.error());
                    return;
                }
                orders_ = std::move(*orders);
                show_order_between_runs();
                emit orders_changed();
            });
}

void Desk::show_order_between_runs() {
    const auto same =
        std::ranges::find_if(orders_, [this](const WorkOrder& order) { return order_ && order.id == order_->id; });
    if (!run_.is_active() && same != orders_.end()) {
        passed_of_order_ = same->counts.passed;
        show_order();
    }
}

void Desk::open_anew() {
    log_out();
    station_.open();
    lanes_.set_lanes({}); // of the one before; the next one's come with it
}

void Desk::start(const OrderId& order) {
    if (station_.state() == StationControl::State::ready) {
        run_.start(station_.station(), order, preferences_.numbers_are_scanned() ? Numbers::scanned : Numbers::next);
    }
}

void Desk::log_out() {
    auto left = station_.leave();
    if (!left) {
        return;
    }
    if (run_.is_active()) {
        leaving_ = std::move(left);
        run_.stop();
    } else {
        station_.end_session_of(left);
    }
}

void Desk::run_has_ended(const std::optional<Error>& failure) {
    lanes_.run_ended();
    if (leaving_) {
        station_.end_session_of(std::exchange(leaving_, nullptr));
    }
    if (failure) {
        if (kind_of(failure->code) == ErrorKind::audit) {
            strip_.show_log_failure(*failure);
        }
        emit trouble(*failure);
    }
    refresh_orders();
    station_.look();
    if (failure && failure->code == ErrorCode::audit_unavailable) {
        // A log that could not be written once is not written again before it was opened, and looked at, anew.
        log_out();
        station_.open();
    }
}

bool Desk::needs_code(ActionKind kind) const {
    return station_.people_required() && rule_of(kind).code == OneTimeCode::needed;
}

bool Desk::may_ask(ActionKind kind) const {
    return station_.state() == StationControl::State::ready && station_.roles().has_one_of(rule_of(kind).may_ask);
}

bool Desk::prints_labels() const {
    return station_.station() && !station_.station()->setup().label.printer.empty();
}

void Desk::act(const Action& action, std::optional<SecretBytes> code) {
    auto secret = std::make_shared<std::optional<SecretBytes>>(std::move(code));
    station_.calls().run(
        [station = station_.station(), action, secret]() -> Result<ActionOutcome> {
            auto authority = app::authority_with(*station, std::move(*secret));
            return authority ? app::act_on_record(*station, *authority, action)
                             : Result<ActionOutcome>(authority.failure());
        },
        [this, kind = action.kind, text = std::string(action.arg("serial"))](Result<ActionOutcome> outcome) {
            if (!outcome) {
                emit trouble(outcome.error());
                return;
            }
            const auto serial = SerialNumber::parse(text);
            if (serial && !outcome->pending) {
                lanes_.unit_decided(*serial, kind);
            }
            emit decided(QString::fromStdString(text), outcome->pending.has_value());
            requests_.refresh();
            refresh_orders();
        });
}

void Desk::print_label_again(const SerialNumber& serial, const std::string& reason) {
    const app::LabelSetup& label = station_.station()->setup().label;
    station_.calls().run(
        [station = station_.station(), order = app::LabelOrder{serial, label.printer, label.format, reason}] {
            return app::print_label(*station, order);
        },
        [this, serial](const Status& printed) {
            on_label(0, serial, printed ? std::nullopt : std::optional(printed.error()));
        });
}

void Desk::on_label(unsigned lane, const SerialNumber& serial, const std::optional<Error>& failure) {
    if (failure) {
        emit trouble(*failure);
    } else if (lane == 0) { // somebody asked for it; one for each PASS would only be noise
        emit label_printed(QString::fromStdString(serial.text()));
    }
}

void Desk::show_order() {
    if (order_) {
        strip_.show_order(QString::fromStdString(order_->id.text()), passed_of_order_, order_->quota);
    }
    emit figures_changed();
}

void Desk::on_started(const WorkOrder& order, const std::vector<app::LaneSetup>& lanes) {
    order_ = order;
    passed_of_order_ = order.counts.passed;
    lanes_.on_started(order, lanes);
    lanes_.show_arming(run_.armed_work());
    show_order();
}

void Desk::on_interrupted(const Interrupted& before) {
    lanes_.on_interrupted(before);
    if (!before.outstanding.empty()) {
        emit interrupted(before);
    }
}

void Desk::on_waiting(unsigned lane, LaneWaits what) {
    lanes_.on_waiting(lane, what);
    lanes_.show_arming(run_.armed_work());
}

void Desk::on_unit(unsigned lane, const LockIdentity& lock, Resume resume) {
    lanes_.on_unit(lane, lock, resume);
    lanes_.show_arming(run_.armed_work());
}

void Desk::on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) {
    lanes_.on_line(lane, line, serial);
}

void Desk::on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) {
    lanes_.on_progress(lane, bytes_done, bytes_total);
}

void Desk::on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) {
    lanes_.on_result(lane, result, took);
    lanes_.show_arming(run_.armed_work());
    shift_.count(result.outcome, steady_clock::now());
    if (result.outcome == Outcome::passed) {
        ++passed_of_order_;
    }
    if (result.reason && kind_of(result.reason->code) == ErrorKind::audit) {
        strip_.show_log_failure(*result.reason);
    }
    show_order();
    emit unit_ended(lane, result.outcome);
}

void Desk::on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>& reason) {
    lanes_.on_lane_condition(lane, condition, reason);
}

void Desk::on_lane_ended(unsigned lane, const LaneReport& report) {
    lanes_.on_lane_ended(lane, report);
    if (report.reason && kind_of(report.reason->code) == ErrorKind::audit) {
        strip_.show_log_failure(*report.reason);
    }
}

void Desk::on_outbox(const std::optional<Error>& /*trouble*/) {
    station_.look(); // the strip says what it is
}

} // namespace keyline::station
