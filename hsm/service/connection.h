// The client's channel, its calls' deadlines and its Attend stream.
#pragma once

#include "hsm/service/client.h"

#include "administration.grpc.pb.h"
#include "keyline.grpc.pb.h"

#include <condition_variable>
#include <mutex>

namespace keyline::hsm {

// One Attend stream, from its start until gRPC is done with it.
class AttendStream final : private grpc::ClientReadReactor<v1::AttendAnswer> {
  public:
    AttendStream(v1::KeyService::Stub& stub, bool wait_for_ready);
    ~AttendStream() override;
    AttendStream(const AttendStream&) = delete;
    AttendStream& operator=(const AttendStream&) = delete;

    // Until keyd counts this client: OK. Otherwise why not.
    grpc::Status wait_until_counted(std::chrono::system_clock::time_point deadline);
    bool has_ended() const;

  private:
    void OnReadDone(bool ok) override;
    void OnDone(const grpc::Status& status) override;

    grpc::ClientContext context_;
    const v1::AttendRequest request_;
    v1::AttendAnswer answer_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool counted_ = false;
    bool ended_ = false;
    grpc::Status end_;
};

class KeyServiceClient::Connection {
  public:
    Connection(const Options& options, const std::string& socket_path);

    // Makes sure that keyd counts this client.
    Status attend(std::chrono::system_clock::time_point deadline);

    template <class Service, class Request, class Answer>
    using Method = grpc::Status (Service::*)(grpc::ClientContext*, const Request&, Answer*);

    template <class Service, class Request, class Answer>
    Status call(Method<Service, Request, Answer> method, const Request& request, Answer& answer) {
        const auto deadline = std::chrono::system_clock::now() + options_.call_ms_max;
        if (auto attended = attend(deadline); !attended) {
            return attended;
        }
        grpc::ClientContext context;
        context.set_deadline(deadline);
        context.set_wait_for_ready(options_.when_down == WhenDown::wait);
        const grpc::Status status = (stub<Service>().*method)(&context, request, &answer);
        return status.ok() ? Status() : failure(status);
    }

    // What keyd said, rebuilt; or what gRPC says about the way to it.
    tl::unexpected<Error> failure(const grpc::Status& status) const;

  private:
    std::shared_ptr<AttendStream> stream();
    template <class Service>
    Service& stub() {
        if constexpr (std::is_same_v<Service, v1::Administration::Stub>) {
            return *people_stub_;
        } else {
            return *stub_;
        }
    }

    const Options options_;
    const std::shared_ptr<grpc::Channel> channel_;
    std::unique_ptr<v1::KeyService::Stub> stub_;
    std::unique_ptr<v1::Administration::Stub> people_stub_;
    std::mutex mutex_;
    std::shared_ptr<AttendStream> stream_;
};

} // namespace keyline::hsm
