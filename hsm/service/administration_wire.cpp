#include "hsm/service/administration_wire.h"

#include "hsm/service/wire.h"

namespace keyline::hsm {

namespace {

template <class Texts>
void put_texts(const Error::Args& from, Texts& to) {
    for (const auto& [name, value] : from) {
        auto& text = *to.Add();
        text.set_name(name);
        text.set_value(value);
    }
}

template <class Texts>
Result<Error::Args> texts_of(const Texts& from, std::size_t texts_max) {
    if (static_cast<std::size_t>(from.size()) > texts_max) {
        return malformed("named texts", std::to_string(texts_max) + " at most");
    }
    Error::Args texts;
    for (const auto& text : from) {
        if (text.name().size() > action_argument_bytes_max || text.value().size() > action_reason_bytes_max) {
            return malformed("named texts", "512 bytes each at most");
        }
        texts.emplace_back(text.name(), text.value());
    }
    return texts;
}

v1::Person person_message(const Person& person) {
    v1::Person message;
    message.set_name(person.name.text());
    message.set_roles(person.roles.bits());
    message.set_logged_in(person.is_logged_in);
    return message;
}

Result<Person> person_of(const v1::Person& message) {
    auto name = OperatorName::parse(message.name());
    auto roles = Roles::from_bits(message.roles());
    if (!name || !roles) {
        return name ? roles.failure() : name.failure();
    }
    return Person{*name, *roles, message.logged_in()};
}

Bytes bytes_of(const std::string& field) {
    return {field.begin(), field.end()};
}

void wipe_authority(v1::Authority& message) {
    wipe(*message.mutable_session());
    wipe(*message.mutable_code());
}

} // namespace

Result<SecretBytes> secret_field(const std::string& field, std::size_t bytes_max, std::string_view what) {
    if (field.empty() || field.size() > bytes_max) {
        return malformed(what, "1 to " + std::to_string(bytes_max) + " bytes expected");
    }
    return SecretBytes::copy_of(as_bytes(field));
}

Result<std::string> reason_field(const std::string& field) {
    return field.size() > action_reason_bytes_max ? Result<std::string>(malformed("reason", "512 bytes at most"))
                                                  : Result<std::string>(field);
}

v1::Authority to_message(const Authority& authority) {
    v1::Authority message;
    if (authority.session) {
        message.set_session(bytes_field(authority.session->bytes()));
    }
    if (authority.code) {
        message.set_code(bytes_field(authority.code->bytes()));
    }
    message.set_made_at_unix_ms(authority.made_at_unix_ms);
    return message;
}

Result<Authority> from_message(const v1::Authority& message) {
    Authority authority;
    authority.made_at_unix_ms = message.made_at_unix_ms();
    if (message.has_session()) {
        auto session = secret_field(message.session(), session_token_size_bytes, "session");
        if (!session) {
            return session.failure();
        }
        authority.session = std::move(*session);
    }
    if (message.has_code()) {
        auto code = secret_field(message.code(), one_time_code_digits, "one-time code");
        if (!code) {
            return code.failure();
        }
        authority.code = std::move(*code);
    }
    return authority;
}

v1::LogInAnswer to_message(const LoggedIn& logged_in) {
    v1::LogInAnswer message;
    message.set_session(bytes_field(logged_in.session.bytes()));
    *message.mutable_person() = person_message(logged_in.person);
    message.set_ends_unix_s(logged_in.ends_unix_s);
    return message;
}

Result<LoggedIn> from_message(const v1::LogInAnswer& message) {
    auto person = person_of(message.person());
    if (!person) {
        return person.failure();
    }
    auto session = secret_field(message.session(), session_token_size_bytes, "session");
    if (!session) {
        return session.failure();
    }
    return LoggedIn{std::move(*session), std::move(*person), message.ends_unix_s()};
}

v1::WhoAmIAnswer to_message(const WhoAmI& who) {
    v1::WhoAmIAnswer message;
    if (who.person) {
        *message.mutable_person() = person_message(*who.person);
    }
    if (who.session_ends_unix_s) {
        message.set_session_ends_unix_s(*who.session_ends_unix_s);
    }
    message.set_people_required(who.people_required);
    message.set_code_enrolled(who.code_enrolled);
    return message;
}

Result<WhoAmI> from_message(const v1::WhoAmIAnswer& message) {
    WhoAmI who{{}, {}, message.people_required(), message.code_enrolled()};
    if (message.has_person()) {
        auto person = person_of(message.person());
        if (!person) {
            return person.failure();
        }
        who.person = std::move(*person);
    }
    if (message.has_session_ends_unix_s()) {
        who.session_ends_unix_s = message.session_ends_unix_s();
    }
    return who;
}

v1::Action to_message(const Action& action) {
    v1::Action message;
    message.set_kind(std::string(text_of(action.kind)));
    put_texts(action.args, *message.mutable_args());
    message.set_reason(action.reason);
    message.set_document(bytes_field(action.document));
    return message;
}

Result<Action> from_message(const v1::Action& message) {
    auto kind = parse_action_kind(message.kind());
    if (!kind) {
        return kind.failure();
    }
    auto args = texts_of(message.args(), action_args_max);
    if (!args) {
        return args.failure();
    }
    auto reason = reason_field(message.reason());
    if (!reason) {
        return reason.failure();
    }
    if (message.document().size() > action_document_bytes_max) {
        return malformed("document", "1 MiB at most");
    }
    return Action{*kind, std::move(*args), std::move(*reason), bytes_of(message.document())};
}

v1::ActionDone to_message(const ActionDone& done) {
    v1::ActionDone message;
    put_texts(done.details, *message.mutable_details());
    message.set_document(bytes_field(done.document));
    return message;
}

Result<ActionDone> from_message(const v1::ActionDone& message) {
    auto details = texts_of(message.details(), named_texts_max);
    if (!details) {
        return details.failure();
    }
    return ActionDone{std::move(*details), bytes_of(message.document())};
}

v1::ActAnswer to_message(const ActionOutcome& outcome) {
    v1::ActAnswer message;
    if (outcome.done) {
        *message.mutable_done() = to_message(*outcome.done);
    }
    message.set_pending(outcome.pending.value_or(0));
    return message;
}

Result<ActionOutcome> from_message(const v1::ActAnswer& message) {
    if (message.has_done() == (message.pending() != 0)) {
        return malformed("outcome", "done or pending");
    }
    if (!message.has_done()) {
        return ActionOutcome{{}, message.pending()};
    }
    auto done = from_message(message.done());
    return done ? Result<ActionOutcome>(ActionOutcome{std::move(*done), {}}) : done.failure();
}

v1::Request to_message(const Request& request) {
    v1::Request message;
    message.set_number(request.number);
    *message.mutable_action() = to_message(request.action);
    message.set_digest(bytes_field(request.digest));
    message.set_author(request.author.text());
    message.set_station(request.station.text());
    message.set_made_unix_s(request.made_unix_s);
    message.set_expires_unix_s(request.expires_unix_s);
    message.set_state(std::string(text_of(request.state)));
    if (request.ended_by) {
        message.set_ended_by(request.ended_by->text());
    }
    message.set_end_reason(request.end_reason);
    *message.mutable_done() = to_message(request.done);
    put_texts(request.look, *message.mutable_look());
    return message;
}

Result<Request> from_message(const v1::Request& message) {
    auto action = from_message(message.action());
    auto digest = to_array<32>(as_bytes(message.digest()));
    auto author = OperatorName::parse(message.author());
    auto station = StationId::parse(message.station());
    auto state = parse_request_state(message.state());
    auto reason = reason_field(message.end_reason());
    auto done = from_message(message.done());
    auto look = texts_of(message.look(), named_texts_max);
    if (!action || !digest || !author || !station || !state || !reason || !done || !look) {
        return malformed("request", "is not one");
    }
    std::optional<OperatorName> ended_by;
    if (message.has_ended_by()) {
        auto name = OperatorName::parse(message.ended_by());
        if (!name) {
            return name.failure();
        }
        ended_by = *name;
    }
    return Request{.number = message.number(),
                   .action = std::move(*action),
                   .digest = *digest,
                   .author = *author,
                   .station = *station,
                   .made_unix_s = message.made_unix_s(),
                   .expires_unix_s = message.expires_unix_s(),
                   .state = *state,
                   .ended_by = ended_by,
                   .end_reason = std::move(*reason),
                   .done = std::move(*done),
                   .look = std::move(*look)};
}

v1::Operator to_message(const Operator& shown) {
    v1::Operator message;
    *message.mutable_person() = person_message(shown.person);
    message.set_active(shown.is_active);
    message.set_code_enrolled(shown.code_enrolled);
    message.set_added_unix_s(shown.added_unix_s);
    return message;
}

Result<Operator> from_message(const v1::Operator& message) {
    auto person = person_of(message.person());
    if (!person) {
        return person.failure();
    }
    return Operator{std::move(*person), message.active(), message.code_enrolled(), message.added_unix_s()};
}

v1::Session to_message(const SessionInfo& session) {
    v1::Session message;
    message.set_person(session.person.text());
    message.set_station(session.station.text());
    message.set_began_unix_s(session.began_unix_s);
    message.set_ends_unix_s(session.ends_unix_s);
    return message;
}

Result<SessionInfo> from_message(const v1::Session& message) {
    auto person = OperatorName::parse(message.person());
    auto station = StationId::parse(message.station());
    if (!person || !station) {
        return person ? station.failure() : person.failure();
    }
    return SessionInfo{*person, *station, message.began_unix_s(), message.ends_unix_s()};
}

void wipe_secrets(v1::AuthorityRequest& message) {
    wipe_authority(*message.mutable_authority());
}
void wipe_secrets(v1::LogInRequest& message) {
    wipe(*message.mutable_badge());
    wipe(*message.mutable_pin());
}
void wipe_secrets(v1::LogInAnswer& message) {
    wipe(*message.mutable_session());
}
void wipe_secrets(v1::ChangePinRequest& message) {
    wipe_authority(*message.mutable_authority());
    wipe(*message.mutable_pin());
    wipe(*message.mutable_new_pin());
}
void wipe_secrets(v1::EnrolCodeRequest& message) {
    wipe_authority(*message.mutable_authority());
    wipe(*message.mutable_pin());
}
void wipe_secrets(v1::EnrolCodeAnswer& message) {
    wipe(*message.mutable_uri());
}
void wipe_secrets(v1::ActRequest& message) {
    wipe_authority(*message.mutable_authority());
    wipe(*message.mutable_secret());
}
void wipe_secrets(v1::ApproveRequest& message) {
    wipe_authority(*message.mutable_authority());
}
void wipe_secrets(v1::EndRequest& message) {
    wipe_authority(*message.mutable_authority());
}
void wipe_secrets(v1::PendingRequestRequest& message) {
    wipe_authority(*message.mutable_authority());
}
void wipe_secrets(v1::PendingRequestsRequest& message) {
    wipe_authority(*message.mutable_authority());
}

} // namespace keyline::hsm
