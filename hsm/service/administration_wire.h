// Between the messages of administration.proto and the types of provisioning/. As wire.h: everything is parsed and its
// size checked, on both sides; value_malformed names the field. Threads: any.
#pragma once

#include "provisioning/ports/administration.h"

#include "administration.pb.h"

namespace keyline::hsm {

inline constexpr std::size_t action_args_max = 16;
inline constexpr std::size_t named_texts_max = 64;
inline constexpr std::size_t action_secret_bytes_max = 65'536;
inline constexpr std::size_t pin_bytes_max = 64;
inline constexpr std::size_t otpauth_uri_bytes_max = 512;

v1::Authority to_message(const Authority& authority);
Result<Authority> from_message(const v1::Authority& message);
Result<SecretBytes> secret_field(const std::string& field, std::size_t bytes_max, std::string_view what);

v1::LogInAnswer to_message(const LoggedIn& logged_in);
Result<LoggedIn> from_message(const v1::LogInAnswer& message);
v1::WhoAmIAnswer to_message(const WhoAmI& who);
Result<WhoAmI> from_message(const v1::WhoAmIAnswer& message);
v1::Action to_message(const Action& action);
Result<Action> from_message(const v1::Action& message);
v1::ActionDone to_message(const ActionDone& done);
Result<ActionDone> from_message(const v1::ActionDone& message);
v1::ActAnswer to_message(const ActionOutcome& outcome);
Result<ActionOutcome> from_message(const v1::ActAnswer& message);
v1::Request to_message(const Request& request);
Result<Request> from_message(const v1::Request& message);
v1::Operator to_message(const Operator& shown);
Result<Operator> from_message(const v1::Operator& message);
v1::Session to_message(const SessionInfo& session);
Result<SessionInfo> from_message(const v1::Session& message);

// Of an end's reason, in both directions.
Result<std::string> reason_field(const std::string& field);

// Messages that have held a session, PIN, code or secret.
void wipe_secrets(v1::AuthorityRequest& message);
void wipe_secrets(v1::LogInRequest& message);
void wipe_secrets(v1::LogInAnswer& message);
void wipe_secrets(v1::ChangePinRequest& message);
void wipe_secrets(v1::EnrolCodeRequest& message);
void wipe_secrets(v1::EnrolCodeAnswer& message);
void wipe_secrets(v1::ActRequest& message);
void wipe_secrets(v1::ApproveRequest& message);
void wipe_secrets(v1::EndRequest& message);
void wipe_secrets(v1::PendingRequestRequest& message);
void wipe_secrets(v1::PendingRequestsRequest& message);

} // namespace keyline::hsm
