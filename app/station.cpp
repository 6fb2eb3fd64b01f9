#include "app/station.h"

#include "app/key_service_start.h"
#include "provisioning/line/outbox.h"

namespace keyline::app {

Result<std::unique_ptr<Station>> Station::open(const std::filesystem::path& directory) {
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
    return {setup_.log_path(), setup_.environment, setup_.name, setup_.operator_name, clock_};
}

Result<KeyService*> Station::keys() {
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

Status Station::deliver() {
    auto service = keys();
    if (!service) {
        return service.failure();
    }
    return deliver_outbox(**service, *log_);
}

Status Station::record(AuditEvent event) {
    if (auto appended = log_->append(event); !appended) {
        return appended.failure();
    }
    return deliver();
}

} // namespace keyline::app
