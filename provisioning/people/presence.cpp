#include "provisioning/people/presence.h"

#include <algorithm>

namespace keyline {

Result<bool> must_log_in(PeopleRecords& people, PeopleRequired required) {
    if (required == PeopleRequired::always) {
        return true;
    }
    auto all = people.operators();
    return all ? Result<bool>(!all->empty()) : all.failure();
}

Result<std::vector<OperatorName>> who_produces(PeopleRecords& people, const PeoplePolicy& policy,
                                               const StationId& station, std::int64_t now_unix_s) {
    const auto& unattended = policy.unattended;
    const auto required = must_log_in(people, policy.required);
    if (!required) {
        return required.failure();
    }
    if (!*required || std::find(unattended.begin(), unattended.end(), station) != unattended.end()) {
        return std::vector<OperatorName>();
    }
    auto sessions = people.sessions(station);
    if (!sessions) {
        return sessions.failure();
    }
    std::erase_if(*sessions, [&](const SessionInfo& session) { return session.ends_unix_s <= now_unix_s; });
    if (sessions->empty()) {
        return fail(ErrorCode::session_missing, {{"station", station.text()}});
    }
    std::vector<OperatorName> producing;
    for (const SessionInfo& session : *sessions) {
        auto record = people.operator_named(session.person);
        if (!record) {
            return record.failure();
        }
        if (*record && (*record)->shown.is_active && (*record)->shown.person.roles.has_one_of(producing_roles)) {
            producing.push_back(session.person);
        }
    }
    if (producing.empty()) {
        return fail(ErrorCode::role_missing, {{"action", "provision"}, {"roles", producing_roles.text()}});
    }
    return producing;
}

} // namespace keyline
