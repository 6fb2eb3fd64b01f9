// The issuer's calls about orders and their tables.
#include "provisioning/issuing/decision.h"
#include "provisioning/issuing/issuer.h"
#include "provisioning/issuing/order_creation.h"
#include "provisioning/issuing/tables.h"

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
    const auto version = table_version_of(transaction, *order);
    auto table = version ? table_of(transaction, vault, *order) : Result<SubstitutionTable>(version.failure());
    if (!table) {
        return table;
    }
    auto digest = digest_of(vault, table->bytes());
    if (!digest) {
        return digest.failure();
    }
    AuditEvent given = about(station, {{"profile", order->profile.name.text()},
                                       {"table_version", std::to_string(*version)},
                                       {"table_digest", *digest}});
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
        return make_order(transaction, vault, asked, {station, {}, OrderState::released, now_unix_s(), about(station)});
    });
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
