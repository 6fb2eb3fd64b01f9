// What people do at this station, and that it is on record here: the way of the command line and of the screen. The key
// service decides (provisioning/people); each outcome is an entry of this station's log. Threads: one at a time.
// Errors: those of Administration; audit_*.
#pragma once

#include "app/station.h"

namespace keyline::app {

// Of whoever is logged in, made now; with the code, where one is needed and somebody is logged in.
Result<Authority> authority_with(Station& station, std::optional<SecretBytes> code);

// "action.done", or "approval.asked" when a second person has to agree.
Result<ActionOutcome> act_on_record(Station& station, const Authority& authority, const Action& action,
                                    const SecretBytes* secret = nullptr);

// What waits for a second person, newest first; `all`: those at an end too.
Result<std::vector<Request>> requests_of(Station& station, bool all);
// With what it would come to now.
Result<Request> look_at_request(Station& station, RequestNumber number);
// `seen` was shown to who approves: its digest goes along. "approval.given". request_ended before a code is spent.
Result<ActionDone> approve_on_record(Station& station, const Authority& authority, const Request& seen);
enum class RequestEnd { refused, withdrawn };
// "approval.refused", "approval.withdrawn"
Status end_request_on_record(Station& station, const Request& request, RequestEnd end, const std::string& reason);

// An entry of this station's log about an action, of the unit and the order that it names: `audit show` finds it.
AuditEvent entry_about(std::string event, const Action& action);

} // namespace keyline::app
