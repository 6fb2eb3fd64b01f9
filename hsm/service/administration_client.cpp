#include "hsm/service/administration_client.h"

#include "hsm/service/administration_wire.h"
#include "hsm/service/connection.h"
#include "hsm/service/wire.h"

namespace keyline::hsm {

namespace {

using Stub = v1::Administration::Stub;

template <class Value>
Result<Value> believed(Result<Value> value, std::string_view field) {
    if (value || value.error().code == ErrorCode::memory_not_locked) {
        return value;
    }
    return fail(ErrorCode::key_service_answer,
                {{"field", std::string(field)}, {"reason", std::string(value.error().arg("reason"))}});
}

template <class Request>
Request with_authority(const Authority& authority) {
    Request request;
    *request.mutable_authority() = to_message(authority);
    return request;
}

// Makes the call, and wipes the request whatever comes of it.
template <class Connection, class Method, class Request, class Answer, class Read>
auto ask(Connection& connection, Method method, Request& request, Answer& answer, Read read) -> decltype(read()) {
    auto called = connection.call(method, request, answer);
    wipe_secrets(request);
    if (!called) {
        return called.failure();
    }
    return read();
}

Status nothing() {
    return {};
}

} // namespace

Result<LoggedIn> AdministrationClient::log_in(const SecretBytes& badge, const SecretBytes& pin) {
    v1::LogInRequest request;
    request.set_badge(bytes_field(badge.bytes()));
    request.set_pin(bytes_field(pin.bytes()));
    v1::LogInAnswer answer;
    auto logged_in =
        ask(*connection_, &Stub::LogIn, request, answer, [&] { return believed(from_message(answer), "session"); });
    wipe_secrets(answer);
    return logged_in;
}

Status AdministrationClient::log_out(const Authority& authority) {
    auto request = with_authority<v1::AuthorityRequest>(authority);
    v1::DoneAnswer answer;
    return ask(*connection_, &Stub::LogOut, request, answer, nothing);
}

Result<WhoAmI> AdministrationClient::who_am_i(const Authority& authority) {
    auto request = with_authority<v1::AuthorityRequest>(authority);
    v1::WhoAmIAnswer answer;
    return ask(*connection_, &Stub::WhoAmI, request, answer, [&] { return believed(from_message(answer), "person"); });
}

Status AdministrationClient::change_pin(const Authority& authority, const SecretBytes& pin,
                                        const SecretBytes& new_pin) {
    auto request = with_authority<v1::ChangePinRequest>(authority);
    request.set_pin(bytes_field(pin.bytes()));
    request.set_new_pin(bytes_field(new_pin.bytes()));
    v1::DoneAnswer answer;
    return ask(*connection_, &Stub::ChangePin, request, answer, nothing);
}

Result<SecretBytes> AdministrationClient::enrol_code(const Authority& authority, const SecretBytes& pin) {
    auto request = with_authority<v1::EnrolCodeRequest>(authority);
    request.set_pin(bytes_field(pin.bytes()));
    v1::EnrolCodeAnswer answer;
    auto uri = ask(*connection_, &Stub::EnrolCode, request, answer,
                   [&] { return believed(secret_field(answer.uri(), otpauth_uri_bytes_max, "URI"), "URI"); });
    wipe_secrets(answer);
    return uri;
}

Status AdministrationClient::confirm_code(const Authority& authority) {
    auto request = with_authority<v1::AuthorityRequest>(authority);
    v1::DoneAnswer answer;
    return ask(*connection_, &Stub::ConfirmCode, request, answer, nothing);
}

Result<ActionOutcome> AdministrationClient::act(const Authority& authority, const Action& action,
                                                const SecretBytes* secret) {
    auto request = with_authority<v1::ActRequest>(authority);
    *request.mutable_action() = to_message(action);
    if (secret != nullptr) {
        request.set_secret(bytes_field(secret->bytes()));
    }
    v1::ActAnswer answer;
    return ask(*connection_, &Stub::Act, request, answer, [&] { return believed(from_message(answer), "outcome"); });
}

Result<ActionDone> AdministrationClient::approve(const Authority& authority, RequestNumber number,
                                                 const ByteArray<32>& seen) {
    auto request = with_authority<v1::ApproveRequest>(authority);
    request.set_number(number);
    request.set_seen(bytes_field(seen));
    v1::ActAnswer answer;
    return ask(*connection_, &Stub::Approve, request, answer,
               [&] { return believed(from_message(answer.done()), "outcome"); });
}

Status AdministrationClient::refuse(const Authority& authority, RequestNumber number, const std::string& reason) {
    auto request = with_authority<v1::EndRequest>(authority);
    request.set_number(number);
    request.set_reason(reason);
    v1::DoneAnswer answer;
    return ask(*connection_, &Stub::Refuse, request, answer, nothing);
}

Status AdministrationClient::withdraw(const Authority& authority, RequestNumber number, const std::string& reason) {
    auto request = with_authority<v1::EndRequest>(authority);
    request.set_number(number);
    request.set_reason(reason);
    v1::DoneAnswer answer;
    return ask(*connection_, &Stub::Withdraw, request, answer, nothing);
}

Result<Request> AdministrationClient::request(const Authority& authority, RequestNumber number) {
    auto message = with_authority<v1::PendingRequestRequest>(authority);
    message.set_number(number);
    v1::PendingRequestAnswer answer;
    auto found = ask(*connection_, &Stub::PendingRequest, message, answer,
                     [&] { return believed(from_message(answer.request()), "request"); });
    if (found && found->number != number) {
        return fail(ErrorCode::key_service_answer, {{"reason", "another request than was asked for"}});
    }
    return found;
}

namespace {
template <class Value, class Messages>
Result<std::vector<Value>> all_of(const Messages& messages, std::string_view field) {
    std::vector<Value> values;
    for (const auto& message : messages) {
        auto value = believed(from_message(message), field);
        if (!value) {
            return value.failure();
        }
        values.push_back(std::move(*value));
    }
    return values;
}
} // namespace

Result<std::vector<Request>> AdministrationClient::requests(const Authority& authority, bool only_pending) {
    auto request = with_authority<v1::PendingRequestsRequest>(authority);
    request.set_only_pending(only_pending);
    v1::PendingRequestsAnswer answer;
    return ask(*connection_, &Stub::PendingRequests, request, answer,
               [&] { return all_of<Request>(answer.requests(), "request"); });
}

Result<std::vector<Operator>> AdministrationClient::operators(const Authority& authority) {
    auto request = with_authority<v1::AuthorityRequest>(authority);
    v1::OperatorsAnswer answer;
    return ask(*connection_, &Stub::Operators, request, answer,
               [&] { return all_of<Operator>(answer.operators(), "operator"); });
}

Result<std::vector<SessionInfo>> AdministrationClient::sessions(const Authority& authority) {
    auto request = with_authority<v1::AuthorityRequest>(authority);
    v1::SessionsAnswer answer;
    return ask(*connection_, &Stub::Sessions, request, answer,
               [&] { return all_of<SessionInfo>(answer.sessions(), "session"); });
}

} // namespace keyline::hsm
