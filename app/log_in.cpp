#include "app/log_in.h"

namespace keyline::app {

Result<LoggedIn> begin_session(Station& station, const SecretBytes& badge, const SecretBytes& pin) {
    auto people = station.people();
    if (!people) {
        return people.failure();
    }
    auto logged_in = (*people)->log_in(badge, pin);
    if (!logged_in) {
        return logged_in;
    }
    const Person& person = logged_in->person;
    if (auto saved = station.sessions().save(person.name, logged_in->session, logged_in->ends_unix_s); !saved) {
        return saved.failure();
    }
    auto recorded = station.record(
        {"operator.logged_in", {}, {}, {}, {}, {}, {{"person", person.name.text()}, {"roles", person.roles.text()}}});
    return recorded ? std::move(logged_in) : recorded.failure();
}

Status end_session(Station& station) {
    const std::string name = station.logged_in();
    if (name.empty()) {
        return fail(ErrorCode::session_missing);
    }
    auto authority = station.authority();
    station.sessions().remove(name);
    if (!authority) {
        return authority.failure();
    }
    if (auto recorded = station.record({"operator.logged_out", {}, {}, {}, {}, {}, {{"person", name}}}); !recorded) {
        return recorded;
    }
    auto people = station.people();
    auto ended = people ? (*people)->log_out(*authority) : people.failure();
    return !ended && ended.error().code == ErrorCode::session_ended ? Status() : ended;
}

} // namespace keyline::app
