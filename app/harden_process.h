// What every process of ours that may hold a secret does first: no core dump, no tracing by others, no swap, private
// files.
#pragma once

namespace keyline::app {

struct Hardening {
    bool memory_locked = false; // all of it; without that right, secrets still are in locked pages of their own
};

Hardening harden_process();

} // namespace keyline::app
