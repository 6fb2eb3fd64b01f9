#include "app/keyd/limits.h"

#include <cstddef>
#include <pthread.h>
#include <sys/resource.h>

namespace keyline::app {

namespace {
constexpr rlim_t memory_size_bytes_max = 536'870'912;   // the stacks of all threads count as a whole
constexpr std::size_t stack_size_bytes_max = 2'097'152; // of each thread; there are some 80

// A sanitizer reserves terabytes.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_is_ours = false;
#else
constexpr bool memory_is_ours = true;
#endif
} // namespace

void limit_resources() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    pthread_attr_t thread{};
    pthread_attr_init(&thread);
    pthread_attr_setstacksize(&thread, stack_size_bytes_max);
    pthread_setattr_default_np(&thread);
    pthread_attr_destroy(&thread);
    const rlimit memory{memory_size_bytes_max, memory_size_bytes_max};
    if (memory_is_ours) {
        setrlimit(RLIMIT_DATA, &memory);
    }
}

} // namespace keyline::app
