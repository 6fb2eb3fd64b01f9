// KeyServiceServer: KeyServices made reachable on a Unix socket, and over TCP with mutual TLS. A thin adapter: gRPC's
// callback API in front, Gate and WorkerPool behind, wire.h in between. Who the caller is comes from the connection,
// never from a request. The standard gRPC health service runs beside it. Threads: any. The socket file belongs to the
// server (one that is left over is replaced); its directory is the caller's business.
#pragma once

#include "hsm/service/gate.h"
#include "hsm/service/worker_pool.h"
#include "provisioning/ports/administration.h"
#include "provisioning/ports/key_service.h"

#include <optional>
#include <string>

namespace keyline::hsm {

struct ServerState {
    std::size_t clients = 0;
    std::size_t queued = 0;
    // Of the stations that have called over TLS.
    std::map<std::string, std::chrono::system_clock::time_point> certificates_end{};
};

class KeyServiceServer {
  public:
    static constexpr std::chrono::milliseconds stop_ms_max{5'000};

    struct Tls {
        std::string listen; // "10.0.0.5:7443"; port 0: any that is free
        OwnCertificate own;
        TlsVersion version_min = TlsVersion::v1_3;
    };
    struct Options {
        KeyServices& services;   // outlive the server
        std::string socket_path; // absolute, see address.h
        Gate::Options gate;
        std::size_t workers = 1;
        std::chrono::milliseconds call_ms_max = WorkerPool::call_ms_max_default;
        // Once, on a thread of the server's, when a call has hung: health says NOT_SERVING and the callers have their
        // answer. The server cannot be destroyed any more; end the process.
        std::function<void()> on_hang;
        AdministrationServices* people = nullptr; // outlive the server; none: that service is not there
        std::optional<Tls> tls{};                 // with gate.trust
    };

    // config_invalid (path), certificate_invalid, key_service_not_started.
    static Result<std::unique_ptr<KeyServiceServer>> start(Options options);
    // Answers what is in work, stop_ms_max at the longest, and ends.
    ~KeyServiceServer();
    KeyServiceServer(const KeyServiceServer&) = delete;
    KeyServiceServer& operator=(const KeyServiceServer&) = delete;

    // How long no client has been there; none while one is.
    std::optional<std::chrono::steady_clock::duration> idle_for() const;
    // When no client is there: true, and none is let in from here on.
    bool close_if_idle();
    int port() const; // where it listens for TLS; 0: it does not
    void set_stations(std::vector<StationRights> stations);
    ServerState state() const;

  private:
    class Service;
    class Running;
    explicit KeyServiceServer(std::unique_ptr<Running> running);
    std::unique_ptr<Running> running_;
};

} // namespace keyline::hsm
