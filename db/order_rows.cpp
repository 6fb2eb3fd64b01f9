#include "db/order_rows.h"

namespace keyline::db {

namespace {
#define KEYLINE_ORDER_COLUMNS                                                                                          \
    "id, profile, device_type, table_size_bytes, description, first, last, quota, attempt_limit, expires_unix_s, kg, " \
    "attempts, issued, outstanding, passed, failed, quarantined, rework, scrapped, superseded, state, author"

std::uint64_t unsigned_of(const Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}
} // namespace

Result<std::optional<WorkOrder>> OrderRows::find(const OrderId& id) {
    auto orders = read_orders(database_.query("SELECT " KEYLINE_ORDER_COLUMNS " FROM orders WHERE id = ?", id.text()));
    if (!orders) {
        return orders.failure();
    }
    return orders->empty() ? std::nullopt : std::optional(std::move(orders->front()));
}

Result<std::vector<WorkOrder>> OrderRows::all() {
    return read_orders(database_.query("SELECT " KEYLINE_ORDER_COLUMNS " FROM orders ORDER BY number"));
}

Result<std::vector<WorkOrder>> OrderRows::read_orders(Result<Statement> statement) {
    if (!statement) {
        return statement.failure();
    }
    std::vector<WorkOrder> orders;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return orders;
        }
        auto order = read_order(*statement);
        if (!order) {
            return order.failure();
        }
        orders.push_back(*std::move(order));
    }
}

Result<WorkOrder> OrderRows::read_order(const Statement& row) {
    const auto id = OrderId::parse(row.text(0));
    const auto profile = ProfileName::parse(row.text(1));
    const auto first = SerialNumber::from_bytes(row.blob(5));
    const auto last = SerialNumber::from_bytes(row.blob(6));
    const auto kg = CheckValue::from_bytes(row.blob(10));
    const auto state = parse_order_state(row.text(20));
    if (!id || !profile || !first || !last || !kg || !state) {
        return database_.unsound("the record of an order");
    }
    auto stations = stations_of(*id);
    if (!stations) {
        return stations.failure();
    }
    WorkOrder order{*id,
                    {*profile, DeviceType(static_cast<std::uint16_t>(row.integer(2))),
                     static_cast<std::size_t>(row.integer(3)), row.text(4)},
                    *first,
                    *last,
                    unsigned_of(row, 7),
                    unsigned_of(row, 8),
                    row.is_null(9) ? std::nullopt : std::optional(row.integer(9)),
                    *std::move(stations),
                    *kg,
                    {unsigned_of(row, 11), unsigned_of(row, 12), unsigned_of(row, 13), unsigned_of(row, 14),
                     unsigned_of(row, 15), unsigned_of(row, 16), unsigned_of(row, 17), unsigned_of(row, 18),
                     unsigned_of(row, 19)},
                    *state,
                    row.text(21)};
    return order;
}

Result<std::vector<StationId>> OrderRows::stations_of(const OrderId& order) {
    auto statement =
        database_.query("SELECT station FROM order_stations WHERE order_id = ? ORDER BY station", order.text());
    if (!statement) {
        return statement.failure();
    }
    std::vector<StationId> stations;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return stations;
        }
        auto station = StationId::parse(statement->text(0));
        if (!station) {
            return database_.unsound("the stations of an order");
        }
        stations.push_back(*std::move(station));
    }
}

Result<OrderId> OrderRows::next_id() {
    const auto newest = database_.integer("SELECT coalesce(max(number), 0) FROM orders");
    if (!newest) {
        return newest.failure();
    }
    for (std::int64_t number = *newest + 1;; ++number) { // an id that somebody chose is passed over
        const std::string digits = std::to_string(number);
        const std::string id = "WO-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
        const auto taken = database_.integer("SELECT count(*) FROM orders WHERE id = ?", id);
        if (!taken) {
            return taken.failure();
        }
        if (*taken == 0) {
            return OrderId::parse(id);
        }
    }
}

Status OrderRows::insert(const WorkOrder& order) {
    auto inserted = database_.run(
        "INSERT INTO orders (id, profile, device_type, table_size_bytes, description, first, last, quota, "
        "attempt_limit, expires_unix_s, kg, free_from, state, author) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        order.id.text(), order.profile.name.text(), order.profile.device_type.value(), order.profile.table_size_bytes,
        order.profile.description, order.first.bytes(), order.last.bytes(), order.quota, order.attempt_limit,
        order.expires_unix_s, order.kg.bytes(), order.first.device_id(), text_of(order.state), order.author);
    if (!inserted && inserted.error().arg("constraint") == "orders.id") {
        return fail(ErrorCode::order_exists, {{"order", order.id.text()}});
    }
    if (!inserted) {
        return inserted;
    }
    return insert_stations(order);
}

Status OrderRows::insert_stations(const WorkOrder& order) {
    for (const StationId& station : order.stations) {
        if (auto added = database_.run("INSERT INTO order_stations (order_id, station) VALUES (?, ?)", order.id.text(),
                                       station.text());
            !added) {
            return added;
        }
    }
    return {};
}

Status OrderRows::update(const WorkOrder& order) {
    if (auto updated = database_.run("UPDATE orders SET state = ?, quota = ?, attempt_limit = ?, expires_unix_s = ?, "
                                     "last = ? WHERE id = ?",
                                     text_of(order.state), order.quota, order.attempt_limit, order.expires_unix_s,
                                     order.last.bytes(), order.id.text());
        !updated) {
        return updated;
    }
    if (database_.rows_changed() != 1) {
        return fail(ErrorCode::order_unknown, {{"order", order.id.text()}});
    }
    if (auto removed = database_.run("DELETE FROM order_stations WHERE order_id = ?", order.id.text()); !removed) {
        return removed;
    }
    return insert_stations(order);
}

Result<std::optional<OrderId>> OrderRows::overlapping(const SerialNumber& first, const SerialNumber& last) {
    auto statement = database_.query("SELECT id FROM orders WHERE last >= ? AND first <= ? ORDER BY last LIMIT 1",
                                     first.bytes(), last.bytes());
    if (!statement) {
        return statement.failure();
    }
    const auto row = statement->step();
    if (!row) {
        return row.failure();
    }
    if (!*row) {
        return std::nullopt;
    }
    auto id = OrderId::parse(statement->text(0));
    return id ? Result<std::optional<OrderId>>(*id) : database_.unsound("the record of an order");
}

// Keeps what it found: numbers are never given back, so none is looked at twice.
Result<std::optional<SerialNumber>> OrderRows::next_serial(const OrderId& order) {
    const auto found = find(order);
    if (!found) {
        return found.failure();
    }
    if (!*found) {
        return fail(ErrorCode::order_unknown, {{"order", order.text()}});
    }
    const DeviceType type = (*found)->first.type();
    const auto free_from = database_.integer("SELECT free_from FROM orders WHERE id = ?", order.text());
    if (!free_from) {
        return free_from.failure();
    }
    if (static_cast<std::uint64_t>(*free_from) > (*found)->last.device_id()) {
        return std::nullopt;
    }
    const auto from = SerialNumber::from_parts(type, static_cast<std::uint64_t>(*free_from));
    if (!from) {
        return database_.unsound("the record of an order");
    }
    const auto free = first_free(*from, (*found)->last);
    if (!free) {
        return free.failure();
    }
    const std::uint64_t kept = free->value_or((*found)->last.device_id() + 1);
    if (auto stored = database_.run("UPDATE orders SET free_from = ? WHERE id = ?", kept, order.text()); !stored) {
        return stored.failure();
    }
    if (!*free) {
        return std::nullopt;
    }
    auto serial = SerialNumber::from_parts(type, **free);
    return serial ? Result<std::optional<SerialNumber>>(*serial) : serial.failure();
}

// The device ID of the lowest number from `from` to `last` that no claim has. Mostly the first that is looked at: the
// first page is small, for an engine gives all of it at once. A number that was re-keyed has several claims.
Result<std::optional<std::uint64_t>> OrderRows::first_free(const SerialNumber& from, const SerialNumber& last) {
    SerialNumber candidate = from;
    for (int rows = 8;; rows = rows_per_read_max) {
        auto statement =
            database_.query("SELECT DISTINCT serial FROM claims WHERE serial BETWEEN ? AND ? ORDER BY serial LIMIT ?",
                            candidate.bytes(), last.bytes(), rows);
        if (!statement) {
            return statement.failure();
        }
        int taken = 0;
        for (;; ++taken) {
            const auto row = statement->step();
            if (!row) {
                return row.failure();
            }
            if (!*row) {
                break;
            }
            const auto serial = SerialNumber::from_bytes(statement->blob(0));
            if (!serial) {
                return database_.unsound("the record of a claim");
            }
            if (*serial != candidate) {
                return candidate.device_id();
            }
            if (candidate == last) {
                return std::nullopt;
            }
            candidate = *SerialNumber::from_parts(candidate.type(), candidate.device_id() + 1);
        }
        if (taken < rows) {
            return candidate.device_id();
        }
    }
}

#undef KEYLINE_ORDER_COLUMNS
} // namespace keyline::db
