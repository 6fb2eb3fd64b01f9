// What the process may take from the machine. Threads: called once, by main.
#pragma once

namespace keyline::app {

// Memory is limited: gRPC 1.51 bounds its buffers, but not a header that never ends. Who reaches the limit this way is
// our own user, and ends keyd; whoever needs it next starts it again. Files are not: each client is one, and gRPC stops
// listening for good when there are no more.
void limit_resources();

} // namespace keyline::app
