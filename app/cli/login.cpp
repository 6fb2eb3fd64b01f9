// keyline login, logout, whoami.
#include "app/cli/people.h"
#include "app/log_in.h"

namespace keyline::app {

namespace {

Result<ExitCode> log_in(Station& station, PeopleOptions& options, Output& out) {
    if (auto people = station.people(); !people) { // before anything is asked for
        return people.failure();
    }
    auto badge = options.secrets.ask("Badge");
    if (!badge) {
        return badge.failure();
    }
    auto pin = options.secrets.ask("PIN");
    if (!pin) {
        return pin.failure();
    }
    auto logged_in = begin_session(station, *badge, *pin);
    if (!logged_in) {
        return logged_in.failure();
    }
    const Person& person = logged_in->person;
    Json more{{"person", person.name.text()}, {"roles", person.roles.text()}};
    more["ends"] = time_text(logged_in->ends_unix_s);
    out.event({"operator.logged_in", {}, {}, {}, {}, more});
    out.text(person.name.text() + " (" + person.roles.text() + ") is logged in until " +
             time_text(logged_in->ends_unix_s));
    return ExitCode::success;
}

Result<ExitCode> log_out(Station& station, Output& out) {
    const std::string name = station.logged_in();
    if (auto ended = end_session(station); !ended) {
        return ended.failure();
    }
    out.event({"operator.logged_out", {}, {}, {}, {}, {{"person", name}}});
    out.text(name + " is logged out");
    return ExitCode::success;
}

Result<ExitCode> who_am_i(Station& station, Output& out) {
    auto people = station.people();
    if (!people) {
        return people.failure();
    }
    auto authority = station.authority();
    if (!authority) {
        return authority.failure();
    }
    auto who = (*people)->who_am_i(*authority);
    if (!who) {
        return who.failure();
    }
    Json more{{"person", who->person ? Json(who->person->name.text()) : Json()},
              {"roles", who->person ? Json(who->person->roles.text()) : Json()},
              {"logged_in", who->person && who->person->is_logged_in},
              {"ends", who->session_ends_unix_s ? Json(time_text(*who->session_ends_unix_s)) : Json()},
              {"people_required", who->people_required},
              {"codes", who->code_enrolled}};
    out.event({"person", {}, {}, {}, {}, more});
    if (!who->person) {
        out.text("Nobody is logged in here, and people must log in: keyline login");
    } else if (!who->person->is_logged_in) {
        out.text("Nobody has to log in: there is no operator yet, and the station alone may do everything");
    } else {
        out.text(who->person->name.text() + " (" + who->person->roles.text() + "), logged in until " +
                 time_text(*who->session_ends_unix_s));
        out.text(who->code_enrolled ? "One-time codes: yes" : "One-time codes: none yet; keyline operator enrol-code");
    }
    return ExitCode::success;
}

} // namespace

void add_login(CommandLine& line) {
    auto* login = line.app.add_subcommand("login", "Log in with badge and PIN, for one shift at this station");
    const auto options = add_people_options(*login, Reason::none);
    login->footer("Examples:\n  keyline login\n  keyline login --secrets badge-and-pin.txt   # mode 0600, two lines");
    login->callback([&line, options] {
        line.run = [&line, options](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return log_in(station, *options, out); }, Whose::nobody);
        };
    });
    auto* logout = line.app.add_subcommand("logout", "End the session, here and at the key service");
    logout->callback([&line] {
        line.run = [&line](Output& out) {
            return with_station(line, out, [&](Station& station) { return log_out(station, out); });
        };
    });
    auto* whoami = line.app.add_subcommand("whoami", "Who is logged in here, with which roles, until when");
    whoami->callback([&line] {
        line.run = [&line](Output& out) {
            return with_station(line, out, [&](Station& station) { return who_am_i(station, out); });
        };
    });
}

} // namespace keyline::app
