/* Gives one of the real, unchanged programs a time of day that is wrong by as much as a file says; the clock that only
 * counts stays right, as it does when somebody sets a machine's clock. Preloaded. Threads: any. */
#define _GNU_SOURCE
#include "tests/support/shifted_clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const KlShiftedClock* shifted;

__attribute__((constructor)) static void open_clock(void) {
    const char* path = getenv(KL_SHIFTED_CLOCK_VARIABLE);
    const int descriptor = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return;
    }
    void* memory = mmap(NULL, sizeof(KlShiftedClock), PROT_READ, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (memory != MAP_FAILED && strncmp(((const KlShiftedClock*)memory)->program, program_invocation_short_name,
                                        sizeof shifted->program) == 0) {
        shifted = memory;
    }
}

int clock_gettime(clockid_t clock, struct timespec* time) {
    enum { ms_per_s = 1000, ns_per_ms = 1000000, ns_per_s = 1000000000 };
    const long rc = syscall(SYS_clock_gettime, clock, time);
    if (rc != 0 || shifted == NULL || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) {
        return (int)rc;
    }
    const int64_t shift_ms = __atomic_load_n(&shifted->shift_ms, __ATOMIC_SEQ_CST);
    time->tv_sec += shift_ms / ms_per_s;
    time->tv_nsec += shift_ms % ms_per_s * ns_per_ms;
    if (time->tv_nsec >= ns_per_s) {
        time->tv_nsec -= ns_per_s;
        ++time->tv_sec;
    } else if (time->tv_nsec < 0) {
        time->tv_nsec += ns_per_s;
        --time->tv_sec;
    }
    return 0;
}
