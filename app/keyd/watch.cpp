#include "app/keyd/watch.h"

#include "app/clock_watch.h"
#include "app/disk_space.h"
#include "app/keyd/hang_guard.h"
#include "app/keyd/log_line.h"
#include "app/keyd/refusals.h"

#include <algorithm>
#include <limits>

namespace keyline::app {

namespace {

constexpr std::chrono::milliseconds look_ms{10'000};

timespec next_look(const Watched& watched) {
    std::chrono::nanoseconds wait = look_ms;
    if (watched.supervisor.alive_every()) {
        wait = std::min<std::chrono::nanoseconds>(wait, *watched.supervisor.alive_every());
    }
    if (watched.idle_exit) {
        const std::chrono::nanoseconds idle = watched.server.idle_for().value_or(std::chrono::nanoseconds(0));
        wait = std::clamp<std::chrono::nanoseconds>(*watched.idle_exit - idle, std::chrono::milliseconds(1), wait);
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait);
    return {seconds.count(), (wait - seconds).count()};
}

void record(const Watched& watched, const char* event, Error::Args details) {
    if (auto recorded = record_event(watched.registry, event, std::move(details)); !recorded) {
        log_line(recorded.error());
    }
}

// The stations' rights, from keyd.toml as it is now. Certificates and lists are looked at again by themselves.
void reload(const Watched& watched) {
    watched.supervisor.reloading();
    auto config = read_keyd_config(watched.config_path);
    Error::Args details{{"code", config ? "ok" : std::string(text_of(config.error().code))}};
    if (config) {
        watched.server.set_stations(config->stations);
        details.emplace_back("stations", std::to_string(config->stations.size()));
    } else {
        log_line(config.error());
    }
    record(watched, "keyd.rights_loaded", std::move(details));
    watched.supervisor.ready(watched.status);
}

// A server that several keyd share comes back by itself: until then each call tells that it is not there. After an I/O
// error or damage nobody is served until the registry is opened again: whoever needs the key service next starts it
// anew.
Status check_registry(const Watched& watched) {
    auto usable = watched.registry.begin();
    watched.health.registry_there = usable.has_value();
    const bool comes_back = std::holds_alternative<db::PostgresPlace>(watched.config.registry) && !usable &&
                            usable.error().code == ErrorCode::registry_unavailable;
    if (comes_back) {
        log_line(usable.error());
    }
    return usable || comes_back ? Status() : Status(usable.failure());
}

Status check_token(const Watched& watched) {
    const HangGuard guard(hsm::WorkerPool::call_ms_max_default);
    return watched.module.check_token();
}

// Told and recorded each time it changes; whoever reads the metrics sees it too.
class DiskWatch {
  public:
    explicit DiskWatch(const Watched& watched) : watched_(watched) {
        places_.push_back(watched.config.directory);
        for (const db::StorePlace* place : {&watched.config.registry, &watched.config.archive}) {
            if (const auto* path = std::get_if<std::filesystem::path>(place)) {
                places_.push_back(path->parent_path());
            }
        }
        if (watched.config.escrow_copy) {
            places_.push_back(watched.config.escrow_copy->parent_path());
        }
    }
    void look() {
        std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
        Status room;
        for (const std::filesystem::path& place : places_) {
            if (auto enough = check_disk_space(place, watched_.config.disk_free_mib_min); room && !enough) {
                room = enough;
            }
            least = std::min(least, free_mib(place).value_or(0));
        }
        watched_.health.disk_free_mib = least;
        if (room.has_value() == was_room_) {
            return;
        }
        was_room_ = room.has_value();
        if (room) {
            record(watched_, "keyd.disk_ok", {{"free_mib", std::to_string(least)}});
            return;
        }
        log_line(room.error());
        record(watched_, "keyd.disk_low", room.error().args);
    }

  private:
    const Watched& watched_;
    std::vector<std::filesystem::path> places_;
    bool was_room_ = true;
};

Status look(const Watched& watched, ClockStepWatch& steps, DiskWatch& disks) {
    disks.look();
    if (const auto step = steps.look()) {
        if (watched.metrics != nullptr) {
            watched.metrics->clock_stepped();
        }
        log_line("the clock was set by " + seconds_text(*step) + " s");
        record(watched, "clock.stepped", {{"step_s", seconds_text(*step)}});
    }
    const Status there = check_token(watched);
    watched.health.hsm_there = there.has_value();
    if (!there) {
        return there;
    }
    if (auto usable = check_registry(watched); !usable) {
        return usable;
    }
    if (watched.trust != nullptr) {
        watched.trust->current(); // reads what has changed
    }
    return {};
}

} // namespace

sigset_t watched_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    return signals;
}

Result<std::string> watch_until_end(const Watched& watched) {
    const sigset_t signals = watched_signals();
    ClockStepWatch steps(watched.clock);
    DiskWatch disks(watched);
    disks.look();
    while (true) {
        const timespec timeout = next_look(watched);
        const int signal = sigtimedwait(&signals, nullptr, &timeout);
        if (signal == SIGHUP) {
            reload(watched);
            continue;
        }
        if (signal > 0) {
            return std::string(signal == SIGTERM ? "SIGTERM" : "SIGINT");
        }
        if (watched.idle_exit && watched.server.idle_for() >= *watched.idle_exit && watched.server.close_if_idle()) {
            return std::string("idle");
        }
        if (auto well = look(watched, steps, disks); !well) {
            return well.failure();
        }
        watched.supervisor.alive();
    }
}

} // namespace keyline::app
