// PeopleRecords in memory: part of the MemoryRegistry, copied and kept with its transactions.
#pragma once

#include "provisioning/ports/people_records.h"

#include <algorithm>
#include <map>

namespace keyline::test {

class MemoryPeople final : public PeopleRecords {
  public:
    std::map<OperatorName, OperatorRecord> all;
    std::vector<SessionRecord> open_sessions;
    std::map<std::string, WrongTries> tries;
    std::map<RequestNumber, RequestRecord> asked;

    Result<std::optional<OperatorRecord>> operator_named(const OperatorName& name) override {
        const auto found = all.find(name);
        return found == all.end() ? std::optional<OperatorRecord>() : std::optional(found->second);
    }
    Result<std::optional<OperatorRecord>> operator_with(const ByteArray<keyed_digest_size_bytes>& badge) override {
        for (const auto& [name, record] : all) {
            if (record.credential.badge == badge) {
                return std::optional(record);
            }
        }
        return std::optional<OperatorRecord>();
    }
    Result<std::vector<OperatorRecord>> operators() override {
        std::vector<OperatorRecord> records;
        for (const auto& [name, record] : all) {
            records.push_back(record);
        }
        return records;
    }
    Status insert_operator(const OperatorRecord& record) override {
        if (*operator_with(record.credential.badge)) {
            return fail(ErrorCode::operator_exists, {{"badge", "badge"}});
        }
        const bool inserted = all.emplace(record.shown.person.name, record).second;
        return inserted ? Status() : fail(ErrorCode::operator_exists, {{"person", record.shown.person.name.text()}});
    }
    Status update_operator(const OperatorRecord& record) override {
        const auto with_badge = *operator_with(record.credential.badge);
        if (with_badge && with_badge->shown.person.name != record.shown.person.name) {
            return fail(ErrorCode::operator_exists, {{"badge", "badge"}});
        }
        all.at(record.shown.person.name) = record;
        return {};
    }

    Result<std::optional<SessionRecord>> session(const ByteArray<32>& token_hash) override {
        for (const SessionRecord& record : open_sessions) {
            if (record.token_hash == token_hash) {
                return std::optional(record);
            }
        }
        return std::optional<SessionRecord>();
    }
    Result<std::vector<SessionInfo>> sessions(const std::optional<StationId>& at) override {
        std::vector<SessionInfo> shown;
        for (const SessionRecord& record : open_sessions) {
            if (!at || record.shown.station == *at) {
                shown.push_back(record.shown);
            }
        }
        return shown;
    }
    Status insert_session(const SessionRecord& record) override {
        open_sessions.push_back(record);
        return {};
    }
    Status end_session(const ByteArray<32>& token_hash) override {
        return end([&](const SessionRecord& record) { return record.token_hash == token_hash; });
    }
    Status end_sessions_of(const OperatorName& name) override {
        return end([&](const SessionRecord& record) { return record.shown.person == name; });
    }
    Status end_sessions_at(const OperatorName& name, const StationId& station) override {
        return end([&](const SessionRecord& record) {
            return record.shown.person == name && record.shown.station == station;
        });
    }
    Status end_sessions_before(std::int64_t now_unix_s) override {
        return end([&](const SessionRecord& record) { return record.shown.ends_unix_s <= now_unix_s; });
    }

    Result<WrongTries> wrong_tries(const std::string& subject) override {
        const auto found = tries.find(subject);
        return found == tries.end() ? WrongTries() : found->second;
    }
    Status set_wrong_tries(const std::string& subject, const WrongTries& set) override {
        tries[subject] = set;
        std::erase_if(tries, [](const auto& one) { return one.second.count == 0; });
        return {};
    }
    Status forget_wrong_tries_before(std::int64_t unix_ms) override {
        std::erase_if(tries, [&](const auto& one) { return one.second.newest_unix_ms < unix_ms; });
        return {};
    }

    Result<RequestNumber> next_request_number() override { return asked.empty() ? 1 : asked.rbegin()->first + 1; }
    Status insert_request(const RequestRecord& record) override {
        asked.emplace(record.shown.number, record);
        return {};
    }
    Status end_request(const Request& request) override {
        RequestRecord& record = asked.at(request.number);
        record.enclosure.clear();
        record.shown.state = request.state;
        record.shown.ended_by = request.ended_by;
        record.shown.end_reason = request.end_reason;
        record.shown.done = request.done;
        return {};
    }
    Result<std::optional<RequestRecord>> request(RequestNumber number) override {
        const auto found = asked.find(number);
        return found == asked.end() ? std::optional<RequestRecord>() : std::optional(found->second);
    }
    Result<std::vector<Request>> requests(bool only_pending, std::size_t requests_max) override {
        std::vector<Request> shown;
        for (auto one = asked.rbegin(); one != asked.rend() && shown.size() < requests_max; ++one) {
            if (!only_pending || one->second.shown.state == RequestState::pending) {
                shown.push_back(one->second.shown);
                shown.back().action.document.clear();
            }
        }
        return shown;
    }

  private:
    template <class Matches>
    Status end(Matches matches) {
        std::erase_if(open_sessions, matches);
        return {};
    }
};

} // namespace keyline::test
