#include "provisioning/issuing/order_creation.h"

#include "provisioning/issuing/quota.h"
#include "provisioning/issuing/tables.h"

namespace keyline {

namespace {

Status check_range_is_free(RegistryTransaction& transaction, const WorkOrder& order) {
    auto overlapping = transaction.order_overlapping(order.first, order.last);
    if (!overlapping) {
        return overlapping.failure();
    }
    if (*overlapping) {
        return fail(ErrorCode::order_overlaps,
                    {{"first", order.first.text()}, {"last", order.last.text()}, {"order", (*overlapping)->text()}});
    }
    return {};
}

Status record_creation(RegistryTransaction& transaction, const WorkOrder& order, AuditEvent record) {
    record.event = "order.created";
    record.order = order.id;
    const Error::Args details{{"profile", order.profile.name.text()},
                              {"first", order.first.text()},
                              {"last", order.last.text()},
                              {"quota", std::to_string(order.quota)},
                              {"attempt_limit", std::to_string(order.attempt_limit)},
                              {"kg", order.kg.text()},
                              {"state", std::string(text_of(order.state))}};
    record.details.insert(record.details.end(), details.begin(), details.end());
    return transaction.record(record);
}

} // namespace

Result<WorkOrder> make_order(RegistryTransaction& transaction, Vault& vault, const NewOrder& asked,
                             const OrderOrigin& origin) {
    auto id = transaction.next_order_id();
    if (!id) {
        return id.failure();
    }
    auto kg = kg_for_order(vault.kgs(), asked.profile.kg);
    if (!kg) {
        return kg.failure();
    }
    auto order = complete_order(asked, *id, origin.station, *kg);
    if (!order) {
        return order;
    }
    order->author = origin.author;
    order->state = origin.state;
    if (order->expires_unix_s && *order->expires_unix_s <= origin.now_unix_s) {
        return fail(ErrorCode::order_invalid, {{"reason", "its last day has passed already"}});
    }
    if (auto free = check_range_is_free(transaction, *order); !free) {
        return free.failure();
    }
    if (auto inserted = transaction.insert_order(*order); !inserted) {
        return inserted.failure();
    }
    const std::string author = origin.author.empty() ? origin.station.text() : origin.author;
    if (auto given = give_table(transaction, vault, *order, {author, origin.now_unix_s}); !given) {
        return given.failure();
    }
    if (auto recorded = record_creation(transaction, *order, origin.record); !recorded) {
        return recorded.failure();
    }
    return order;
}

} // namespace keyline
