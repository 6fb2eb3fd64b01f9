// What the issuer's calls look up, with the station's rights checked. Threads: the transaction's.
#pragma once

#include "provisioning/ports/registry.h"

namespace keyline {

// The subject of a request, for the record.
AuditEvent about(const StationId& station, Error::Args details = {});

// order_unknown.
Result<WorkOrder> known_order(RegistryTransaction& transaction, const OrderId& id);

// order_unknown, order_other_station.
Result<WorkOrder> own_order(RegistryTransaction& transaction, const StationId& station, const OrderId& id);

// In hex, for the record.
Result<std::string> digest_of(Vault& vault, ByteView secret);

} // namespace keyline
