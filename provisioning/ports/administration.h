// Administration: people, and what they do to orders, units, tables, keys and operators, as a station sees it.
// Threads: any, several at once. Every call has a deadline. The station's name comes from the connection.
// Errors: login_wrong, login_delayed {wait_s}; session_missing (people must log in), session_ended; role_missing
// {action, roles}; code_missing, code_wrong (a used one too), code_not_enrolled; command_stale {age_s}; action_invalid;
// request_*; operator_*; what an action's executor says; key_service_unavailable when there is no answer.
// Every call that decides is on record in keyd's log, the refused ones too.
#pragma once

#include "provisioning/caller.h"
#include "provisioning/people/action.h"

namespace keyline {

inline constexpr std::size_t session_token_size_bytes = 32;
inline constexpr std::size_t pin_digits_min = 6;
inline constexpr std::size_t pin_digits_max = 12;
inline constexpr std::size_t badge_bytes_max = 64;
inline constexpr std::size_t one_time_code_digits = 6;

// Who stands behind a call. Without a session: the station alone, which is enough only where nobody must log in.
struct Authority {
    std::optional<SecretBytes> session{}; // of log_in()
    std::optional<SecretBytes> code{};    // 6 digits, each usable once: for sensitive actions and every approval
    std::int64_t made_at_unix_ms = 0;     // when the person gave the command: sensitive ones are void after 8 s
};

struct LoggedIn {
    SecretBytes session; // session_token_size_bytes
    Person person;
    std::int64_t ends_unix_s = 0;
};

struct WhoAmI {
    std::optional<Person> person; // none: no session, and people must log in
    std::optional<std::int64_t> session_ends_unix_s{};
    bool people_required = false;
    bool code_enrolled = false;
};

struct Operator {
    Person person;
    bool is_active = true;
    bool code_enrolled = false;
    std::int64_t added_unix_s = 0;
};

struct SessionInfo {
    OperatorName person;
    StationId station;
    std::int64_t began_unix_s = 0;
    std::int64_t ends_unix_s = 0;
};

// X(enumerator, "text")
#define KEYLINE_REQUEST_STATES(X)                                                                                      \
    X(pending, "pending")                                                                                              \
    X(done, "done") /* approved, and done in the same commit */                                                        \
    X(refused, "refused")                                                                                              \
    X(withdrawn, "withdrawn")                                                                                          \
    X(expired, "expired")

enum class RequestState {
#define KEYLINE_ENUMERATOR(enumerator, text) enumerator,
    KEYLINE_REQUEST_STATES(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};
std::string_view text_of(RequestState state);
Result<RequestState> parse_request_state(std::string_view text);

struct Request {
    RequestNumber number = 0;
    Action action{}; // its document: only from request()
    ByteArray<32> digest{};
    OperatorName author;
    StationId station;
    std::int64_t made_unix_s = 0;
    std::int64_t expires_unix_s = 0;
    RequestState state = RequestState::pending;
    std::optional<OperatorName> ended_by{}; // who approved, refused or withdrew it
    std::string end_reason{};
    ActionDone done{};  // when it was done
    Error::Args look{}; // pending, from request(): what it would come to now
};

// Exactly one of the two.
struct ActionOutcome {
    std::optional<ActionDone> done{};
    std::optional<RequestNumber> pending{}; // waits for a second person
};

class Administration {
  public:
    virtual ~Administration() = default;

    virtual Result<LoggedIn> log_in(const SecretBytes& badge, const SecretBytes& pin) = 0;
    virtual Status log_out(const Authority& authority) = 0;
    virtual Result<WhoAmI> who_am_i(const Authority& authority) = 0;
    // Ends all sessions of the person, this one too.
    virtual Status change_pin(const Authority& authority, const SecretBytes& pin, const SecretBytes& new_pin) = 0;
    // A new secret for one-time codes, as otpauth:// URI, given once; it counts when confirm_code() has seen a code of
    // it.
    virtual Result<SecretBytes> enrol_code(const Authority& authority, const SecretBytes& pin) = 0;
    virtual Status confirm_code(const Authority& authority) = 0; // its code is one of the new secret

    // `secret`: see ActionContext; operator.add and operator.reset_pin: badge or PIN, see people/operator_actions.h.
    virtual Result<ActionOutcome> act(const Authority& authority, const Action& action,
                                      const SecretBytes* secret = nullptr) = 0;
    // `seen`: the digest of the request as the second person was shown it; request_changed otherwise.
    virtual Result<ActionDone> approve(const Authority& authority, RequestNumber number, const ByteArray<32>& seen) = 0;
    virtual Status refuse(const Authority& authority, RequestNumber number, const std::string& reason) = 0;
    virtual Status withdraw(const Authority& authority, RequestNumber number, const std::string& reason) = 0;
    virtual Result<Request> request(const Authority& authority, RequestNumber number) = 0;
    // Newest first; only the pending ones, or all of the newest requests_listed_max.
    virtual Result<std::vector<Request>> requests(const Authority& authority, bool only_pending) = 0;

    virtual Result<std::vector<Operator>> operators(const Authority& authority) = 0;
    virtual Result<std::vector<SessionInfo>> sessions(const Authority& authority) = 0;
};

// What keyd offers to whoever calls. Threads: any. What serve() answers is of that caller alone, and lives for one
// call.
class AdministrationServices {
  public:
    virtual ~AdministrationServices() = default;
    virtual std::unique_ptr<Administration> serve(const Caller& caller) = 0;
};

inline constexpr std::size_t requests_listed_max = 200;

} // namespace keyline
