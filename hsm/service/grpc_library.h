// Threads: any.
#pragma once

namespace keyline::hsm {

// Keeps gRPC's library up until the process ends. Without it the last channel or server to go takes the library down,
// and that waits for a poller of its own that may sleep for ten seconds after a large message (gRPC 1.51).
// Protobuf, which is told to be silent with it, else writes a line for each text of a caller that is not UTF-8: a log
// without an end.
void keep_grpc_up();

} // namespace keyline::hsm
