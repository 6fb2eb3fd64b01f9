// Calls: the way of every request, whichever gRPC service it came by: who calls and may they (Gate), is it well formed,
// then a place in the queue (WorkerPool) and the work. Threads: any.
#pragma once

#include "hsm/service/call.h"

namespace keyline::hsm {

// What `parse` makes of a message, unless the message is larger than what we take: call_too_large.
template <class Message, class Parse>
auto readable(const Message& message, Parse parse) -> decltype(parse(message)) {
    if (message.ByteSizeLong() > message_size_bytes_max) {
        return fail(ErrorCode::call_too_large, {{"size_bytes_max", std::to_string(message_size_bytes_max)}});
    }
    return parse(message);
}

class Calls {
  public:
    using Reactor = grpc::ServerUnaryReactor;

    // Both outlive it.
    Calls(Gate& gate, WorkerPool& pool) : gate_(gate), pool_(pool) {}

    // `work(caller, request)` makes the answer, on a worker's thread. `name` is the call's in the .proto, a literal,
    // `group` the right that it takes.
    template <class Answer, class Request, class Work>
    Reactor* submit(const grpc::ServerContextBase& context, std::string_view name, CallGroup group, Answer& answer,
                    Result<Request> request, Work work) {
        auto admitted = gate_.admit(context, name, group);
        if (!admitted || !request) {
            return refuse(answer, admitted ? gate_.turn_away(context, name, request.error()) : admitted.error());
        }
        auto call = Call<Answer>::begin(
            answer,
            [caller = std::move(admitted->caller), wanted = std::move(*request), work]() -> Result<Answer> {
                return work(caller, wanted);
            },
            std::move(admitted->ticket),
            [this, name, since = std::chrono::steady_clock::now()](std::optional<ErrorCode> code) {
                gate_.call_ended({name, code, std::chrono::steady_clock::now() - since});
            });
        Reactor* reactor = call.get();
        pool_.submit(std::move(call));
        return reactor;
    }

  private:
    template <class Answer>
    static Reactor* refuse(Answer& answer, const Error& error) {
        auto call = Call<Answer>::begin(answer, {}, {}, [](std::optional<ErrorCode>) {});
        Reactor* reactor = call.get();
        call->refuse(error);
        return reactor;
    }

    Gate& gate_;
    WorkerPool& pool_;
};

} // namespace keyline::hsm
