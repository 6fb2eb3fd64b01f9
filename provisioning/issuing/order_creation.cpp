#include "provisioning/issuing/order_creation.h"

#include "provisioning/issuing/quota.h"

namespace keyline {

namespace {

// Makes the profile's substitution table inside the HSM when there is none yet.
Status ensure_table(RegistryTransaction& transaction, Vault& vault, const ProductProfile& profile) {
    auto existing = table_of(transaction, vault, profile.name);
    if (existing) {
        if (existing->size() != profile.table_size_bytes) {
            return fail(ErrorCode::order_invalid,
                        {{"reason", "the profile's table has " + std::to_string(existing->size()) + " bytes, not " +
                                        std::to_string(profile.table_size_bytes)}});
        }
        return {};
    }
    if (existing.error().code != ErrorCode::table_missing) {
        return existing.failure();
    }
    auto table = vault.make_table(profile.table_size_bytes);
    if (!table) {
        return table.failure();
    }
    auto sealed = vault.seal_table(*table, profile.name.text());
    if (!sealed) {
        return sealed.failure();
    }
    if (auto inserted = transaction.insert_sealed_table(profile.name, *sealed); !inserted) {
        return inserted;
    }
    auto digest = digest_of(vault, table->bytes());
    if (!digest) {
        return digest.failure();
    }
    AuditEvent created{
        "table.created", {}, {}, {}, {}, {}, {{"profile", profile.name.text()}, {"table_digest", *digest}}};
    return transaction.record(created);
}

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
    if (auto ready = ensure_table(transaction, vault, order->profile); !ready) {
        return ready.failure();
    }
    if (auto inserted = transaction.insert_order(*order); !inserted) {
        return inserted.failure();
    }
    if (auto recorded = record_creation(transaction, *order, origin.record); !recorded) {
        return recorded.failure();
    }
    return order;
}

} // namespace keyline
