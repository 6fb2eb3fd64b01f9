// keyline operator: who may do what, and a person's own PIN and one-time codes.
#include "app/cli/people.h"
#include "app/secret_output.h"

namespace keyline::app {

namespace {

struct OperatorOptions {
    std::string name;
    std::string roles;
    bool new_badge = false;
    bool new_code = false;
    std::string uri_file;
};
using Shared = std::shared_ptr<OperatorOptions>;

constexpr const char* role_names = "operator, supervisor, qa, auditor, custodian; several with commas";

// "BADGE\nPIN", or "PIN" alone, typed by the person whose they are.
Result<SecretBytes> ask_credential(SecretInput& secrets, const std::string& name, bool with_badge) {
    if (!with_badge) {
        return secrets.ask_new("New PIN of " + name);
    }
    auto badge = secrets.ask_new("Badge of " + name);
    if (!badge) {
        return badge;
    }
    auto pin = secrets.ask_new("New PIN of " + name);
    return pin ? joined_lines(*badge, *pin) : std::move(pin);
}

Result<ExitCode> do_with_credential(Station& station, PeopleOptions& people, const OperatorOptions& options,
                                    Action action, bool with_badge, Output& out) {
    auto credential = ask_credential(people.secrets, options.name, with_badge);
    return credential ? do_action(station, people, std::move(action), out, &*credential) : credential.failure();
}

Result<ExitCode> add(Station& station, PeopleOptions& people, const OperatorOptions& options, Output& out) {
    const Action action{ActionKind::operator_add, {{"name", options.name}, {"roles", options.roles}}, {}};
    return do_with_credential(station, people, options, action, true, out);
}

Result<ExitCode> reset_pin(Station& station, PeopleOptions& people, const OperatorOptions& options, Output& out) {
    Action action{ActionKind::operator_reset_pin, {{"name", options.name}}, {}};
    if (options.new_code) {
        action.args.emplace_back("code", "reset");
    }
    return do_with_credential(station, people, options, action, options.new_badge, out);
}

Result<ExitCode> list(Station& station, Output& out) {
    auto people = station.people();
    auto authority = people ? station.authority() : people.failure();
    if (!authority) {
        return authority.failure();
    }
    auto operators = (*people)->operators(*authority);
    if (!operators) {
        return operators.failure();
    }
    for (const Operator& one : *operators) {
        Json more{{"person", one.person.name.text()},
                  {"roles", one.person.roles.text()},
                  {"active", one.is_active},
                  {"codes", one.code_enrolled},
                  {"added", time_text(one.added_unix_s)}};
        out.event({"operator", {}, {}, {}, {}, more});
        out.text(one.person.name.text() + "  " + one.person.roles.text() + (one.is_active ? "" : ", disabled") +
                 (one.code_enrolled ? "" : ", no one-time codes yet") + ", since " + time_text(one.added_unix_s));
    }
    if (operators->empty()) {
        out.text("There is no operator yet. The first ones: keyline-keyd operator add --help");
    }
    return ExitCode::success;
}

Result<ExitCode> list_sessions(Station& station, Output& out) {
    auto people = station.people();
    auto authority = people ? station.authority() : people.failure();
    if (!authority) {
        return authority.failure();
    }
    auto sessions = (*people)->sessions(*authority);
    if (!sessions) {
        return sessions.failure();
    }
    for (const SessionInfo& one : *sessions) {
        Json more{{"person", one.person.text()},
                  {"station", one.station.text()},
                  {"began", time_text(one.began_unix_s)},
                  {"ends", time_text(one.ends_unix_s)}};
        out.event({"session", {}, {}, {}, {}, more});
        out.text(one.person.text() + "  at " + one.station.text() + ", " + time_text(one.began_unix_s) + " to " +
                 time_text(one.ends_unix_s));
    }
    return ExitCode::success;
}

// What somebody does for themselves: recorded here under their name.
Result<ExitCode> done_by_self(Station& station, Output& out, const std::string& event, const std::string& text) {
    const std::string name = station.logged_in();
    if (auto recorded = station.record({event, {}, {}, {}, {}, {}, {{"person", name}}}); !recorded) {
        return recorded.failure();
    }
    out.event({event, {}, {}, {}, {}, {{"person", name}}});
    out.text(text);
    return ExitCode::success;
}

Result<ExitCode> change_pin(Station& station, PeopleOptions& options, Output& out) {
    auto people = station.people();
    if (!people) {
        return people.failure();
    }
    auto pin = options.secrets.ask("PIN");
    if (!pin) {
        return pin.failure();
    }
    auto new_pin = options.secrets.ask_new("New PIN");
    if (!new_pin) {
        return new_pin.failure();
    }
    auto authority = station.authority();
    auto changed = authority ? (*people)->change_pin(*authority, *pin, *new_pin) : authority.failure();
    if (!changed) {
        return changed.failure();
    }
    station.sessions().remove(station.logged_in());
    return done_by_self(station, out, "operator.pin_changed", "The PIN is changed; log in again: keyline login");
}

Result<ExitCode> confirm_code(Station& station, PeopleOptions& options, Output& out) {
    auto people = station.people();
    auto authority = people ? authority_for(station, options, OneTimeCode::needed) : people.failure();
    if (!authority) {
        return authority.failure();
    }
    if (auto confirmed = (*people)->confirm_code(*authority); !confirmed) {
        return confirmed.failure();
    }
    return done_by_self(station, out, "operator.code_confirmed", "One-time codes count from now on");
}

Result<ExitCode> enrol_code(Station& station, PeopleOptions& options, const std::string& uri_file, Output& out) {
    auto people = station.people();
    auto authority = people ? station.authority() : people.failure();
    auto who = authority ? (*people)->who_am_i(*authority) : authority.failure();
    if (!who) {
        return who.failure();
    }
    auto pin = options.secrets.ask("PIN");
    if (!pin) {
        return pin.failure();
    }
    // Who has codes replaces them with one of them.
    authority = authority_for(station, options, who->code_enrolled ? OneTimeCode::needed : OneTimeCode::none);
    auto uri = authority ? (*people)->enrol_code(*authority, *pin) : authority.failure();
    if (!uri) {
        return uri.failure();
    }
    auto shown = uri_file.empty()
                     ? show_on_terminal("Give this to your authenticator app; it is not shown again:", *uri)
                     : write_secret_file(uri_file, *uri);
    if (!shown) {
        return shown.failure();
    }
    auto enrolled = done_by_self(station, out, "operator.code_enrolled",
                                 "The codes count when one of them has been seen: keyline operator confirm-code");
    return enrolled && uri_file.empty() && options.secrets.is_terminal() ? confirm_code(station, options, out)
                                                                         : enrolled;
}

std::string approved_by(const ActionRule& rule) {
    switch (rule.second_person) {
    case SecondPerson::none:
        return "";
    case SecondPerson::approves:
        return rule.may_approve.text();
    case SecondPerson::not_its_own:
        return "not its author";
    }
    return "";
}

// The rules that the key service enforces, as they are in this version.
ExitCode list_rights(Output& out) {
    constexpr int name_width = 22;
    constexpr int who_width = 38;
    const auto row = [&](std::string name, std::string who, const std::string& code, const std::string& second) {
        name.resize(std::max<std::size_t>(name.size(), name_width), ' ');
        who.resize(std::max<std::size_t>(who.size(), who_width), ' ');
        out.text(name + who + code + second);
    };
    row("action", "may ask", "code  ", "second person");
    for (const ActionRule& rule : action_rules()) {
        const bool with_code = rule.code == OneTimeCode::needed;
        const std::string second = approved_by(rule);
        out.event({"right",
                   {},
                   {},
                   {},
                   {},
                   {{"action", rule.name},
                    {"may_ask", rule.may_ask.text()},
                    {"one_time_code", with_code},
                    {"second", second}}});
        row(std::string(rule.name), rule.may_ask.text(), with_code ? "yes   " : "      ", second);
    }
    return ExitCode::success;
}

using Command = std::function<Result<ExitCode>(Station&, PeopleOptions&, const OperatorOptions&, Output&)>;

CLI::App* add_command(CLI::App& parent, CommandLine& line, const char* name, const char* text, Reason reason,
                      const Shared& options, Command run) {
    auto* command = parent.add_subcommand(name, text);
    const auto people = add_people_options(*command, reason);
    command->callback([&line, people, options, run = std::move(run)] {
        line.run = [&line, people, options, run](Output& out) {
            return with_station(line, out, [&](Station& station) { return run(station, *people, *options, out); });
        };
    });
    return command;
}

void add_actions(CLI::App& parent, CommandLine& line, const Shared& options) {
    auto* added =
        add_command(parent, line, "add", "Add somebody; a second person approves", Reason::required, options, add);
    auto* changed = add_command(
        parent, line, "change", "Give other roles, or let in again who was disabled; a second person approves",
        Reason::required, options,
        [](Station& station, PeopleOptions& people, const OperatorOptions& chosen, Output& out) {
            const Action action{ActionKind::operator_change, {{"name", chosen.name}, {"roles", chosen.roles}}, {}};
            return do_action(station, people, action, out);
        });
    auto* disabled =
        add_command(parent, line, "disable", "Let somebody in no more: at once, all sessions end", Reason::required,
                    options, [](Station& station, PeopleOptions& people, const OperatorOptions& chosen, Output& out) {
                        const Action action{ActionKind::operator_disable, {{"name", chosen.name}}, {}};
                        return do_action(station, people, action, out);
                    });
    auto* reset = add_command(parent, line, "reset-pin", "A new PIN for who has lost it; a second person approves",
                              Reason::required, options, reset_pin);
    reset->add_flag("--new-badge", options->new_badge, "A new badge too");
    reset->add_flag("--new-code", options->new_code, "Takes the one-time codes away too: they enrol new ones");
    for (auto* command : {added, changed, disabled, reset}) {
        command->add_option("NAME", options->name, "Their name, given once and never to somebody else")->required();
    }
    for (auto* command : {added, changed}) {
        command->add_option("--roles", options->roles, role_names)->required();
    }
    for (auto* command : {changed, disabled}) {
        command->footer("Asks for your one-time code.");
    }
    reset->footer("Asks for their new badge (with --new-badge) and PIN, then for your one-time code.");
    added->footer("Asks for their badge and PIN, then for your one-time code. Example:\n"
                  "  keyline operator add bob --roles operator,qa --reason 'new on the line'");
}

} // namespace

void add_operator(CommandLine& line) {
    auto* parent = line.app.add_subcommand("operator", "People: who may do what; your own PIN and one-time codes");
    parent->require_subcommand(1);
    const auto options = std::make_shared<OperatorOptions>();
    add_actions(*parent, line, options);
    add_command(
        *parent, line, "list", "Everybody, with roles", Reason::none, options,
        [](Station& station, PeopleOptions&, const OperatorOptions&, Output& out) { return list(station, out); });
    auto* rights = parent->add_subcommand("rights", "Which role may do what, who must agree, what takes a code");
    rights->callback([&line] { line.run = [](Output& out) { return list_rights(out); }; });
    add_command(*parent, line, "sessions", "Who is logged in, and where", Reason::none, options,
                [](Station& station, PeopleOptions&, const OperatorOptions&, Output& out) {
                    return list_sessions(station, out);
                });
    auto* changed =
        add_command(*parent, line, "change-pin", "Your own PIN; all your sessions end", Reason::none, options,
                    [](Station& station, PeopleOptions& people, const OperatorOptions&, Output& out) {
                        return change_pin(station, people, out);
                    });
    changed->footer("Asks for the PIN, then for the new one.");
    auto* enrol =
        add_command(*parent, line, "enrol-code",
                    "Your own one-time codes (RFC 6238), shown once on the terminal as an otpauth:// URI", Reason::none,
                    options, [](Station& station, PeopleOptions& people, const OperatorOptions& chosen, Output& out) {
                        return enrol_code(station, people, chosen.uri_file, out);
                    });
    enrol->footer(
        "Asks for your PIN; who has codes already gives one of them too. On a terminal, then for the first new one.");
    enrol->add_option("--uri-file", options->uri_file, "Into this new file (mode 0600) and not on the terminal");
    add_command(*parent, line, "confirm-code", "Asks for the first code of a new secret: from now on they count",
                Reason::none, options,
                [](Station& station, PeopleOptions& people, const OperatorOptions&, Output& out) {
                    return confirm_code(station, people, out);
                });
}

} // namespace keyline::app
