// Metrics: what keyd does, in Prometheus' text format, on a loopback port: counts, times and states. No secret, no
// serial number, no claim: labels are calls, codes and the stations of keyd.toml. Threads: any; the reader has its own.
#pragma once

#include "hsm/service/server.h"

namespace keyline::app {

class Metrics {
  public:
    struct State {
        hsm::ServerState server;
        bool hsm_there = true;
        bool registry_there = true;
        std::uint64_t disk_free_mib = 0;
        std::optional<std::chrono::system_clock::time_point> own_certificate_ends{};
        std::optional<std::chrono::system_clock::time_point> crl_ends{};
    };
    // `listen`: "127.0.0.1:9464". key_service_not_started {reason}.
    static Result<std::unique_ptr<Metrics>> serve(const std::string& listen, const std::string& version);
    virtual ~Metrics() = default;

    virtual void call_ended(const hsm::CallEnd& end) = 0;
    virtual void refused(ErrorCode why) = 0;
    virtual void clock_stepped() = 0;
    // Asked each time that somebody reads; nobody is asked any more once this has returned with an empty one.
    virtual void set_state(std::function<State()> state) = 0;
};

} // namespace keyline::app
