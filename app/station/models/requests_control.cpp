#include "app/station/models/requests_control.h"

namespace keyline::station {

RequestsControl::RequestsControl(StationControl& station, QObject* parent) : QObject(parent), station_(station) {
    timer_.setInterval(look_every);
    connect(&timer_, &QTimer::timeout, this, &RequestsControl::refresh);
    connect(&station, &StationControl::state_changed, this, [this] {
        if (station_.state() == StationControl::State::ready) {
            timer_.start();
            refresh();
        } else {
            forget();
        }
    });
}

// The next person does not see what this one has looked at.
void RequestsControl::forget() {
    timer_.stop();
    pending_.clear();
    shown_.reset();
    emit changed();
}

bool RequestsControl::is_own() const {
    return shown_ && QString::fromStdString(shown_->author.text()) == station_.person();
}

bool RequestsControl::may_approve() const {
    return shown_ && !is_own() && station_.roles().has_one_of(rule_of(shown_->action.kind).may_approve);
}

void RequestsControl::refresh() {
    if (looking_ || station_.state() != StationControl::State::ready) {
        return;
    }
    looking_ = true;
    station_.calls().run([station = station_.station()] { return app::requests_of(*station, false); },
                         [this, asked = station_.station()](Result<std::vector<Request>> requests) {
                             looking_ = false;
                             if (asked != station_.station() || !requests) {
                                 return; // a key service that is away is told of by the strip
                             }
                             pending_ = std::move(*requests);
                             emit changed();
                         });
}

void RequestsControl::show(RequestNumber number) {
    if (busy_) {
        return;
    }
    busy_ = true;
    emit changed();
    station_.calls().run([station = station_.station(), number] { return app::look_at_request(*station, number); },
                         [this, asked = station_.station()](Result<Request> request) {
                             busy_ = false;
                             shown_.reset();
                             if (request && asked == station_.station()) {
                                 shown_ = std::move(*request);
                             }
                             emit changed();
                             if (!request) {
                                 emit failed(request.error());
                             }
                         });
}

void RequestsControl::approve(std::optional<SecretBytes> code) {
    if (busy_ || !shown_) {
        return;
    }
    busy_ = true;
    emit changed();
    auto secret = std::make_shared<std::optional<SecretBytes>>(std::move(code));
    station_.calls().run(
        [station = station_.station(), seen = *shown_, secret]() -> Status {
            auto authority = app::authority_with(*station, std::move(*secret));
            auto done = authority ? app::approve_on_record(*station, *authority, seen)
                                  : Result<ActionDone>(authority.failure());
            return done ? Status() : done.failure();
        },
        [this, number = shown_->number](const Status& status) { over(number, status, true); });
}

void RequestsControl::end(const std::string& reason) {
    if (busy_ || !shown_) {
        return;
    }
    busy_ = true;
    emit changed();
    const auto how = is_own() ? app::RequestEnd::withdrawn : app::RequestEnd::refused;
    station_.calls().run([station = station_.station(), request = *shown_, how,
                          reason] { return app::end_request_on_record(*station, request, how, reason); },
                         [this, number = shown_->number](const Status& status) { over(number, status, false); });
}

void RequestsControl::over(RequestNumber number, const Status& status, bool was_done) {
    busy_ = false;
    if (status) {
        shown_.reset();
    }
    emit changed();
    if (status) {
        emit ended(number, was_done);
    } else {
        emit failed(status.error());
    }
    refresh();
}

} // namespace keyline::station
