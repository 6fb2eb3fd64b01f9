// keyline unit: what people decide about a unit, or about many.
#include "app/cli/action_command.h"

namespace keyline::app {

void add_unit(CommandLine& line) {
    auto* unit = line.app.add_subcommand(
        "unit", "An order's units, and what becomes of one: rework, scrap, quarantine, new key");
    unit->require_subcommand(1);
    add_unit_list(*unit, line);
    constexpr ActionCommand commands[] = {
        {ActionKind::unit_rework, "rework", "Let a failed unit, or one left open, be tried again",
         "keyline unit rework 0001-000000000017 --reason 'new battery contact'"},
        {ActionKind::unit_scrap, "scrap", "Take a unit out for good: its number is used up; by two people",
         "keyline unit scrap 0001-000000000017 --reason 'housing broken'"},
        {ActionKind::unit_quarantine, "quarantine", "Hold a unit until QA has looked at it",
         "keyline unit quarantine 0001-000000000017 --reason 'came back open'"},
        {ActionKind::unit_quarantine_batch, "quarantine-batch",
         "Hold all units of an order, a station, a Kg or a range of numbers; by two people",
         "keyline unit quarantine-batch --order WO-0007 --at line2 --reason 'table was wrong'"},
        {ActionKind::unit_release, "release", "Let a unit out of quarantine; by two people",
         "keyline unit release 0001-000000000017 --to rework --reason 'contact was dirty'"},
        {ActionKind::unit_rekey, "rekey",
         "Give up a unit's key: the same chip, or the one named, gets the number with a new key; by two people",
         "keyline unit rekey 0001-000000000017 --reason 'board changed' --uid 00112233445566778899aabb"},
        {ActionKind::unit_transfer, "transfer", "Let another station of the order go on with a unit",
         "keyline unit transfer 0001-000000000017 line2 --reason 'line 1 is down'"},
        {ActionKind::unit_custody, "custody", "Put on record who has the unit now: a person, a place, a carrier",
         "keyline unit custody 0001-000000000017 'QA, shelf 3' --reason 'came back with invoice 4711'"},
    };
    for (const ActionCommand& command : commands) {
        add_action_command(*unit, line, command);
    }
}

} // namespace keyline::app
