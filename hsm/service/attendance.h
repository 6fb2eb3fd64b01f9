// Attendance: which clients are there, by the streams that they hold open. keyd, started by a station, ends when the
// last one has gone for a while. Threads: any.
#pragma once

#include "provisioning/caller.h"

#include "keyline.grpc.pb.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace keyline::hsm {

class Attendance {
  public:
    static constexpr std::size_t attendants_max = 256;
    static constexpr std::size_t attendants_per_station_max = 32; // over TLS

    using Reactor = grpc::ServerWriteReactor<v1::AttendAnswer>;

    // The reactor that gRPC wants; it owns itself until the stream is done.
    Reactor* admit(const Caller& caller);
    Reactor* refuse(const Error& error);
    std::size_t count() const;
    // How long nobody has been there; none while somebody is.
    std::optional<std::chrono::steady_clock::duration> idle_for() const;
    // From here on nobody is admitted, and all streams end.
    void close();
    // The same, unless somebody is there.
    bool close_if_idle();

  private:
    class Attendant;

    mutable std::mutex mutex_;
    std::set<std::shared_ptr<Attendant>> attendants_;
    std::chrono::steady_clock::time_point changed_ = std::chrono::steady_clock::now();
    bool closed_ = false;
};

} // namespace keyline::hsm
