#include "provisioning/issuing/lookups.h"

namespace keyline {

AuditEvent about(const StationId& station, Error::Args details) {
    AuditEvent event;
    event.details = std::move(details);
    event.details.emplace_back("station", station.text());
    return event;
}

Result<WorkOrder> known_order(RegistryTransaction& transaction, const OrderId& id) {
    auto order = transaction.order(id);
    if (!order) {
        return order.failure();
    }
    return *order ? Result<WorkOrder>(std::move(**order)) : fail(ErrorCode::order_unknown, {{"order", id.text()}});
}

Result<WorkOrder> own_order(RegistryTransaction& transaction, const StationId& station, const OrderId& id) {
    auto order = known_order(transaction, id);
    if (order && !order->is_for(station)) {
        return fail(ErrorCode::order_other_station, {{"order", id.text()}, {"station", station.text()}});
    }
    return order;
}

Result<std::string> digest_of(Vault& vault, ByteView secret) {
    auto digest = vault.keyed_digest(secret);
    if (!digest) {
        return digest.failure();
    }
    return to_hex(*digest);
}

} // namespace keyline
