// Administrator: what keyd decides about people and what they do (ports/administration.h), as the Issuer does about
// units. It takes the station for hostile: its name comes from the connection; who asks is who the session belongs to.
// The table of people/action.h is enforced here and nowhere else. Each decision, the refused ones too, is on record in
// keyd's log, in the commit that makes it. Threads: any; the Vault that a call is given belongs to the calling thread
// for that call.
#pragma once

#include "provisioning/people/credential.h"
#include "provisioning/people/login_delay.h"
#include "provisioning/people/presence.h"
#include "provisioning/ports/clock.h"

namespace keyline {

class Administrator {
  public:
    static constexpr std::int64_t session_s = std::int64_t{12} * 3'600; // one shift
    static constexpr std::int64_t request_valid_s = std::int64_t{24} * 3'600;
    static constexpr std::int64_t command_valid_ms = 8'000;
    static constexpr std::size_t requests_pending_max = 200;

    struct Options {
        PeopleRequired required = PeopleRequired::always;
        Name environment;
        ActionHandlers handlers; // of all kinds but operator.*, which are its own
        ScryptCost pin_cost{};
    };

    // All three outlive it.
    Administrator(Registry& registry, Clock& clock, Random& random, Options options);

    // See ports/administration.h for what each call means and how it fails.
    Result<LoggedIn> log_in(Vault& vault, const StationId& station, const SecretBytes& badge, const SecretBytes& pin);
    Status log_out(const StationId& station, const Authority& authority);
    Result<WhoAmI> who_am_i(const StationId& station, const Authority& authority);
    Status change_pin(Vault& vault, const StationId& station, const Authority& authority, const SecretBytes& pin,
                      const SecretBytes& new_pin);
    Result<SecretBytes> enrol_code(Vault& vault, const StationId& station, const Authority& authority,
                                   const SecretBytes& pin);
    Status confirm_code(Vault& vault, const StationId& station, const Authority& authority);

    Result<ActionOutcome> act(Vault& vault, const StationId& station, const Authority& authority, const Action& action,
                              const SecretBytes* secret);
    Result<ActionDone> approve(Vault& vault, const StationId& station, const Authority& authority, RequestNumber number,
                               const ByteArray<32>& seen);
    Status refuse(const StationId& station, const Authority& authority, RequestNumber number,
                  const std::string& reason);
    Status withdraw(const StationId& station, const Authority& authority, RequestNumber number,
                    const std::string& reason);
    Result<Request> request(Vault& vault, const StationId& station, const Authority& authority, RequestNumber number);
    Result<std::vector<Request>> requests(const StationId& station, const Authority& authority, bool only_pending);
    Result<std::vector<Operator>> operators(const StationId& station, const Authority& authority);
    Result<std::vector<SessionInfo>> sessions(const StationId& station, const Authority& authority);

    // For a call of the line's that people do by an action: session_missing, on record, where somebody must log in.
    Status check_nobody_must_log_in(std::string_view call, const StationId& station);

    // On keyd's own host, without a session: as long as there are not two who can add others (operator_not_first), or
    // to recover. `host_user` stands in the record.
    enum class Purpose { first, recover };
    Status add_on_host(Vault& vault, const Operator& added, const SecretBytes& badge, const SecretBytes& pin,
                       const std::string& host_user, Purpose purpose);

  private:
    // One call, while it is decided.
    struct Attempt {
        RegistryTransaction& transaction;
        const StationId& station;
        const Authority& authority;
        std::optional<OperatorName> person{};    // for the record, once it is known
        std::optional<std::int64_t> code_step{}; // of a code that was taken: it stays used, whatever comes of the call
    };
    struct Standing {
        Person person;
        std::optional<OperatorRecord> record{}; // none: nobody is logged in
        std::optional<SessionRecord> session{};
    };

    // As decide_and_commit(); a wrong try is kept, with its record, when everything else is rolled back.
    template <class Decide>
    auto decide(std::string_view call, const StationId& station, const Authority& authority, AuditEvent subject,
                Decide decide) -> decltype(decide(std::declval<Attempt&>()));
    Status refuse_on_record(std::string_view call, const Error& error, AuditEvent subject, const Attempt& attempt);

    Result<Standing> standing(Attempt& attempt) const;
    Result<Standing> logged_in(Attempt& attempt) const; // session_missing without a session, wherever
    Status check_fresh(const Authority& authority) const;
    // A code of `secret`, not used before; a wrong one is counted.
    Status check_code(Attempt& attempt, Vault& vault, OperatorRecord& record, const Bytes& sealed_secret) const;
    // Fresh, and with a code, where somebody is logged in.
    Status check_sensitive(Attempt& attempt, Vault& vault, Standing& standing) const;
    // PIN of the one who is logged in: outside of the transaction, then within it.
    Result<ByteArray<keyed_digest_size_bytes>> pin_of_session(std::string_view call, Vault& vault,
                                                              const StationId& station, const Authority& authority,
                                                              const SecretBytes& pin);
    Status check_pin(Attempt& attempt, const OperatorRecord& record,
                     const ByteArray<keyed_digest_size_bytes>& verifier) const;

    Result<LoggedIn> log_in_within(Attempt& attempt, const LoginSubject& subject,
                                   const ByteArray<keyed_digest_size_bytes>& verifier);
    Result<Bytes> enclosure_of(Vault& vault, const StationId& station, const Authority& authority, const Action& action,
                               const SecretBytes* secret);
    Result<ActionOutcome> act_within(Attempt& attempt, Vault& vault, const Action& action, const SecretBytes* secret,
                                     const Bytes& enclosure);
    Result<RequestNumber> make_request(Attempt& attempt, const Action& action, const ActionContext& context,
                                       Bytes enclosure);
    Result<ActionDone> execute(RegistryTransaction& transaction, const Action& action, const ActionContext& context);
    Result<Error::Args> look(RegistryTransaction& transaction, const Action& action, const ActionContext& context);
    Result<ActionDone> approve_within(Attempt& attempt, Vault& vault, RequestNumber number, const ByteArray<32>& seen);
    Status end_request(Attempt& attempt, Request request, RequestState state, const Standing& by, std::string reason,
                       std::string event);
    Result<RequestRecord> pending_request(RegistryTransaction& transaction, RequestNumber number) const;
    Status sweep(RegistryTransaction& transaction); // what has expired

    std::int64_t now_unix_ms() const;
    std::int64_t now_unix_s() const;

    Registry& registry_;
    Clock& clock_;
    Random& random_;
    Options options_;
    PinHasher hasher_;
};

} // namespace keyline
