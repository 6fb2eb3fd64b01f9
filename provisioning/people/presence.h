// Presence: must somebody be logged in, and is somebody there who may produce? keyd gives out new serial numbers only
// to a station where an operator or a supervisor is logged in, or which its configuration lets work unattended.
// Threads: the transaction's. Errors: session_missing {station}, role_missing {action, roles}; the records'.
#pragma once

#include "provisioning/ports/people_records.h"

namespace keyline {

enum class PeopleRequired {
    when_enrolled, // as long as there is no operator, the station alone may do everything
    always,
};

struct PeoplePolicy {
    PeopleRequired required = PeopleRequired::always;
    std::vector<StationId> unattended{}; // produce with nobody logged in: line automation
};

inline constexpr Roles producing_roles = Role::operates | Role::supervisor;

Result<bool> must_log_in(PeopleRecords& people, PeopleRequired required);

// Those who are logged in at the station and may produce; empty: nobody has to be.
Result<std::vector<OperatorName>> who_produces(PeopleRecords& people, const PeoplePolicy& policy,
                                               const StationId& station, std::int64_t now_unix_s);

} // namespace keyline
