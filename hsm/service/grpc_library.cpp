#include "hsm/service/grpc_library.h"

#include <cstdio>
#include <google/protobuf/stubs/logging.h>
#include <grpc/grpc.h>
#include <grpc/support/log.h>
#include <mutex>
#include <string>
#include <utility>

namespace keyline::hsm {

namespace {

void write_limited(gpr_log_func_args* args) {
    static std::mutex mutex;
    static LineLimit limit;
    const std::scoped_lock lock(mutex);
    const LineLimit::Taken taken = limit.take(std::chrono::steady_clock::now());
    if (taken.left_out > 0) {
        std::fprintf(stderr, "gRPC: %llu lines left out\n", static_cast<unsigned long long>(taken.left_out));
    }
    if (taken.may_write) {
        std::fprintf(stderr, "gRPC: %s\n", args->message);
    }
}

} // namespace

void keep_grpc_up() {
    static std::once_flag once;
    std::call_once(once, [] {
        grpc_init();
        gpr_set_log_function(write_limited);
        google::protobuf::SetLogHandler(nullptr);
    });
}

LineLimit::Taken LineLimit::take(std::chrono::steady_clock::time_point now) {
    if (!minute_ || now - *minute_ >= std::chrono::minutes(1)) {
        minute_ = now;
        written_ = 0;
    }
    if (written_ == lines_per_minute_max) {
        ++left_out_;
        return {};
    }
    ++written_;
    return {true, std::exchange(left_out_, 0)};
}

} // namespace keyline::hsm
