// Calls: the way of every request, whichever gRPC service it came by: who calls and may they (Gate), is it well formed,
// then a place in the queue (WorkerPool) and the work. Threads: any.
#pragma once

#include "hsm/service/call.h"

namespace keyline::hsm {

class Calls {
  public:
    using Reactor = grpc::ServerUnaryReactor;

    // Both outlive it.
    Calls(Gate& gate, WorkerPool& pool) : gate_(gate), pool_(pool) {}

    // `work(caller, request)` makes the answer, on a worker's thread. `name` is the call's in the .proto.
    template <class Answer, class Request, class Work>
    Reactor* submit(const grpc::ServerContextBase& context, std::string_view name, Answer& answer,
                    Result<Request> request, Work work) {
        auto admitted = gate_.admit(context, name);
        if (!admitted || !request) {
            return refuse(answer, admitted ? request.error() : admitted.error());
        }
        auto call = Call<Answer>::begin(
            answer,
            [caller = std::move(admitted->caller), wanted = std::move(*request), work]() -> Result<Answer> {
                return work(caller, wanted);
            },
            std::move(admitted->ticket));
        Reactor* reactor = call.get();
        pool_.submit(std::move(call));
        return reactor;
    }

  private:
    template <class Answer>
    static Reactor* refuse(Answer& answer, const Error& error) {
        auto call = Call<Answer>::begin(answer, {}, {});
        Reactor* reactor = call.get();
        call->refuse(error);
        return reactor;
    }

    Gate& gate_;
    WorkerPool& pool_;
};

} // namespace keyline::hsm
