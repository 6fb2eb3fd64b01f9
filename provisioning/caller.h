// Caller: who calls keyd, as the connection says it, never a request. Threads: value.
#pragma once

#include "provisioning/identifiers.h"

namespace keyline {

struct Caller {
    StationId station;
    std::string certificate{}; // pin of the key that the connection is made with; empty: the Unix socket
};

} // namespace keyline
