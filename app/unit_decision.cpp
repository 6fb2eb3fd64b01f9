#include "app/unit_decision.h"

namespace keyline::app {

Result<ActionOutcome> decide_about_unit(Station& station, ActionKind kind, const SerialNumber& serial,
                                        const std::string& reason) {
    const Action action{kind, {{"serial", serial.text()}}, reason};
    if (auto form = check_form(action); !form) {
        return form.failure();
    }
    if (auto given = check_reason(reason); !given) { // whatever the kind: the line's record says why
        return given.failure();
    }
    auto people = station.people();
    auto authority = people ? station.authority() : Result<Authority>(people.failure());
    auto outcome = authority ? (*people)->act(*authority, action) : Result<ActionOutcome>(authority.failure());
    if (!outcome) {
        return outcome;
    }
    AuditEvent event{outcome->done ? "action.done" : "approval.asked", {}, {}, {}, serial, {}, {}};
    event.details = {{"action", std::string(text_of(kind))}, {"serial", serial.text()}, {"reason", reason}};
    if (outcome->pending) {
        event.details.emplace_back("request", std::to_string(*outcome->pending));
    }
    auto recorded = station.record(std::move(event));
    return recorded ? std::move(outcome) : recorded.failure();
}

} // namespace keyline::app
