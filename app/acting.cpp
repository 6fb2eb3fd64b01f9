#include "app/acting.h"

namespace keyline::app {

namespace {

Status record_end(Station& station, const Request& request, std::string event, const std::string& reason) {
    AuditEvent entry = entry_about(std::move(event), request.action);
    entry.details.emplace_back("request", std::to_string(request.number));
    if (!reason.empty()) {
        entry.details.emplace_back("reason", reason);
    }
    return station.record(std::move(entry));
}

} // namespace

AuditEvent entry_about(std::string event, const Action& action) {
    AuditEvent entry;
    entry.event = std::move(event);
    if (auto serial = SerialNumber::parse(action.arg("serial"))) {
        entry.serial = *serial;
    }
    if (auto order = OrderId::parse(action.arg("order"))) {
        entry.order = *order;
    }
    entry.details = {{"action", std::string(text_of(action.kind))}};
    return entry;
}

Result<Authority> authority_with(Station& station, std::optional<SecretBytes> code) {
    auto authority = station.authority();
    if (authority && authority->session) {
        authority->code = std::move(code);
    }
    return authority;
}

Result<ActionOutcome> act_on_record(Station& station, const Authority& authority, const Action& action,
                                    const SecretBytes* secret) {
    if (auto form = check_form(action); !form) {
        return form.failure();
    }
    auto people = station.people();
    auto outcome = people ? (*people)->act(authority, action, secret) : Result<ActionOutcome>(people.failure());
    if (!outcome) {
        return outcome;
    }
    AuditEvent event = entry_about(outcome->done ? "action.done" : "approval.asked", action);
    event.details.insert(event.details.end(), action.args.begin(), action.args.end());
    if (outcome->pending) {
        event.details.emplace_back("request", std::to_string(*outcome->pending));
    }
    if (!action.reason.empty()) {
        event.details.emplace_back("reason", action.reason);
    }
    auto recorded = station.record(std::move(event));
    return recorded ? std::move(outcome) : recorded.failure();
}

Result<std::vector<Request>> requests_of(Station& station, bool all) {
    auto people = station.people();
    auto authority = people ? station.authority() : Result<Authority>(people.failure());
    return authority ? (*people)->requests(*authority, !all) : Result<std::vector<Request>>(authority.failure());
}

Result<Request> look_at_request(Station& station, RequestNumber number) {
    auto people = station.people();
    auto authority = people ? station.authority() : Result<Authority>(people.failure());
    return authority ? (*people)->request(*authority, number) : Result<Request>(authority.failure());
}

Result<ActionDone> approve_on_record(Station& station, const Authority& authority, const Request& seen) {
    auto people = station.people();
    auto done = people ? (*people)->approve(authority, seen.number, seen.digest) : Result<ActionDone>(people.failure());
    if (!done) {
        return done;
    }
    auto recorded = record_end(station, seen, "approval.given", {});
    return recorded ? std::move(done) : recorded.failure();
}

Status end_request_on_record(Station& station, const Request& request, RequestEnd end, const std::string& reason) {
    auto people = station.people();
    auto authority = people ? station.authority() : Result<Authority>(people.failure());
    if (!authority) {
        return authority.failure();
    }
    const bool refused = end == RequestEnd::refused;
    auto ended = refused ? (*people)->refuse(*authority, request.number, reason)
                         : (*people)->withdraw(*authority, request.number, reason);
    return ended ? record_end(station, request, refused ? "approval.refused" : "approval.withdrawn", reason) : ended;
}

} // namespace keyline::app
