#include "app/station/models/station_control.h"

#include "app/log_in.h"

#include <algorithm>

namespace keyline::station {

StationControl::StationControl(std::filesystem::path directory, QObject* parent)
    : QObject(parent), directory_(std::move(directory)) {
    look_timer_.setInterval(look_every_ms);
    connect(&look_timer_, &QTimer::timeout, this, &StationControl::look);
    session_timer_.setSingleShot(true);
    connect(&session_timer_, &QTimer::timeout, this, &StationControl::session_over);
}

void StationControl::set_state(State state) {
    state_ = state;
    emit state_changed();
}

void StationControl::open() {
    trouble_.reset();
    set_state(State::opening);
    // Nobody's: a session that somebody has begun elsewhere is not this screen's.
    calls_.run([directory = directory_] { return app::Station::open(directory, std::nullopt); },
               [this](Result<std::unique_ptr<app::Station>> opened) {
                   if (!opened) {
                       trouble_ = opened.error();
                       set_state(State::broken);
                       return;
                   }
                   nobodys_ = std::move(*opened);
                   station_ = nobodys_;
                   set_state(State::connecting);
                   connect_to_keys();
                   look_timer_.start();
               });
}

void StationControl::connect_to_keys() {
    calls_.run(
        [station = nobodys_]() -> Result<bool> {
            auto people = station->people();
            auto who = people ? (*people)->who_am_i({}) : Result<WhoAmI>(people.failure());
            return who ? Result<bool>(who->people_required) : who.failure();
        },
        [this](Result<bool> people_required) {
            if (people_required) {
                connected(*people_required);
                return;
            }
            trouble_ = people_required.error();
            emit state_changed();
            QTimer::singleShot(connect_again_ms, this, &StationControl::connect_to_keys);
        });
}

void StationControl::connected(bool people_required) {
    trouble_.reset();
    people_required_ = people_required;
    if (!people_required) {
        person_ = QString::fromStdString(station_->setup().operator_name);
        roles_ = Roles::all();
    }
    set_state(people_required ? State::logged_out : State::ready);
    look();
}

void StationControl::log_in(SecretBytes badge, SecretBytes pin) {
    if (logging_in_ || !nobodys_) {
        return;
    }
    logging_in_ = true;
    emit state_changed();
    auto secrets = std::make_shared<std::pair<SecretBytes, SecretBytes>>(std::move(badge), std::move(pin));
    calls_.run(
        [station = nobodys_, directory = directory_, secrets]() -> Result<Entered> {
            auto logged_in = app::begin_session(*station, secrets->first, secrets->second);
            if (!logged_in) {
                return logged_in.failure();
            }
            auto own = app::Station::open(directory, logged_in->person.name.text());
            auto keys = own ? (*own)->people() : Result<Administration*>(own.failure());
            if (!keys) {
                return keys.failure();
            }
            return Entered{std::move(*own), logged_in->person, logged_in->ends_unix_s};
        },
        [this](Result<Entered> result) {
            logging_in_ = false;
            if (!result) {
                emit state_changed();
                emit log_in_refused(result.error());
                return;
            }
            entered(std::move(*result));
        });
}

void StationControl::entered(Entered entered) {
    station_ = std::move(entered.station);
    person_ = QString::fromStdString(entered.person.name.text());
    roles_ = entered.person.roles;
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(station_->clock().utc().time_since_epoch());
    session_timer_.start(std::max(std::chrono::seconds(entered.ends_unix_s) - now, std::chrono::seconds(0)));
    set_state(State::ready);
    look();
}

std::shared_ptr<app::Station> StationControl::leave() {
    if (!people_required_ || state_ != State::ready) {
        return nullptr;
    }
    session_timer_.stop();
    auto left = std::exchange(station_, nobodys_);
    person_.clear();
    roles_ = {};
    set_state(State::logged_out);
    return left;
}

void StationControl::end_session_of(const std::shared_ptr<app::Station>& station) {
    // The file of the session is gone in any case; a key service that is away ends it by its time.
    calls_.run([station] { return app::end_session(*station); }, [](const Status& /*ended*/) {});
}

void StationControl::look() {
    if (looking_ || !station_ || state_ == State::connecting) {
        return;
    }
    looking_ = true;
    looks_.run([station = station_] { return app::look_at(*station); },
               [this](app::StationHealth health) {
                   looking_ = false;
                   health_ = std::move(health);
                   emit health_changed();
               });
}

} // namespace keyline::station
