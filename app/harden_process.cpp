#include "app/harden_process.h"

#include <csignal>
#include <linux/capability.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace keyline::app {

namespace {

// With a limit, locking everything would make later allocations fail: then only secrets are locked.
bool may_lock_all_memory() {
    rlimit limit{};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY) {
        return true;
    }
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};
    return syscall(SYS_capget, &header, data) == 0 && (data[0].effective & (1U << CAP_IPC_LOCK)) != 0;
}

} // namespace

Hardening harden_process() {
    umask(077);
    std::signal(SIGXFSZ, SIG_IGN); // a file may grow no more: that is an error of the write, as a full disk is
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return {may_lock_all_memory() && mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0};
}

} // namespace keyline::app
