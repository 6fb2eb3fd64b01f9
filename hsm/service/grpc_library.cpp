#include "hsm/service/grpc_library.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/grpc.h>
#include <mutex>

namespace keyline::hsm {

void keep_grpc_up() {
    static std::once_flag once;
    std::call_once(once, [] {
        grpc_init();
        google::protobuf::SetLogHandler(nullptr);
    });
}

} // namespace keyline::hsm
