// The client's channels, one to each address, its calls' deadlines and its Attend streams.
#pragma once

#include "hsm/service/client.h"
#include "hsm/service/tls.h"

#include "administration.grpc.pb.h"
#include "keyline.grpc.pb.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace keyline::hsm {

// One Attend stream, from its start until gRPC is done with it.
class AttendStream final : private grpc::ClientReadReactor<v1::AttendAnswer> {
  public:
    explicit AttendStream(v1::KeyService::Stub& stub);
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
    static constexpr std::chrono::milliseconds attempt_ms_max{6'000}; // at one address, when there are others
    static constexpr std::chrono::milliseconds pause_ms_min{50};      // between rounds; doubled, and jittered
    static constexpr std::chrono::milliseconds pause_ms_max{1'000};
    static constexpr std::chrono::seconds return_after{30}; // to the preferred address
    static constexpr std::chrono::milliseconds return_ms_max{500};

    using Deadline = std::chrono::steady_clock::time_point;

    static Result<std::unique_ptr<Connection>> open(const Options& options);

    std::size_t addresses() const { return lines_.size(); }
    // The next call goes to the next address, if there is one.
    void leave_current();

    // Makes sure that a keyd counts this client.
    Status attend(Deadline deadline);

    template <class Service, class Request, class Answer>
    using Method = grpc::Status (Service::*)(grpc::ClientContext*, const Request&, Answer*);

    template <class Service, class Request, class Answer>
    Status call(Method<Service, Request, Answer> method, const Request& request, Answer& answer) {
        const auto deadline = Deadline::clock::now() + options_.call_ms_max;
        const auto attempt = [&](Line& line, SystemTime until) {
            grpc::ClientContext context;
            context.set_deadline(until);
            return (line.template stub_of<Service>().*method)(&context, request, &answer);
        };
        // What a person does is asked for once: it has no number by which keyd would know it again.
        return std::is_same_v<Service, v1::Administration::Stub> ? once(deadline, attempt)
                                                                 : until_answered(deadline, attempt);
    }

  private:
    // To one address.
    struct Line {
        std::string address;
        std::unique_ptr<v1::KeyService::Stub> stub;
        std::unique_ptr<v1::Administration::Stub> people_stub;
        std::shared_ptr<Distrust> distrust; // TLS
        std::shared_ptr<AttendStream> stream;

        void connect(const std::shared_ptr<grpc::Channel>& channel);
        template <class Service>
        Service& stub_of() {
            if constexpr (std::is_same_v<Service, v1::Administration::Stub>) {
                return *people_stub;
            } else {
                return *stub;
            }
        }
    };
    using SystemTime = std::chrono::system_clock::time_point; // gRPC's deadlines
    using Attempt = std::function<grpc::Status(Line&, SystemTime)>;

    explicit Connection(const Options& options) : options_(options) {}
    Status add_lines();

    // At the one that counts this client, and nowhere else.
    Status once(Deadline deadline, const Attempt& attempt);
    // At one address after the other, until one answers, or refuses, or the time is over. One that answers that it
    // cannot work (another_may) is left, too, until all have said so.
    Status until_answered(Deadline deadline, const Attempt& attempt);
    Status try_line(Line& line, Deadline deadline, const Attempt& attempt);
    std::shared_ptr<AttendStream> stream_of(Line& line);
    std::size_t current_line(Deadline deadline);
    void leave_line(std::size_t line);
    // What keyd said, rebuilt; or what gRPC says about the way to it.
    tl::unexpected<Error> failure(const Line& line, const grpc::Status& status) const;

    const Options options_;
    std::vector<std::unique_ptr<Line>> lines_;
    std::mutex mutex_;
    std::size_t current_ = 0;
    Deadline return_at_{};
};

} // namespace keyline::hsm
