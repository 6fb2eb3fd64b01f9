// Call: one request on its way through the WorkerPool, answered once: by its worker, or by whoever refuses it.
#pragma once

#include "hsm/service/administration_wire.h"
#include "hsm/service/gate.h"
#include "hsm/service/wire.h"
#include "hsm/service/worker_pool.h"

#include "keyline.grpc.pb.h"

#include <atomic>

namespace keyline::hsm {

grpc::Status status_of(const Error& error);

// For the answers that carry no secret; the others have their own in wire.h.
template <class Answer>
void wipe_secrets(Answer& /*message*/) {}

// It is gRPC's reactor too, and owns itself from begin() until gRPC is done with it.
template <class Answer>
class Call final : public Job, public grpc::ServerUnaryReactor {
  public:
    using Work = std::function<Result<Answer>()>;
    using OnAnswered = std::function<void(std::optional<ErrorCode>)>;

    // gRPC keeps `answer` until the call is finished, and the call keeps `ticket`.
    static std::shared_ptr<Call> begin(Answer& answer, Work work, Ticket ticket, OnAnswered on_answered) {
        auto call = std::make_shared<Call>(answer, std::move(work), std::move(ticket), std::move(on_answered));
        call->self_ = call;
        return call;
    }

    Call(Answer& answer, Work work, Ticket ticket, OnAnswered on_answered)
        : answer_(answer), work_(std::move(work)), ticket_(std::move(ticket)), on_answered_(std::move(on_answered)) {}

    void run() override {
        if (abandoned_) {
            refuse(Error{ErrorCode::stopped, {}, "the caller has gone", {}});
            return;
        }
        auto made = work_caught();
        if (!made) {
            refuse(made.error());
            return;
        }
        if (!answered_.exchange(true)) {
            on_answered_({});
            answer_.Swap(&*made);
            Finish(grpc::Status::OK);
        }
        wipe_secrets(*made);
    }

    void refuse(const Error& error) override {
        if (!answered_.exchange(true)) {
            on_answered_(error.code);
            Finish(status_of(error));
        }
    }

    void OnCancel() override { abandoned_ = true; }
    void OnDone() override { self_ = nullptr; }

  private:
    Result<Answer> work_caught() {
        try {
            return work_();
        } catch (const std::exception& exception) {
            return fail(ErrorCode::internal, {}, exception.what());
        }
    }

    Answer& answer_;
    const Work work_;
    const Ticket ticket_;
    const OnAnswered on_answered_;
    std::atomic<bool> answered_ = false;
    std::atomic<bool> abandoned_ = false;
    std::shared_ptr<Call> self_;
};

// gRPC keeps request and answer until the answer is sent; then this wipes them.
template <class Request, class Answer>
class WipingAllocator final : public grpc::MessageAllocator<Request, Answer> {
  public:
    grpc::MessageHolder<Request, Answer>* AllocateMessages() override { return new Holder; }

  private:
    class Holder final : public grpc::MessageHolder<Request, Answer> {
      public:
        Holder() {
            this->set_request(&request_);
            this->set_response(&answer_);
        }
        void Release() override {
            wipe_secrets(request_);
            wipe_secrets(answer_);
            delete this;
        }

      private:
        Request request_;
        Answer answer_;
    };
};

} // namespace keyline::hsm
