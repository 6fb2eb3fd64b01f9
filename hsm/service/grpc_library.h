// gRPC's library in this process. Threads: any.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace keyline::hsm {

// Keeps gRPC's library up until the process ends. Without it the last channel or server to go takes the library down,
// and that waits for a poller of its own that may sleep for ten seconds after a large message (gRPC 1.51).
// Protobuf, which is told to be silent with it, else writes a line for each text of a caller that is not UTF-8: a log
// without an end. gRPC's own lines (one for each handshake that failed) are limited by LineLimit.
void keep_grpc_up();

// So many lines a minute; who floods us fills no disk. Threads: one at a time.
class LineLimit {
  public:
    static constexpr unsigned lines_per_minute_max = 20;

    // Whether a line may be written now; and how many were left out since the last one that could.
    struct Taken {
        bool may_write = false;
        std::uint64_t left_out = 0;
    };
    Taken take(std::chrono::steady_clock::time_point now);

  private:
    std::optional<std::chrono::steady_clock::time_point> minute_;
    unsigned written_ = 0;
    std::uint64_t left_out_ = 0;
};

} // namespace keyline::hsm
