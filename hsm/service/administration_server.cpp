#include "hsm/service/administration_server.h"

namespace keyline::hsm {

namespace {

// What a call brings. Secrets cannot be copied, and so neither can these.
struct Wanted {
    Authority authority{};
    std::optional<SecretBytes> first{};  // badge, PIN, secret
    std::optional<SecretBytes> second{}; // PIN, new PIN
    std::optional<Action> action{};
    RequestNumber number = 0;
    ByteArray<32> seen{};
    std::string reason{};
    bool only_pending = false;
};
using Parsed = Result<Wanted>;

template <class Message>
Parsed parse_authority(const Message& message) {
    auto authority = from_message(message.authority());
    return authority ? Parsed(Wanted{std::move(*authority)}) : authority.failure();
}

Parsed with_secret(Parsed parsed, std::optional<SecretBytes> Wanted::*where, const std::string& field,
                   std::size_t bytes_max, std::string_view what) {
    if (!parsed) {
        return parsed;
    }
    auto secret = secret_field(field, bytes_max, what);
    if (!secret) {
        return secret.failure();
    }
    (*parsed).*where = std::move(*secret);
    return parsed;
}

Parsed parse(const v1::AuthorityRequest& message) {
    return parse_authority(message);
}
Parsed parse(const v1::LogInRequest& message) {
    auto parsed = with_secret(Wanted(), &Wanted::first, message.badge(), badge_bytes_max, "badge");
    return with_secret(std::move(parsed), &Wanted::second, message.pin(), pin_bytes_max, "PIN");
}
Parsed parse(const v1::ChangePinRequest& message) {
    auto parsed = with_secret(parse_authority(message), &Wanted::first, message.pin(), pin_bytes_max, "PIN");
    return with_secret(std::move(parsed), &Wanted::second, message.new_pin(), pin_bytes_max, "PIN");
}
Parsed parse(const v1::EnrolCodeRequest& message) {
    return with_secret(parse_authority(message), &Wanted::first, message.pin(), pin_bytes_max, "PIN");
}
Parsed parse(const v1::ActRequest& message) {
    auto parsed = parse_authority(message);
    if (message.has_secret()) {
        parsed = with_secret(std::move(parsed), &Wanted::first, message.secret(), action_secret_bytes_max, "secret");
    }
    if (!parsed) {
        return parsed;
    }
    auto action = from_message(message.action());
    if (!action) {
        return action.failure();
    }
    parsed->action = std::move(*action);
    return parsed;
}
Parsed parse(const v1::ApproveRequest& message) {
    auto parsed = parse_authority(message);
    const auto seen = to_array<32>(as_bytes(message.seen()));
    if (!parsed || !seen) {
        return parsed ? seen.failure() : parsed.failure();
    }
    parsed->number = message.number();
    parsed->seen = *seen;
    return parsed;
}
Parsed parse(const v1::EndRequest& message) {
    auto parsed = parse_authority(message);
    auto reason = reason_field(message.reason());
    if (!parsed || !reason) {
        return parsed ? reason.failure() : parsed.failure();
    }
    parsed->number = message.number();
    parsed->reason = std::move(*reason);
    return parsed;
}
Parsed parse(const v1::PendingRequestRequest& message) {
    auto parsed = parse_authority(message);
    if (parsed) {
        parsed->number = message.number();
    }
    return parsed;
}
Parsed parse(const v1::PendingRequestsRequest& message) {
    auto parsed = parse_authority(message);
    if (parsed) {
        parsed->only_pending = message.only_pending();
    }
    return parsed;
}

Result<v1::DoneAnswer> answer_of(const Status& status) {
    return status ? Result<v1::DoneAnswer>(v1::DoneAnswer()) : status.failure();
}
template <class Value>
auto message_of(const Result<Value>& value) -> Result<decltype(to_message(*value))> {
    if (!value) {
        return value.failure();
    }
    return to_message(*value);
}
template <class Answer, class Value, class Add>
Result<Answer> list_of(const Result<std::vector<Value>>& values, Add add) {
    if (!values) {
        return values.failure();
    }
    Answer answer;
    for (const Value& value : *values) {
        *add(answer) = to_message(value);
    }
    return answer;
}

} // namespace

AdministrationServer::AdministrationServer(AdministrationServices& services, Calls& calls)
    : services_(services), calls_(calls) {
    SetMessageAllocatorFor_LogIn(&log_in_);
    SetMessageAllocatorFor_LogOut(&log_out_);
    SetMessageAllocatorFor_WhoAmI(&who_am_i_);
    SetMessageAllocatorFor_ChangePin(&change_pin_);
    SetMessageAllocatorFor_EnrolCode(&enrol_code_);
    SetMessageAllocatorFor_ConfirmCode(&confirm_code_);
    SetMessageAllocatorFor_Act(&act_);
    SetMessageAllocatorFor_Approve(&approve_);
    SetMessageAllocatorFor_Refuse(&refuse_);
    SetMessageAllocatorFor_Withdraw(&withdraw_);
    SetMessageAllocatorFor_PendingRequest(&pending_request_);
    SetMessageAllocatorFor_PendingRequests(&pending_requests_);
    SetMessageAllocatorFor_Operators(&operators_);
    SetMessageAllocatorFor_Sessions(&sessions_);
}

// What is wanted goes to the worker by a pointer: a std::function must be copied, secrets must not.
template <class Answer, class Brought, class Work>
AdministrationServer::Reactor* AdministrationServer::submit(const Context& context, std::string_view name,
                                                            Answer& answer, Result<Brought> wanted, Work work,
                                                            CallGroup group) {
    using Shared = std::shared_ptr<Brought>;
    Result<Shared> shared =
        wanted ? Result<Shared>(std::make_shared<Brought>(std::move(*wanted))) : Result<Shared>(wanted.failure());
    return calls_.submit(context, name, group, answer, std::move(shared),
                         [this, work](const Caller& caller, const Shared& brought) -> Result<Answer> {
                             return work(*services_.serve(caller), *brought);
                         });
}

using Reactor = grpc::ServerUnaryReactor;

Reactor* AdministrationServer::LogIn(Context* context, const v1::LogInRequest* request, v1::LogInAnswer* answer) {
    return submit(*context, "LogIn", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return message_of(people.log_in(*wanted.first, *wanted.second));
    });
}
Reactor* AdministrationServer::LogOut(Context* context, const v1::AuthorityRequest* request, v1::DoneAnswer* answer) {
    return submit(*context, "LogOut", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return answer_of(people.log_out(wanted.authority));
    });
}
Reactor* AdministrationServer::WhoAmI(Context* context, const v1::AuthorityRequest* request, v1::WhoAmIAnswer* answer) {
    return submit(*context, "WhoAmI", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return message_of(people.who_am_i(wanted.authority));
    });
}
Reactor* AdministrationServer::ChangePin(Context* context, const v1::ChangePinRequest* request,
                                         v1::DoneAnswer* answer) {
    return submit(*context, "ChangePin", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return answer_of(people.change_pin(wanted.authority, *wanted.first, *wanted.second));
    });
}
Reactor* AdministrationServer::EnrolCode(Context* context, const v1::EnrolCodeRequest* request,
                                         v1::EnrolCodeAnswer* answer) {
    return submit(*context, "EnrolCode", *answer, parse(*request),
                  [](Administration& people, const Wanted& wanted) -> Result<v1::EnrolCodeAnswer> {
                      auto uri = people.enrol_code(wanted.authority, *wanted.first);
                      if (!uri) {
                          return uri.failure();
                      }
                      v1::EnrolCodeAnswer made;
                      made.set_uri(bytes_field(uri->bytes()));
                      return made;
                  });
}
Reactor* AdministrationServer::ConfirmCode(Context* context, const v1::AuthorityRequest* request,
                                           v1::DoneAnswer* answer) {
    return submit(*context, "ConfirmCode", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return answer_of(people.confirm_code(wanted.authority));
    });
}
Reactor* AdministrationServer::Act(Context* context, const v1::ActRequest* request, v1::ActAnswer* answer) {
    auto wanted = parse(*request);
    const bool makes_order = wanted && (wanted->action->kind == ActionKind::order_create ||
                                        wanted->action->kind == ActionKind::order_import);
    const auto act = [](Administration& people, const Wanted& asked) {
        return message_of(people.act(asked.authority, *asked.action, asked.first ? &*asked.first : nullptr));
    };
    return submit(*context, "Act", *answer, std::move(wanted), act,
                  makes_order ? CallGroup::orders : CallGroup::people);
}
Reactor* AdministrationServer::Approve(Context* context, const v1::ApproveRequest* request, v1::ActAnswer* answer) {
    return submit(
        *context, "Approve", *answer, parse(*request),
        [](Administration& people, const Wanted& wanted) -> Result<v1::ActAnswer> {
            auto done = people.approve(wanted.authority, wanted.number, wanted.seen);
            return done ? Result<v1::ActAnswer>(to_message(ActionOutcome{std::move(*done), {}})) : done.failure();
        });
}
Reactor* AdministrationServer::Refuse(Context* context, const v1::EndRequest* request, v1::DoneAnswer* answer) {
    return submit(*context, "Refuse", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return answer_of(people.refuse(wanted.authority, wanted.number, wanted.reason));
    });
}
Reactor* AdministrationServer::Withdraw(Context* context, const v1::EndRequest* request, v1::DoneAnswer* answer) {
    return submit(*context, "Withdraw", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return answer_of(people.withdraw(wanted.authority, wanted.number, wanted.reason));
    });
}
Reactor* AdministrationServer::PendingRequest(Context* context, const v1::PendingRequestRequest* request,
                                              v1::PendingRequestAnswer* answer) {
    return submit(*context, "PendingRequest", *answer, parse(*request),
                  [](Administration& people, const Wanted& wanted) -> Result<v1::PendingRequestAnswer> {
                      auto found = people.request(wanted.authority, wanted.number);
                      if (!found) {
                          return found.failure();
                      }
                      v1::PendingRequestAnswer made;
                      *made.mutable_request() = to_message(*found);
                      return made;
                  });
}
Reactor* AdministrationServer::PendingRequests(Context* context, const v1::PendingRequestsRequest* request,
                                               v1::PendingRequestsAnswer* answer) {
    return submit(*context, "PendingRequests", *answer, parse(*request),
                  [](Administration& people, const Wanted& wanted) {
                      return list_of<v1::PendingRequestsAnswer>(
                          people.requests(wanted.authority, wanted.only_pending),
                          [](v1::PendingRequestsAnswer& made) { return made.add_requests(); });
                  });
}
Reactor* AdministrationServer::Operators(Context* context, const v1::AuthorityRequest* request,
                                         v1::OperatorsAnswer* answer) {
    return submit(*context, "Operators", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return list_of<v1::OperatorsAnswer>(people.operators(wanted.authority),
                                            [](v1::OperatorsAnswer& made) { return made.add_operators(); });
    });
}
Reactor* AdministrationServer::Sessions(Context* context, const v1::AuthorityRequest* request,
                                        v1::SessionsAnswer* answer) {
    return submit(*context, "Sessions", *answer, parse(*request), [](Administration& people, const Wanted& wanted) {
        return list_of<v1::SessionsAnswer>(people.sessions(wanted.authority),
                                           [](v1::SessionsAnswer& made) { return made.add_sessions(); });
    });
}

} // namespace keyline::hsm
