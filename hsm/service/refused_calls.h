// What gRPC turns away by itself, before any code of ours sees it, put on record like every other refusal and answered
// with a code of its own: calls that no service has, and messages that cannot be read.
// Threads: any. The gate outlives both.
#pragma once

#include "hsm/service/gate.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/support/server_interceptor.h>

namespace keyline::hsm {

// For ServerBuilder::RegisterCallbackGenericService(): whatever no other service has.
class UnknownCalls final : public grpc::CallbackGenericService {
  public:
    explicit UnknownCalls(Gate& gate) : gate_(gate) {}
    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

  private:
    Gate& gate_;
};

// Watches the calls of the services that there are.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> unreadable_messages(Gate& gate);

} // namespace keyline::hsm
