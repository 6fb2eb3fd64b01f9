// Gate: who calls, and whether they may, asked anew for each call. Threads: any.
#pragma once

#include "provisioning/caller.h"

#include <grpcpp/server_context.h>
#include <memory>

namespace keyline::hsm {

// Held for as long as a call is in work.
using Ticket = std::shared_ptr<const void>;

struct Admission {
    Caller caller;
    Ticket ticket;
};

class Gate {
  public:
    explicit Gate(StationId socket_station) : socket_station_(std::move(socket_station)) {}

    // `call`: "Issue", as the .proto names it.
    Result<Admission> admit(const grpc::ServerContextBase& context, std::string_view call);

  private:
    const StationId socket_station_; // whose the Unix socket is
};

} // namespace keyline::hsm
