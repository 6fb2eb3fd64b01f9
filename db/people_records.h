// SqlPeopleRecords: operators, sessions, wrong tries and requests in the registry's database, within one of its
// transactions. Threads: the transaction's. Failure: ports/people_records.h.
#pragma once

#include "db/sql.h"
#include "provisioning/ports/people_records.h"

namespace keyline::db {

class SqlPeopleRecords final : public PeopleRecords {
  public:
    explicit SqlPeopleRecords(Database& database) : database_(database) {}

    Result<std::optional<OperatorRecord>> operator_named(const OperatorName& name) override;
    Result<std::optional<OperatorRecord>> operator_with(const ByteArray<keyed_digest_size_bytes>& badge) override;
    Result<std::vector<OperatorRecord>> operators() override;
    Status insert_operator(const OperatorRecord& record) override;
    Status update_operator(const OperatorRecord& record) override;

    Result<std::optional<SessionRecord>> session(const ByteArray<32>& token_hash) override;
    Result<std::vector<SessionInfo>> sessions(const std::optional<StationId>& at) override;
    Status insert_session(const SessionRecord& record) override;
    Status end_session(const ByteArray<32>& token_hash) override;
    Status end_sessions_of(const OperatorName& name) override;
    Status end_sessions_at(const OperatorName& name, const StationId& station) override;
    Status end_sessions_before(std::int64_t now_unix_s) override;

    Result<WrongTries> wrong_tries(const std::string& subject) override;
    Status set_wrong_tries(const std::string& subject, const WrongTries& tries) override;
    Status forget_wrong_tries_before(std::int64_t unix_ms) override;

    Result<RequestNumber> next_request_number() override;
    Status insert_request(const RequestRecord& record) override;
    Status end_request(const Request& request) override;
    Result<std::optional<RequestRecord>> request(RequestNumber number) override;
    Result<std::vector<Request>> requests(bool only_pending, std::size_t requests_max) override;

  private:
    Result<std::vector<OperatorRecord>> read_operators(Result<Statement> rows);
    Result<std::vector<SessionRecord>> read_sessions(Result<Statement> rows);
    Result<std::vector<RequestRecord>> read_requests(Result<Statement> rows);
    Result<OperatorRecord> read_operator(const Statement& row) const;
    Result<SessionRecord> read_session(const Statement& row) const;
    Result<RequestRecord> read_request(const Statement& row) const;

    Database& database_;
};

} // namespace keyline::db
