#include "provisioning/issuing/unit_actions.h"

#include "provisioning/issuing/lookups.h"
#include "provisioning/issuing/unit_cause.h"

#include <algorithm>

namespace keyline {

namespace {

constexpr std::size_t claims_per_read_max = 1'000;

using Change = Status (*)(RegistryTransaction&, const Action&, Claim&);

tl::unexpected<Error> not_from_here(const Action& action, const Claim& claim) {
    return fail(ErrorCode::claim_state, {{"serial", claim.serial.text()},
                                         {"state", std::string(text_of(claim.state))},
                                         {"action", std::string(text_of(action.kind))}});
}

bool is_one_of(ClaimState state, std::initializer_list<ClaimState> states) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

// Its lock may be written again, and has to prove itself again.
void begin_anew(Claim& claim) {
    claim.state = ClaimState::rework;
    claim.reissues = 0;
    claim.proved_written = false;
    claim.proved_closed = false;
    claim.held_from.reset();
}

Status scrap(RegistryTransaction&, const Action& action, Claim& claim) {
    if (!is_living(claim.state)) {
        return not_from_here(action, claim);
    }
    claim.state = ClaimState::scrapped;
    claim.held_from.reset();
    return {};
}

Status rework(RegistryTransaction&, const Action& action, Claim& claim) {
    if (!is_one_of(claim.state, {ClaimState::open, ClaimState::failed})) {
        return not_from_here(action, claim);
    }
    begin_anew(claim);
    return {};
}

Status quarantine(RegistryTransaction&, const Action& action, Claim& claim) {
    if (!is_living(claim.state) || claim.state == ClaimState::quarantined) {
        return not_from_here(action, claim);
    }
    claim.held_from = claim.state;
    claim.state = ClaimState::quarantined;
    return {};
}

Status release(RegistryTransaction&, const Action& action, Claim& claim) {
    const std::string_view wanted = action.arg("to");
    if (!wanted.empty() && wanted != "passed" && wanted != "rework") {
        return fail(ErrorCode::value_malformed, {{"value", "to"}, {"reason", "it is passed or rework"}});
    }
    const bool was_passed = claim.held_from == ClaimState::passed;
    if (claim.state != ClaimState::quarantined || (wanted == "passed" && !was_passed)) {
        return not_from_here(action, claim);
    }
    if (was_passed && wanted != "rework") {
        claim.state = ClaimState::passed;
        claim.held_from.reset();
    } else {
        begin_anew(claim);
    }
    return {};
}

Status rekey(RegistryTransaction& transaction, const Action& action, Claim& claim) {
    std::optional<ChipUid> chip;
    if (!action.arg("uid").empty()) {
        auto uid = ChipUid::parse(action.arg("uid"));
        if (!uid) {
            return uid.failure();
        }
        chip = *uid;
    }
    if (claim.state == ClaimState::superseded || (claim.state == ClaimState::scrapped && !chip)) {
        return not_from_here(action, claim);
    }
    const ChipUid next = chip.value_or(claim.uid);
    auto bound = transaction.claim_with(next);
    if (!bound) {
        return bound.failure();
    }
    if (*bound && (*bound)->claim.id != claim.id) {
        return fail(ErrorCode::uid_bound, {{"uid", next.text()}, {"serial", (*bound)->claim.serial.text()}});
    }
    claim.state = ClaimState::superseded;
    claim.held_from.reset();
    claim.rekey_uid = next;
    return {};
}

Status transfer(RegistryTransaction& transaction, const Action& action, Claim& claim) {
    auto station = StationId::parse(action.arg("station"));
    if (!station) {
        return station.failure();
    }
    if (!is_one_of(claim.state, {ClaimState::open, ClaimState::failed, ClaimState::rework, ClaimState::quarantined})) {
        return not_from_here(action, claim);
    }
    if (auto order = own_order(transaction, *station, claim.order); !order) {
        return order.failure();
    }
    claim.station = *station;
    return {};
}

Error::Args state_args(const Claim& before, const Claim& after) {
    Error::Args args{{"serial", after.serial.text()},
                     {"uid", after.uid.text()},
                     {"order", after.order.text()},
                     {"from", std::string(text_of(before.state))},
                     {"state", std::string(text_of(after.state))}};
    if (before.station != after.station) {
        args.emplace_back("to_station", after.station.text());
    }
    if (after.rekey_uid) {
        args.emplace_back("rekey_uid", after.rekey_uid->text());
    }
    return args;
}

Status keep(RegistryTransaction& transaction, const Action& action, const ActionContext& context, const Claim& before,
            const Claim& after) {
    if (auto updated = transaction.update_claim(after); !updated) {
        return updated;
    }
    AuditEvent event = event_of("claim." + std::string(text_of(after.state)), action, context,
                                {{"from", std::string(text_of(before.state))}});
    if (!action.arg("cause").empty()) {
        event.details.emplace_back("cause", std::string(action.arg("cause")));
    }
    if (before.station != after.station) {
        event.event = "claim.transferred";
        event.details.emplace_back("to_station", after.station.text());
    }
    if (after.rekey_uid) {
        event.details.emplace_back("rekey_uid", after.rekey_uid->text());
    }
    event.order = after.order;
    event.claim = after.id;
    event.serial = after.serial;
    event.uid = after.uid;
    return transaction.record(event);
}

// A closed order is complete and makes nothing more: what would have to be made again stays as it is.
Status check_can_be_made(RegistryTransaction& transaction, const Claim& after) {
    if (after.state != ClaimState::rework && after.state != ClaimState::superseded) {
        return {};
    }
    auto order = known_order(transaction, after.order);
    if (!order) {
        return order.failure();
    }
    return order->state == OrderState::closed ? fail(ErrorCode::order_closed, {{"order", order->id.text()}}) : Status();
}

Status check_cause(const Action& action) {
    const auto cause = action.arg("cause").empty() ? UnitCause::other : parse_unit_cause(action.arg("cause"));
    return cause ? Status() : Status(cause.failure());
}

struct ChangedUnit {
    Claim before;
    Claim after;
};

template <Change change>
Result<ChangedUnit> changed_unit(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto record = unit_of(transaction, action, context);
    const auto cause = record ? check_cause(action) : Status(record.failure());
    if (!cause) {
        return cause.failure();
    }
    Claim after = record->claim;
    Status changed = change(transaction, action, after);
    if (changed) {
        changed = check_can_be_made(transaction, after);
    }
    return changed ? Result<ChangedUnit>(ChangedUnit{std::move(record->claim), std::move(after)}) : changed.failure();
}

// One unit: looked at, or changed and recorded.
template <Change change>
ActionHandler handler_of() {
    const auto look = [](RegistryTransaction& transaction, const Action& action,
                         const ActionContext& context) -> Result<Error::Args> {
        auto unit = changed_unit<change>(transaction, action, context);
        return unit ? Result<Error::Args>(state_args(unit->before, unit->after)) : unit.failure();
    };
    const auto execute = [](RegistryTransaction& transaction, const Action& action,
                            const ActionContext& context) -> Result<ActionDone> {
        auto unit = changed_unit<change>(transaction, action, context);
        if (!unit) {
            return unit.failure();
        }
        if (auto kept = keep(transaction, action, context, unit->before, unit->after); !kept) {
            return kept.failure();
        }
        return ActionDone{state_args(unit->before, unit->after)};
    };
    return {execute, look};
}

Result<ClaimFilter> batch_of(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    const auto invalid = [&](std::string reason) {
        return fail(ErrorCode::action_invalid,
                    {{"action", std::string(text_of(action.kind))}, {"reason", std::move(reason)}});
    };
    if (auto cause = check_cause(action); !cause) {
        return cause.failure();
    }
    const bool names_units = std::any_of(action.args.begin(), action.args.end(),
                                         [](const auto& argument) { return argument.first != "cause"; });
    if (!names_units) {
        return invalid("say which: order, station, kg, or first and last");
    }
    if (action.arg("first").empty() != action.arg("last").empty()) {
        return invalid("first and last go together");
    }
    ClaimFilter filter;
    const auto read = [&](std::string_view name, auto parse, auto& into) -> Status {
        if (action.arg(name).empty()) {
            return {};
        }
        auto value = parse(action.arg(name));
        if (!value) {
            return value.failure();
        }
        into = *value;
        return {};
    };
    for (const Status& done :
         {read("order", OrderId::parse, filter.order), read("station", StationId::parse, filter.station),
          read("kg", CheckValue::parse, filter.kg), read("first", SerialNumber::parse, filter.first),
          read("last", SerialNumber::parse, filter.last)}) {
        if (!done) {
            return done.failure();
        }
    }
    if (context.author.is_logged_in) {
        return filter;
    }
    if (!filter.order) {
        return invalid("where nobody logs in, an order of this station's must be named");
    }
    auto own = own_order(transaction, context.station, *filter.order);
    return own ? Result<ClaimFilter>(filter) : own.failure();
}

// Calls `each` for every unit that is not held yet; answers how many there were.
template <class Each>
Result<std::size_t> for_batch(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                              Each each) {
    auto filter = batch_of(transaction, action, context);
    if (!filter) {
        return filter.failure();
    }
    std::size_t units = 0;
    std::optional<ClaimId> after;
    while (true) {
        auto page = transaction.claims(*filter, after, claims_per_read_max);
        if (!page) {
            return page.failure();
        }
        for (const ClaimRecord& record : *page) {
            if (!is_living(record.claim.state) || record.claim.state == ClaimState::quarantined) {
                continue;
            }
            if (++units > batch_units_max) {
                return fail(ErrorCode::batch_too_large, {{"units_max", std::to_string(batch_units_max)}});
            }
            if (auto done = each(record.claim); !done) {
                return done.failure();
            }
        }
        if (page->size() < claims_per_read_max) {
            return units;
        }
        after = page->back().claim.id;
    }
}

Result<Error::Args> look_at_batch(RegistryTransaction& transaction, const Action& action,
                                  const ActionContext& context) {
    auto units = for_batch(transaction, action, context, [](const Claim&) { return Status(); });
    if (!units) {
        return units.failure();
    }
    return Error::Args{{"units", std::to_string(*units)}, {"state", "quarantined"}};
}

Result<ActionDone> quarantine_batch(RegistryTransaction& transaction, const Action& action,
                                    const ActionContext& context) {
    auto units = for_batch(transaction, action, context, [&](const Claim& before) -> Status {
        Claim after = before;
        if (auto held = quarantine(transaction, action, after); !held) {
            return held;
        }
        return keep(transaction, action, context, before, after);
    });
    if (!units) {
        return units.failure();
    }
    return ActionDone{{{"units", std::to_string(*units)}, {"state", "quarantined"}}};
}

// Who has the unit now: recorded, and nothing else. It may be anything that check_form() lets through.
Result<Error::Args> look_at_custody(RegistryTransaction& transaction, const Action& action,
                                    const ActionContext& context) {
    const auto record = unit_of(transaction, action, context);
    if (!record) {
        return record.failure();
    }
    return Error::Args{{"serial", record->claim.serial.text()}, {"holder", std::string(action.arg("holder"))}};
}

Result<ActionDone> keep_custody(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    const auto record = unit_of(transaction, action, context);
    auto shown = look_at_custody(transaction, action, context);
    if (!record || !shown) {
        return record ? shown.failure() : record.failure();
    }
    const Claim& claim = record->claim;
    AuditEvent event = event_of("unit.custody", action, context, {{"holder", std::string(action.arg("holder"))}});
    event.order = claim.order;
    event.claim = claim.id;
    event.uid = claim.uid;
    if (auto recorded = transaction.record(event); !recorded) {
        return recorded.failure();
    }
    return ActionDone{*std::move(shown)};
}

} // namespace

Result<ClaimRecord> unit_of(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto serial = SerialNumber::parse(action.arg("serial"));
    if (!serial) {
        return serial.failure();
    }
    auto record = transaction.claim_with(*serial);
    if (!record) {
        return record.failure();
    }
    if (!*record) {
        return fail(ErrorCode::unit_unknown, {{"serial", serial->text()}});
    }
    if (!context.author.is_logged_in) {
        if (auto own = own_order(transaction, context.station, (*record)->claim.order); !own) {
            return own.failure();
        }
    }
    return **std::move(record);
}

void add_unit_handlers(ActionHandlers& handlers) {
    handlers[ActionKind::unit_scrap] = handler_of<scrap>();
    handlers[ActionKind::unit_rework] = handler_of<rework>();
    handlers[ActionKind::unit_quarantine] = handler_of<quarantine>();
    handlers[ActionKind::unit_quarantine_batch] = {quarantine_batch, look_at_batch};
    handlers[ActionKind::unit_release] = handler_of<release>();
    handlers[ActionKind::unit_rekey] = handler_of<rekey>();
    handlers[ActionKind::unit_transfer] = handler_of<transfer>();
    handlers[ActionKind::unit_custody] = {keep_custody, look_at_custody};
}

} // namespace keyline
