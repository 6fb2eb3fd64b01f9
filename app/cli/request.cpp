// keyline request: what waits for a second person, and that person's answer.
#include "app/cli/people.h"

namespace keyline::app {

namespace {

Json to_json(const Request& request) {
    Json json{{"request", request.number},
              {"action", std::string(text_of(request.action.kind))},
              {"args", json_of(request.action.args)},
              {"reason", request.action.reason},
              {"author", request.author.text()},
              {"station", request.station.text()},
              {"made", time_text(request.made_unix_s)},
              {"expires", time_text(request.expires_unix_s)},
              {"state", std::string(text_of(request.state))},
              {"digest", to_hex(request.digest)}};
    if (request.ended_by) {
        json["ended_by"] = request.ended_by->text();
        json["end_reason"] = request.end_reason;
        json["done"] = json_of(request.done.details);
    }
    if (!request.look.empty()) {
        json["now"] = json_of(request.look);
    }
    return json;
}

std::string arguments_text(const Action& action) {
    std::string text;
    for (const auto& [name, value] : action.args) {
        text += " " + name + "=" + value;
    }
    return text;
}

void print_line(Output& out, const Request& request) {
    out.event({"request", {}, {}, {}, {}, to_json(request)});
    out.text(std::to_string(request.number) + "  " + std::string(text_of(request.state)) + "  " +
             std::string(text_of(request.action.kind)) + arguments_text(request.action) + "  by " +
             request.author.text());
}

// All that a second person must know before they agree. `see`: to stderr where stdout is for what comes of it.
void print_whole(const Request& request, const std::function<void(const std::string&)>& see) {
    see("Request " + std::to_string(request.number) + ": " + std::string(text_of(request.action.kind)) + ", " +
        std::string(text_of(request.state)));
    for (const auto& [name, value] : request.action.args) {
        see("  " + name + " = " + value);
    }
    see("  reason: " + request.action.reason);
    see("  may be approved by: " + rule_of(request.action.kind).may_approve.text());
    see("  asked by " + request.author.text() + " at " + request.station.text() + ", " +
        time_text(request.made_unix_s) + "; void after " + time_text(request.expires_unix_s));
    for (const auto& [name, value] : request.look) {
        see("  now: " + name + " " + value);
    }
    if (!request.action.document.empty()) {
        see("  with a document of " + std::to_string(request.action.document.size()) + " bytes");
    }
    if (request.ended_by) {
        see("  " + std::string(text_of(request.state)) + " by " + request.ended_by->text() +
            (request.end_reason.empty() ? "" : ": " + request.end_reason));
    }
    for (const auto& [name, value] : request.done.details) {
        see("  done: " + name + " " + value);
    }
    see("  SHA-256 " + to_hex(request.digest));
}

Result<ExitCode> list(Station& station, bool all, Output& out) {
    auto requests = requests_of(station, all);
    if (!requests) {
        return requests.failure();
    }
    for (const Request& request : *requests) {
        print_line(out, request);
    }
    if (requests->empty()) {
        out.text(all ? "There was no request yet" : "Nothing waits for a second person");
    }
    return ExitCode::success;
}

Result<ExitCode> show(Station& station, RequestNumber number, Output& out) {
    auto request = look_at_request(station, number);
    if (!request) {
        return request.failure();
    }
    out.event({"request", {}, {}, {}, {}, to_json(*request)});
    print_whole(*request, [&](const std::string& text) { out.text(text); });
    return ExitCode::success;
}

void tell_end(const Request& request, const std::string& event, const Json& more, Output& out) {
    Json json{{"request", request.number}, {"action", std::string(text_of(request.action.kind))}};
    json.update(more);
    out.event({event, {}, {}, {}, {}, json});
}

// The code is typed after the request was shown, and what was shown is what is approved.
Result<ExitCode> approve(Station& station, PeopleOptions& options, RequestNumber number, Output& out) {
    auto request = look_at_request(station, number);
    if (!request) {
        return request.failure();
    }
    print_whole(*request, [&](const std::string& text) { out.note(text); });
    if (request->state != RequestState::pending) { // before a code is spent on it
        return fail(ErrorCode::request_ended,
                    {{"request", std::to_string(number)}, {"state", std::string(text_of(request->state))}});
    }
    auto authority = authority_for(station, options, OneTimeCode::needed);
    auto done = authority ? approve_on_record(station, *authority, *request) : Result<ActionDone>(authority.failure());
    if (!done) {
        return done.failure();
    }
    out.text("Request " + std::to_string(number) + " is approved, and done");
    for (const auto& [name, value] : done->details) {
        out.text("  " + name + " " + value);
    }
    tell_end(*request, "approval.given", {{"done", json_of(done->details)}}, out);
    return ExitCode::success;
}

Result<ExitCode> end(Station& station, PeopleOptions& options, RequestNumber number, RequestEnd how, Output& out) {
    auto request = look_at_request(station, number);
    auto ended = request ? end_request_on_record(station, *request, how, options.reason) : Status(request.failure());
    if (!ended) {
        return ended.failure();
    }
    out.text("Request " + std::to_string(number) + " is at an end, and nothing was done");
    tell_end(*request, how == RequestEnd::refused ? "approval.refused" : "approval.withdrawn",
             {{"reason", options.reason}}, out);
    return ExitCode::success;
}

using Command = std::function<Result<ExitCode>(Station&, PeopleOptions&, RequestNumber, Output&)>;

CLI::App* add_numbered(CLI::App& parent, CommandLine& line, const char* name, const char* text, Reason reason,
                       Command run) {
    auto* command = parent.add_subcommand(name, text);
    const auto number = std::make_shared<RequestNumber>();
    command->add_option("NUMBER", *number, "The request's number")
        ->required()
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{INT64_MAX}));
    const auto people = add_people_options(*command, reason);
    command->callback([&line, people, number, run = std::move(run)] {
        line.run = [&line, people, number, run](Output& out) {
            return with_station(line, out, [&](Station& station) { return run(station, *people, *number, out); });
        };
    });
    return command;
}

void add_ends(CLI::App& parent, CommandLine& line) {
    auto* approved =
        add_numbered(parent, line, "approve", "Show it, ask for your one-time code, and do it", Reason::none,
                     [](Station& station, PeopleOptions& people, RequestNumber number, Output& out) {
                         return approve(station, people, number, out);
                     });
    approved->footer("Nobody approves what they asked for themselves. Examples:\n"
                     "  keyline request approve 7\n  keyline request approve 7 --secrets code.txt --json");
    add_numbered(parent, line, "refuse", "Somebody else's: it will not be done", Reason::required,
                 [](Station& station, PeopleOptions& people, RequestNumber number, Output& out) {
                     return end(station, people, number, RequestEnd::refused, out);
                 });
    add_numbered(parent, line, "withdraw", "Your own: it will not be done", Reason::required,
                 [](Station& station, PeopleOptions& people, RequestNumber number, Output& out) {
                     return end(station, people, number, RequestEnd::withdrawn, out);
                 });
}

} // namespace

void add_request(CommandLine& line) {
    auto* parent = line.app.add_subcommand("request", "What waits for a second person's approval");
    parent->require_subcommand(1);
    const auto all = std::make_shared<bool>(false);
    auto* listed = parent->add_subcommand("list", "Those that wait, newest first");
    listed->add_flag("--all", *all, "Those at an end too");
    listed->callback([&line, all] {
        line.run = [&line, all](Output& out) {
            return with_station(line, out, [&](Station& station) { return list(station, *all, out); });
        };
    });
    add_numbered(
        *parent, line, "show", "What it does, who asked and why, and what it would come to now", Reason::none,
        [](Station& station, PeopleOptions&, RequestNumber number, Output& out) { return show(station, number, out); });
    add_ends(*parent, line);
}

} // namespace keyline::app
