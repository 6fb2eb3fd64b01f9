#include "provisioning/issuing/order_actions.h"

#include "provisioning/issuing/order_creation.h"
#include "provisioning/issuing/order_form.h"

namespace keyline {

namespace {

constexpr std::uint64_t quota_max = 10'000'000;

tl::unexpected<Error> invalid(std::string reason) {
    return fail(ErrorCode::order_invalid, {{"reason", std::move(reason)}});
}

// None: left out.
Result<std::optional<std::uint64_t>> number(const Action& action, std::string_view name) {
    const std::string_view text = action.arg(name);
    if (text.empty()) {
        return std::optional<std::uint64_t>();
    }
    auto value = parse_order_number(name, text);
    if (!value) {
        return value.failure();
    }
    return std::optional(*value);
}

// People may decide about any order, as their roles say; a station by itself only about its own.
Result<WorkOrder> order_of(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto id = OrderId::parse(action.arg("order"));
    if (!id) {
        return id.failure();
    }
    return context.author.is_logged_in ? known_order(transaction, *id) : own_order(transaction, context.station, *id);
}

Error::Args described(const WorkOrder& order) {
    return {{"order", order.id.text()},
            {"state", std::string(text_of(order.state))},
            {"first", order.first.text()},
            {"last", order.last.text()},
            {"quota", std::to_string(order.quota)},
            {"attempts", std::to_string(order.attempt_limit)},
            {"passed", std::to_string(order.counts.passed)}};
}

Result<WorkOrder> released(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto order = order_of(transaction, action, context);
    if (!order) {
        return order;
    }
    if (order->state == OrderState::closed) {
        return fail(ErrorCode::order_closed, {{"order", order->id.text()}});
    }
    if (context.author.is_logged_in && order->author == context.author.name.text()) {
        return fail(ErrorCode::order_own_release, {{"order", order->id.text()}});
    }
    order->state = OrderState::released;
    return order;
}

Result<WorkOrder> extended(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto order = order_of(transaction, action, context);
    if (!order) {
        return order;
    }
    if (order->state == OrderState::closed) {
        return fail(ErrorCode::order_closed, {{"order", order->id.text()}});
    }
    auto quota = number(action, "quota");
    auto attempts = number(action, "attempts");
    for (const auto* value : {&quota, &attempts}) {
        if (!*value) {
            return value->failure();
        }
    }
    if (!action.arg("last").empty()) {
        auto last = SerialNumber::parse(action.arg("last"));
        if (!last) {
            return last.failure();
        }
        if (last->type() != order->last.type() || *last <= order->last) {
            return invalid("a range can only become longer, within its device type");
        }
        auto behind = SerialNumber::from_parts(order->last.type(), order->last.device_id() + 1);
        if (!behind) {
            return behind.failure();
        }
        auto overlapping = transaction.order_overlapping(*behind, *last);
        if (!overlapping) {
            return overlapping.failure();
        }
        if (*overlapping) {
            return fail(ErrorCode::order_overlaps,
                        {{"first", behind->text()}, {"last", last->text()}, {"order", (*overlapping)->text()}});
        }
        order->last = *last;
    }
    if (quota->value_or(order->quota) < order->quota ||
        attempts->value_or(order->attempt_limit) < order->attempt_limit) {
        return invalid("an extension makes nothing smaller: quota " + std::to_string(order->quota) + ", attempts " +
                       std::to_string(order->attempt_limit) + " now");
    }
    order->quota = quota->value_or(order->quota);
    order->attempt_limit = attempts->value_or(order->attempt_limit);
    if (!action.arg("expires").empty()) {
        auto expires = parse_last_day(action.arg("expires"));
        if (!expires) {
            return expires.failure();
        }
        order->expires_unix_s = *expires;
    }
    const std::uint64_t used = order->counts.passed + order->counts.outstanding + order->counts.quarantined;
    if (order->quota == 0 || order->quota > quota_max || order->quota < used) {
        return invalid("the quota must be from " + std::to_string(std::max<std::uint64_t>(used, 1)) + " to " +
                       std::to_string(quota_max));
    }
    if (order->last.device_id() - order->first.device_id() + 1 < order->quota) {
        return invalid("the range holds fewer serial numbers than the quota: extend its end too (last)");
    }
    if (order->expires_unix_s && *order->expires_unix_s <= context.now_unix_s) {
        return invalid("its last day has passed already: extend that too (expires)");
    }
    return order;
}

Result<WorkOrder> closed(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                         const OrderMayClose& may_close) {
    auto order = order_of(transaction, action, context);
    if (!order) {
        return order;
    }
    if (order->state == OrderState::closed) {
        return fail(ErrorCode::order_closed, {{"order", order->id.text()}});
    }
    const OrderCounts& counts = order->counts;
    if (counts.outstanding + counts.rework + counts.quarantined != 0) {
        return fail(ErrorCode::order_not_complete, {{"order", order->id.text()},
                                                    {"outstanding", std::to_string(counts.outstanding)},
                                                    {"rework", std::to_string(counts.rework)},
                                                    {"quarantined", std::to_string(counts.quarantined)}});
    }
    if (auto may = may_close(transaction, *order); !may) {
        return may.failure();
    }
    order->state = OrderState::closed;
    return order;
}

Result<ActionDone> keep(RegistryTransaction& transaction, const std::string& event, const Action& action,
                        const ActionContext& context, const Result<WorkOrder>& order) {
    if (!order) {
        return order.failure();
    }
    if (auto updated = transaction.update_order(*order); !updated) {
        return updated.failure();
    }
    if (auto recorded = transaction.record(event_of(event, action, context, described(*order))); !recorded) {
        return recorded.failure();
    }
    return ActionDone{described(*order)};
}

// `change`: the order as it would be after the action.
template <class Change>
ActionHandler handler_of(std::string event, Change change) {
    const auto look = [change](RegistryTransaction& transaction, const Action& action,
                               const ActionContext& context) -> Result<Error::Args> {
        auto order = change(transaction, action, context);
        if (!order) {
            return order.failure();
        }
        return described(*order);
    };
    const auto execute = [change, event](RegistryTransaction& transaction, const Action& action,
                                         const ActionContext& context) {
        return keep(transaction, event, action, context, change(transaction, action, context));
    };
    return {execute, look};
}

// A person's order is a draft until somebody else releases it; where nobody has to log in it is released at once.
Result<ActionDone> create(RegistryTransaction& transaction, const NewOrder& asked, const Action& action,
                          const ActionContext& context, Error::Args details = {}) {
    const bool by_person = context.author.is_logged_in;
    const OrderOrigin origin{context.station, by_person ? context.author.name.text() : std::string(),
                             by_person ? OrderState::draft : OrderState::released, context.now_unix_s,
                             event_of({}, action, context, std::move(details))};
    auto order = make_order(transaction, context.vault, asked, origin);
    if (!order) {
        return order.failure();
    }
    return ActionDone{described(*order)};
}

Result<ActionDone> create_as_asked(RegistryTransaction& transaction, const Action& action,
                                   const ActionContext& context) {
    auto asked = parse_order_form(action.args);
    if (!asked) {
        return asked.failure();
    }
    return create(transaction, *asked, action, context);
}

// The stations that the importer names count more than the file's: the office need not know the lines' names.
Result<ActionDone> import(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                          const OrderFiles& files) {
    auto file = files.open(action.document);
    if (!file) {
        return file.failure();
    }
    if (const auto stations = action.arg("stations"); !stations.empty()) {
        std::erase_if(file->form, [](const auto& entry) { return entry.first == "stations"; });
        file->form.emplace_back("stations", stations);
    }
    auto asked = parse_order_form(file->form);
    if (!asked) {
        return asked.failure();
    }
    return create(transaction, *asked, action, context, {{"signer", file->signer}, {"file_sha256", file->sha256}});
}

Result<ActionDone> export_file(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                               const OrderFiles& files) {
    auto order = order_of(transaction, action, context);
    if (!order) {
        return order.failure();
    }
    auto file = files.seal(*order, context.now_unix_s);
    if (!file) {
        return file.failure();
    }
    if (auto recorded = transaction.record(event_of("order.exported", action, context, described(*order))); !recorded) {
        return recorded.failure();
    }
    return ActionDone{described(*order), *std::move(file)};
}

} // namespace

void add_order_handlers(ActionHandlers& handlers, OrderMayClose may_close, const OrderFiles& files) {
    handlers[ActionKind::order_create] = {create_as_asked};
    handlers[ActionKind::order_import] = {
        [files](RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
            return import(transaction, action, context, files);
        }};
    handlers[ActionKind::order_export] = {
        [files](RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
            return export_file(transaction, action, context, files);
        }};
    handlers[ActionKind::order_release] = handler_of("order.released", released);
    handlers[ActionKind::order_extend] = handler_of("order.extended", extended);
    handlers[ActionKind::order_close] =
        handler_of("order.closed",
                   [may_close](RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
                       return closed(transaction, action, context, may_close);
                   });
}

} // namespace keyline
