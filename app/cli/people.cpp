#include "app/cli/people.h"

namespace keyline::app {

std::shared_ptr<PeopleOptions> add_people_options(CLI::App& command, Reason reason) {
    auto options = std::make_shared<PeopleOptions>();
    command
        .add_option_function<std::string>(
            "--secrets", [options](const std::string& source) { options->secrets = SecretInput(source); },
            "Badge, PIN and one-time code from this file (mode 0600, a pipe or /dev/fd/3; - is stdin), one a line, in "
            "the order in which they would be asked; default: the terminal")
        ->type_name("FILE");
    if (reason != Reason::none) {
        auto* option = command.add_option("--reason", options->reason, "Why; it stands in the record");
        if (reason == Reason::required) {
            option->required();
        }
    }
    return options;
}

Result<Authority> authority_for(Station& station, PeopleOptions& options, OneTimeCode code) {
    auto authority = station.authority();
    if (!authority || !authority->session || code == OneTimeCode::none) {
        return authority;
    }
    auto typed = options.secrets.ask("One-time code of " + station.logged_in());
    if (!typed) {
        return typed.failure();
    }
    authority = station.authority(); // made now, not before somebody looked for a telephone
    if (authority) {
        authority->code = std::move(*typed);
    }
    return authority;
}

Json json_of(const Error::Args& texts) {
    Json json = Json::object();
    for (const auto& [name, value] : texts) {
        json[name] = value;
    }
    return json;
}

std::string time_text(std::int64_t unix_s) {
    std::string text = utc_text(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
    return text.substr(0, text.find('.')) + "Z";
}

Result<ActionOutcome> act(Station& station, PeopleOptions& options, Action& action, const SecretBytes* secret) {
    action.reason = options.reason;
    if (auto form = check_form(action); !form) {
        return form.failure();
    }
    if (auto people = station.people(); !people) { // before somebody types a code
        return people.failure();
    }
    auto authority = authority_for(station, options, rule_of(action.kind).code);
    if (!authority) {
        return authority.failure();
    }
    return act_on_record(station, *authority, action, secret);
}

void tell(Output& out, const Action& action, const ActionOutcome& outcome) {
    const std::string kind(text_of(action.kind));
    Json more{{"action", kind}, {"args", json_of(action.args)}};
    if (outcome.pending) {
        const std::string number = std::to_string(*outcome.pending);
        more["request"] = *outcome.pending;
        out.event({"approval.asked", {}, {}, {}, {}, more});
        out.text(kind + " waits for a second person: request " + number);
        out.text("Next, by somebody else (" + rule_of(action.kind).may_approve.text() + "): keyline request approve " +
                 number);
        return;
    }
    more["done"] = json_of(outcome.done->details);
    out.event({"action.done", {}, {}, {}, {}, more});
    out.text(kind + ": done");
    for (const auto& [name, value] : outcome.done->details) {
        out.text("  " + name + " " + value);
    }
}

Result<ExitCode> do_action(Station& station, PeopleOptions& options, Action action, Output& out,
                           const SecretBytes* secret) {
    auto outcome = act(station, options, action, secret);
    if (!outcome) {
        return outcome.failure();
    }
    tell(out, action, *outcome);
    return ExitCode::success;
}

} // namespace keyline::app
