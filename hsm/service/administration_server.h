// AdministrationServer: the gRPC service keyline.v1.Administration over AdministrationServices, by the way that all
// calls go (calls.h). Threads: gRPC's in front, the workers' behind.
#pragma once

#include "hsm/service/calls.h"

#include "administration.grpc.pb.h"

namespace keyline::hsm {

class AdministrationServer final : public v1::Administration::CallbackService {
    using Context = grpc::CallbackServerContext;
    using Reactor = grpc::ServerUnaryReactor;

  public:
    // Both outlive it.
    AdministrationServer(AdministrationServices& services, Calls& calls);

    Reactor* LogIn(Context* context, const v1::LogInRequest* request, v1::LogInAnswer* answer) override;
    Reactor* LogOut(Context* context, const v1::AuthorityRequest* request, v1::DoneAnswer* answer) override;
    Reactor* WhoAmI(Context* context, const v1::AuthorityRequest* request, v1::WhoAmIAnswer* answer) override;
    Reactor* ChangePin(Context* context, const v1::ChangePinRequest* request, v1::DoneAnswer* answer) override;
    Reactor* EnrolCode(Context* context, const v1::EnrolCodeRequest* request, v1::EnrolCodeAnswer* answer) override;
    Reactor* ConfirmCode(Context* context, const v1::AuthorityRequest* request, v1::DoneAnswer* answer) override;
    Reactor* Act(Context* context, const v1::ActRequest* request, v1::ActAnswer* answer) override;
    Reactor* Approve(Context* context, const v1::ApproveRequest* request, v1::ActAnswer* answer) override;
    Reactor* Refuse(Context* context, const v1::EndRequest* request, v1::DoneAnswer* answer) override;
    Reactor* Withdraw(Context* context, const v1::EndRequest* request, v1::DoneAnswer* answer) override;
    Reactor* PendingRequest(Context* context, const v1::PendingRequestRequest* request,
                            v1::PendingRequestAnswer* answer) override;
    Reactor* PendingRequests(Context* context, const v1::PendingRequestsRequest* request,
                             v1::PendingRequestsAnswer* answer) override;
    Reactor* Operators(Context* context, const v1::AuthorityRequest* request, v1::OperatorsAnswer* answer) override;
    Reactor* Sessions(Context* context, const v1::AuthorityRequest* request, v1::SessionsAnswer* answer) override;

  private:
    template <class Answer, class Wanted, class Work>
    Reactor* submit(const Context& context, std::string_view name, Answer& answer, Result<Wanted> wanted, Work work,
                    CallGroup group = CallGroup::people);

    AdministrationServices& services_;
    Calls& calls_;
    WipingAllocator<v1::LogInRequest, v1::LogInAnswer> log_in_;
    WipingAllocator<v1::AuthorityRequest, v1::DoneAnswer> log_out_;
    WipingAllocator<v1::AuthorityRequest, v1::WhoAmIAnswer> who_am_i_;
    WipingAllocator<v1::ChangePinRequest, v1::DoneAnswer> change_pin_;
    WipingAllocator<v1::EnrolCodeRequest, v1::EnrolCodeAnswer> enrol_code_;
    WipingAllocator<v1::AuthorityRequest, v1::DoneAnswer> confirm_code_;
    WipingAllocator<v1::ActRequest, v1::ActAnswer> act_;
    WipingAllocator<v1::ApproveRequest, v1::ActAnswer> approve_;
    WipingAllocator<v1::EndRequest, v1::DoneAnswer> refuse_;
    WipingAllocator<v1::EndRequest, v1::DoneAnswer> withdraw_;
    WipingAllocator<v1::PendingRequestRequest, v1::PendingRequestAnswer> pending_request_;
    WipingAllocator<v1::PendingRequestsRequest, v1::PendingRequestsAnswer> pending_requests_;
    WipingAllocator<v1::AuthorityRequest, v1::OperatorsAnswer> operators_;
    WipingAllocator<v1::AuthorityRequest, v1::SessionsAnswer> sessions_;
};

} // namespace keyline::hsm
