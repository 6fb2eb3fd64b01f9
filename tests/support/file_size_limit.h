// A disk that fails at a chosen place, without being root.
#pragma once

#include <csignal>
#include <sys/resource.h>

namespace keyline::test {

// Writes beyond this many bytes of a file fail with EFBIG, as other I/O errors do.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) : before_(signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit lower{bytes, limit_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &lower);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &limit_);
        signal(SIGXFSZ, before_);
    }

  private:
    void (*before_)(int);
    rlimit limit_{};
};

} // namespace keyline::test
