// A subcommand for one action of provisioning/people/action.h: what must be there is positional, in the table's order,
// what may be left out is an option of its name; with --secrets and --reason.
#pragma once

#include "app/cli/people.h"

namespace keyline::app {

struct ActionCommand {
    ActionKind kind;
    const char* name; // "scrap"
    const char* what; // one line
    const char* example;
};

CLI::App* add_action_command(CLI::App& parent, CommandLine& line, const ActionCommand& command);

} // namespace keyline::app
