#include "hsm/service/refused_calls.h"

#include "hsm/service/call.h"

namespace keyline::hsm {

namespace {

namespace experimental = grpc::experimental;
using HookPoint = experimental::InterceptionHookPoints;

constexpr std::size_t call_name_characters_max = 64; // a stranger's words, on the record

// "Issue" of "/keyline.v1.KeyService/Issue"; of a stranger's no more than fits.
std::string name_of(std::string_view method) {
    const auto slash = method.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? method : method.substr(slash + 1);
    std::string text(name.substr(0, call_name_characters_max));
    for (char& character : text) {
        character = character >= ' ' && character <= '~' ? character : '?';
    }
    return text;
}

class RefusedReactor final : public grpc::ServerGenericBidiReactor {
  public:
    explicit RefusedReactor(const grpc::Status& status) { Finish(status); }
    void OnDone() override { delete this; }
};

// A message that gRPC could not hand on is no message of this call.
class UnreadableMessage final : public experimental::Interceptor {
  public:
    UnreadableMessage(experimental::ServerRpcInfo& info, Gate& gate) : info_(info), gate_(gate) {}

    void Intercept(experimental::InterceptorBatchMethods* methods) override {
        if (methods->QueryInterceptionHookPoint(HookPoint::POST_RECV_MESSAGE) && methods->GetRecvMessage() == nullptr) {
            unreadable_ = true;
        }
        if (unreadable_ && methods->QueryInterceptionHookPoint(HookPoint::PRE_SEND_STATUS) &&
            methods->GetSendStatus().error_details().empty()) {
            methods->ModifySendStatus(status_of(gate_.turn_away(*info_.server_context(), name_of(info_.method()),
                                                                Error{ErrorCode::call_malformed, {}, {}, {}})));
        }
        methods->Proceed();
    }

  private:
    experimental::ServerRpcInfo& info_;
    Gate& gate_;
    bool unreadable_ = false;
};

class Factory final : public experimental::ServerInterceptorFactoryInterface {
  public:
    explicit Factory(Gate& gate) : gate_(gate) {}
    experimental::Interceptor* CreateServerInterceptor(experimental::ServerRpcInfo* info) override {
        return new UnreadableMessage(*info, gate_); // gRPC's from here on
    }

  private:
    Gate& gate_;
};

} // namespace

grpc::ServerGenericBidiReactor* UnknownCalls::CreateReactor(grpc::GenericCallbackServerContext* context) {
    return new RefusedReactor(
        status_of(gate_.turn_away(*context, name_of(context->method()), Error{ErrorCode::call_unknown, {}, {}, {}})));
}

std::unique_ptr<experimental::ServerInterceptorFactoryInterface> unreadable_messages(Gate& gate) {
    return std::make_unique<Factory>(gate);
}

} // namespace keyline::hsm
