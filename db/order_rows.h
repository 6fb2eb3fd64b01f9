// OrderRows: the registry's orders, their counts and the numbers that are still free. Errors, and what each call means:
// ports/registry.h. Threads: as its Database; inside a transaction that the caller has begun.
#pragma once

#include "db/sql.h"
#include "provisioning/work_order.h"

namespace keyline::db {

class OrderRows {
  public:
    explicit OrderRows(Database& database) : database_(database) {}

    Result<std::optional<WorkOrder>> find(const OrderId& id);
    Result<std::vector<WorkOrder>> all();
    Result<OrderId> next_id();
    Status insert(const WorkOrder& order);
    Status update(const WorkOrder& order);
    Result<std::optional<OrderId>> overlapping(const SerialNumber& first, const SerialNumber& last);
    Result<std::optional<SerialNumber>> next_serial(const OrderId& order);

  private:
    Result<std::vector<WorkOrder>> read_orders(Result<Statement> statement);
    Result<WorkOrder> read_order(const Statement& row);
    Result<std::vector<StationId>> stations_of(const OrderId& order);
    Status insert_stations(const WorkOrder& order);
    Result<std::optional<std::uint64_t>> first_free(const SerialNumber& from, const SerialNumber& last);

    Database& database_;
};

} // namespace keyline::db
