// The issuer's calls about orders and their tables.
#include "provisioning/issuing/decision.h"
#include "provisioning/issuing/issuer.h"
#include "provisioning/issuing/lookups.h"
#include "provisioning/issuing/quota.h"

namespace keyline {

Result<SubstitutionTable> Issuer::table(Vault& vault, const StationId& station, const OrderId& order) {
    AuditEvent subject = about(station);
    subject.order = order;
    return decide_and_commit(registry_, "table", subject, [&](RegistryTransaction& transaction) {
        return table_within(transaction, vault, station, order);
    });
}

Result<SubstitutionTable> Issuer::table_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                               const OrderId& id) {
    auto order = own_order(transaction, station, id);
    if (!order) {
        return order.failure();
    }
    auto table = table_of(transaction, vault, order->profile.name);
    if (!table) {
        return table;
    }
    auto digest = digest_of(vault, table->bytes());
    if (!digest) {
        return digest.failure();
    }
    AuditEvent given = about(station, {{"profile", order->profile.name.text()}, {"table_digest", *digest}});
    given.event = "table.given";
    given.order = id;
    if (auto recorded = transaction.record(given); !recorded) {
        return recorded.failure();
    }
    return table;
}

Result<WorkOrder> Issuer::create_order(Vault& vault, const StationId& station, const NewOrder& asked) {
    const AuditEvent subject = about(station, {{"profile", asked.profile.name.text()}, {"first", asked.first.text()}});
    return decide_and_commit(registry_, "create_order", subject, [&](RegistryTransaction& transaction) {
        return create_order_within(transaction, vault, station, asked);
    });
}

Result<WorkOrder> Issuer::create_order_within(RegistryTransaction& transaction, Vault& vault, const StationId& station,
                                              const NewOrder& asked) {
    auto id = transaction.next_order_id();
    if (!id) {
        return id.failure();
    }
    auto kg = kg_for_order(vault.kgs(), asked.profile.kg);
    if (!kg) {
        return kg.failure();
    }
    auto order = complete_order(asked, *id, station, *kg);
    if (!order) {
        return order;
    }
    if (order->expires_unix_s && *order->expires_unix_s <= now_unix_s()) {
        return fail(ErrorCode::order_invalid, {{"reason", "its last day has passed already"}});
    }
    auto overlapping = transaction.order_overlapping(order->first, order->last);
    if (!overlapping) {
        return overlapping.failure();
    }
    if (*overlapping) {
        return fail(ErrorCode::order_overlaps,
                    {{"first", order->first.text()}, {"last", order->last.text()}, {"order", (*overlapping)->text()}});
    }
    if (auto ready = ensure_table(transaction, vault, order->profile); !ready) {
        return ready.failure();
    }
    if (auto inserted = transaction.insert_order(*order); !inserted) {
        return inserted.failure();
    }
    AuditEvent created = about(station, {{"profile", order->profile.name.text()},
                                         {"first", order->first.text()},
                                         {"last", order->last.text()},
                                         {"quota", std::to_string(order->quota)},
                                         {"attempt_limit", std::to_string(order->attempt_limit)},
                                         {"kg", order->kg.text()}});
    created.event = "order.created";
    created.order = order->id;
    if (auto recorded = transaction.record(created); !recorded) {
        return recorded.failure();
    }
    return order;
}

Status Issuer::ensure_table(RegistryTransaction& transaction, Vault& vault, const ProductProfile& profile) {
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

Result<WorkOrder> Issuer::order(const StationId& station, const OrderId& id) {
    return look_and_commit(registry_,
                           [&](RegistryTransaction& transaction) { return own_order(transaction, station, id); });
}

Result<std::vector<WorkOrder>> Issuer::orders(const StationId& station) {
    auto orders = look_and_commit(registry_, [](RegistryTransaction& transaction) { return transaction.orders(); });
    if (orders) {
        std::erase_if(*orders, [&](const WorkOrder& order) { return !order.is_for(station); });
    }
    return orders;
}

} // namespace keyline
