#include "hsm/service/connection.h"

#include "hsm/service/address.h"
#include "hsm/service/grpc_library.h"
#include "hsm/service/wire.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

namespace keyline::hsm {

namespace {

constexpr int reconnect_ms_min = 50;
constexpr int reconnect_ms_max = 500;

std::shared_ptr<grpc::Channel> channel_to(const std::string& socket_path) {
    keep_grpc_up();
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(message_size_bytes_max);
    arguments.SetMaxSendMessageSize(message_size_bytes_max);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, reconnect_ms_min);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, reconnect_ms_max);
    // A new client makes a new connection, whatever the one before it waits for.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    // A proxy in the environment is none of our business.
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    return grpc::CreateCustomChannel(grpc_target(socket_path), grpc::InsecureChannelCredentials(), arguments);
}

std::string_view name_of(grpc::StatusCode code) {
    switch (code) {
    case grpc::StatusCode::CANCELLED:
        return "CANCELLED";
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return "DEADLINE_EXCEEDED";
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return "RESOURCE_EXHAUSTED";
    case grpc::StatusCode::UNIMPLEMENTED:
        return "UNIMPLEMENTED";
    case grpc::StatusCode::INTERNAL:
        return "INTERNAL";
    case grpc::StatusCode::UNAVAILABLE:
        return "UNAVAILABLE";
    default:
        return "gRPC status";
    }
}

bool is_no_answer(grpc::StatusCode code) {
    return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DEADLINE_EXCEEDED ||
           code == grpc::StatusCode::CANCELLED;
}

} // namespace

AttendStream::AttendStream(v1::KeyService::Stub& stub, bool wait_for_ready) {
    context_.set_wait_for_ready(wait_for_ready);
    stub.async()->Attend(&context_, &request_, this);
    StartRead(&answer_);
    StartCall();
}

AttendStream::~AttendStream() {
    context_.TryCancel();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_; });
}

grpc::Status AttendStream::wait_until_counted(std::chrono::system_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, deadline, [this] { return counted_ || ended_; });
    if (ended_) {
        return end_;
    }
    return counted_ ? grpc::Status::OK : grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "no answer in time");
}

bool AttendStream::has_ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
}

void AttendStream::OnReadDone(bool ok) {
    if (ok) {
        {
            const std::lock_guard lock(mutex_);
            counted_ = true;
            changed_.notify_all();
        }
        StartRead(&answer_); // keyd says no more: this ends with the stream
    }
}

void AttendStream::OnDone(const grpc::Status& status) {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    end_ = status.ok() ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "the key service has hung up") : status;
    changed_.notify_all();
}

KeyServiceClient::Connection::Connection(const Options& options, const std::string& socket_path)
    : options_(options), channel_(channel_to(socket_path)), stub_(v1::KeyService::NewStub(channel_)),
      people_stub_(v1::Administration::NewStub(channel_)) {}

Status KeyServiceClient::Connection::attend(std::chrono::system_clock::time_point deadline) {
    const grpc::Status status = stream()->wait_until_counted(deadline);
    return status.ok() ? Status() : failure(status);
}

std::shared_ptr<AttendStream> KeyServiceClient::Connection::stream() {
    const std::lock_guard lock(mutex_);
    if (stream_ == nullptr || stream_->has_ended()) {
        stream_ = std::make_shared<AttendStream>(*stub_, options_.when_down == WhenDown::wait);
    }
    return stream_;
}

tl::unexpected<Error> KeyServiceClient::Connection::failure(const grpc::Status& status) const {
    v1::ErrorDetail detail;
    if (!status.error_details().empty() && detail.ParseFromString(status.error_details())) {
        return tl::unexpected<Error>(from_message(detail));
    }
    const std::string cause = std::string(name_of(status.error_code())) + ": " + status.error_message();
    if (is_no_answer(status.error_code())) {
        return fail(ErrorCode::key_service_unavailable, {{"address", options_.address}}, cause);
    }
    return fail(ErrorCode::key_service_answer, {{"address", options_.address}}, cause);
}

} // namespace keyline::hsm
