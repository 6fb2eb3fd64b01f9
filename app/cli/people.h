// What all subcommands share that people act by: whose session, one-time code, reason, and how an outcome is told.
//
// A subcommand that does something from the table of provisioning/people/action.h makes an Action and calls
// do_action(): it asks for a one-time code where one is needed, does it or makes it a request, tells of it (event
// "action.done" or "approval.asked") and records it here too.
#pragma once

#include "app/acting.h"
#include "app/cli/commands.h"
#include "app/secret_input.h"

namespace keyline::app {

struct PeopleOptions {
    SecretInput secrets;
    std::string reason;
};
enum class Reason { none, optional, required };

// Adds --secrets and, where it is wanted, --reason.
std::shared_ptr<PeopleOptions> add_people_options(CLI::App& command, Reason reason);

// With the session of who is logged in here; with a code, which is asked for, when somebody is and one is needed.
Result<Authority> authority_for(Station& station, PeopleOptions& options, OneTimeCode code);

// The reason is that of the options. Records what came of it, and tells nobody.
Result<ActionOutcome> act(Station& station, PeopleOptions& options, Action& action,
                          const SecretBytes* secret = nullptr);
void tell(Output& out, const Action& action, const ActionOutcome& outcome);
// Both. What an action gives as a document is not shown: a subcommand that wants it calls act().
Result<ExitCode> do_action(Station& station, PeopleOptions& options, Action action, Output& out,
                           const SecretBytes* secret = nullptr);

Json json_of(const Error::Args& texts);
std::string time_text(std::int64_t unix_s); // "2026-11-21T01:10:55Z"

} // namespace keyline::app
