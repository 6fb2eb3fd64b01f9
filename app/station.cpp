#include "app/station.h"

#include "app/key_service_start.h"
#include "provisioning/line/outbox.h"

namespace keyline::app {

namespace {
constexpr std::int64_t ms_per_s = 1'000;
}

Result<std::unique_ptr<Station>> Station::open(const std::filesystem::path& directory,
                                               const std::optional<std::string>& as) {
    auto setup = read_station_setup(directory);
    if (!setup) {
        return setup.failure();
    }
    std::unique_ptr<Station> station(new Station(std::move(*setup)));
    std::error_code error;
    std::filesystem::create_directories(station->setup_.run_directory(), error);
    if (error) {
        return fail(ErrorCode::station_unwritable, {{"path", station->setup_.run_directory().string()}},
                    error.message());
    }
    if (as) {
        auto logged_in = station->sessions_.choose(*as, station->now_unix_ms() / ms_per_s);
        if (!logged_in) {
            return logged_in.failure();
        }
        station->logged_in_ = *logged_in;
    }
    auto log = db::StationAuditLog::open(station->log_options());
    if (!log) {
        return log.failure();
    }
    station->log_ = std::move(*log);
    return station;
}

Result<std::unique_ptr<Station>> Station::open_to_read(const std::filesystem::path& directory) {
    auto setup = read_station_setup(directory);
    if (!setup) {
        return setup.failure();
    }
    std::unique_ptr<Station> station(new Station(std::move(*setup)));
    auto log = db::StationAuditLog::open_to_read(station->log_options());
    if (!log) {
        return log.failure();
    }
    station->log_ = std::move(*log);
    return station;
}

db::StationLogOptions Station::log_options() {
    return {setup_.log_path(), setup_.environment, setup_.name, logged_in_.empty() ? setup_.operator_name : logged_in_,
            clock_};
}

Result<KeyService*> Station::keys() {
    const std::lock_guard guard(connecting_);
    if (!keys_) {
        auto connected = connect_key_service(setup_.key_service);
        if (!connected) {
            return connected.failure();
        }
        auto info = (*connected)->info();
        if (!info) {
            return info.failure();
        }
        if (info->station != setup_.name || info->environment != setup_.environment.text()) {
            return fail(ErrorCode::key_service_answer,
                        {{"reason", "it serves station " + info->station.text() + " (" + info->environment + ")"}});
        }
        if (auto pinned = log_->pin_key(info->log_vkey); !pinned) {
            return pinned.failure();
        }
        keys_ = std::move(*connected);
    }
    return keys_.get();
}

Result<Administration*> Station::people() {
    if (auto there = keys(); !there) { // the right station, and started
        return there.failure();
    }
    const std::lock_guard guard(connecting_);
    if (!people_) {
        auto connected = connect_administration(setup_.key_service);
        if (!connected) {
            return connected.failure();
        }
        people_ = std::move(*connected);
    }
    return people_.get();
}

Result<Authority> Station::authority() {
    Authority authority;
    if (!logged_in_.empty()) {
        auto session = sessions_.load(logged_in_);
        if (!session) {
            return session.failure();
        }
        authority.session = std::move(*session);
    }
    authority.made_at_unix_ms = now_unix_ms();
    return authority;
}

std::int64_t Station::now_unix_ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock_.utc().time_since_epoch()).count();
}

Status Station::deliver() {
    auto service = keys();
    if (!service) {
        return service.failure();
    }
    const std::lock_guard guard(delivering_);
    return deliver_outbox(**service, *log_);
}

Status Station::record(AuditEvent event) {
    if (auto appended = log_->append(event); !appended) {
        return appended.failure();
    }
    return deliver();
}

} // namespace keyline::app
