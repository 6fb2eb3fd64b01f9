#include "app/cli/action_command.h"

namespace keyline::app {

namespace {

struct Help {
    std::string_view argument;
    const char* text;
    const char* option = nullptr; // where --ARGUMENT means something else already
};

constexpr Help helps[] = {
    {"serial", "Serial number, TTTT-DDDDDDDDDDDD"},
    {"order", "Order, as WO-0001"},
    {"station", "Name of a station", "--at"},
    {"kg", "Check value of a Kg, 6 hex digits"},
    {"first", "First serial number"},
    {"last", "Last serial number"},
    {"quota", "How many may pass"},
    {"attempts", "Limit of attempts, retries included"},
    {"expires", "Last day, as 2026-12-31 (UTC)"},
    {"to", "What it becomes: passed or rework; default: what it was before, if that was passed, else rework"},
    {"uid", "UID of the chip that gets the number, in hex; default: the same one"},
    {"cause", "Why, as a code that can be counted: contact, board, housing, firmware, label, table, key, clone, "
              "returned, test, process, other"},
    {"holder", "Who has it now"},
    {{}, ""}, // none of them
};

const Help& help_of(std::string_view argument) {
    return *std::find_if(std::begin(helps), std::end(helps) - 1,
                         [&](const Help& one) { return one.argument == argument; });
}

std::string upper(std::string_view name) {
    std::string text(name);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return text;
}

} // namespace

CLI::App* add_action_command(CLI::App& parent, CommandLine& line, const ActionCommand& command) {
    const ActionRule& rule = rule_of(command.kind);
    auto* added = parent.add_subcommand(command.name, command.what);
    auto values = std::make_shared<std::map<std::string, std::string>>();
    for (const ActionArgument& argument : arguments_of(rule)) {
        const std::string name(argument.name);
        const Help& help = help_of(argument.name);
        const std::string option = help.option == nullptr ? "--" + name : help.option;
        added->add_option(argument.optional ? option : upper(name), (*values)[name], help.text)
            ->required(!argument.optional);
    }
    auto people = add_people_options(*added, rule.wants_reason() ? Reason::required : Reason::optional);
    added->footer(std::string("Example:\n  ") + command.example);
    added->callback([&line, values, people, kind = command.kind] {
        line.run = [&line, values, people, kind](Output& out) {
            Action action{kind, {}, {}};
            for (const auto& [name, value] : *values) {
                if (!value.empty()) {
                    action.args.emplace_back(name, value);
                }
            }
            return with_station(line, out, [&](Station& station) { return do_action(station, *people, action, out); });
        };
    });
    return added;
}

} // namespace keyline::app
