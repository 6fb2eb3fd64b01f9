#include "app/harden_process.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace keyline::app {

Hardening harden_process() {
    umask(077);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // With a limit, locking everything would make later allocations fail: then only secrets are locked.
    rlimit limit{};
    const bool unlimited = getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY;
    return {unlimited && mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0};
}

} // namespace keyline::app
