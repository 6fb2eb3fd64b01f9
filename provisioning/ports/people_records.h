// PeopleRecords: operators, sessions, delays after wrong tries and pending requests, as the registry keeps them. Part
// of a RegistryTransaction: nothing counts before its commit. Threads: the transaction's.
// Errors: registry_unavailable, registry_unsound; operator_exists {person} or {badge} from UNIQUE constraints.
// Nothing here is a secret by itself: badges as keyed digests, PINs as verifiers, secrets sealed, sessions as hashes.
#pragma once

#include "provisioning/ports/administration.h"

namespace keyline {

inline constexpr std::size_t pin_salt_size_bytes = 16;

// What a badge and a PIN are checked against; people/credential.h makes it.
struct Credential {
    ByteArray<keyed_digest_size_bytes> badge{};
    ByteArray<pin_salt_size_bytes> salt{};
    ByteArray<keyed_digest_size_bytes> pin{};
};

struct OperatorRecord {
    Operator shown;
    Credential credential;
    Bytes sealed_code{};     // of the one-time codes; empty: none
    Bytes sealed_new_code{}; // enrolled and not yet confirmed
    std::int64_t last_code_step = 0;
};

struct SessionRecord {
    ByteArray<32> token_hash{}; // SHA-256
    SessionInfo shown;
};

struct WrongTries {
    std::uint64_t count = 0;
    std::int64_t newest_unix_ms = 0;
};

struct RequestRecord {
    Request shown;     // without `look`
    Bytes enclosure{}; // what the executor gets beside the action: a verifier, never a secret
};

class PeopleRecords {
  public:
    virtual ~PeopleRecords() = default;

    virtual Result<std::optional<OperatorRecord>> operator_named(const OperatorName& name) = 0;
    virtual Result<std::optional<OperatorRecord>> operator_with(const ByteArray<keyed_digest_size_bytes>& badge) = 0;
    virtual Result<std::vector<OperatorRecord>> operators() = 0; // by name
    virtual Status insert_operator(const OperatorRecord& record) = 0;
    virtual Status update_operator(const OperatorRecord& record) = 0; // all but the name

    virtual Result<std::optional<SessionRecord>> session(const ByteArray<32>& token_hash) = 0;
    virtual Result<std::vector<SessionInfo>> sessions(const std::optional<StationId>& at) = 0; // oldest first
    virtual Status insert_session(const SessionRecord& record) = 0;
    virtual Status end_session(const ByteArray<32>& token_hash) = 0;
    virtual Status end_sessions_of(const OperatorName& name) = 0;
    virtual Status end_sessions_at(const OperatorName& name, const StationId& station) = 0;
    virtual Status end_sessions_before(std::int64_t now_unix_s) = 0; // whose end has come

    // `subject`: "badge/HEX" or "station/NAME". None: no wrong tries.
    virtual Result<WrongTries> wrong_tries(const std::string& subject) = 0;
    virtual Status set_wrong_tries(const std::string& subject, const WrongTries& tries) = 0; // count 0: forgets them
    virtual Status forget_wrong_tries_before(std::int64_t unix_ms) = 0;

    virtual Result<RequestNumber> next_request_number() = 0; // 1, 2, ...
    virtual Status insert_request(const RequestRecord& record) = 0;
    // State, who ended it and why, what was done; never what was asked. Its enclosure goes when it is at an end.
    virtual Status end_request(const Request& request) = 0;
    virtual Result<std::optional<RequestRecord>> request(RequestNumber number) = 0;
    // Newest first, without documents.
    virtual Result<std::vector<Request>> requests(bool only_pending, std::size_t requests_max) = 0;
};

} // namespace keyline
