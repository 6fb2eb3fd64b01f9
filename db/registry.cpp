#include "db/registry.h"

#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/people_records.h"
#include "db/schema.h"

namespace keyline::db {

namespace {
constexpr std::int64_t log_number = 1;

#define KEYLINE_ORDER_COLUMNS                                                                                          \
    "id, profile, device_type, table_size_bytes, description, first, last, quota, attempt_limit, expires_unix_s, kg, " \
    "attempts, issued, outstanding, passed, failed, quarantined"
#define KEYLINE_CLAIM_COLUMNS                                                                                          \
    "id, order_id, station, serial, uid, escrow, kg, kek, state, attempts, reissues, proved_written, proved_closed"

std::uint64_t unsigned_of(const Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}
} // namespace

class SqlRegistryTransaction : public RegistryTransaction {
  public:
    SqlRegistryTransaction(SqlRegistry& registry, std::unique_ptr<GroupCommit::Member> transaction)
        : registry_(registry), database_(*registry.database_), transaction_(std::move(transaction)),
          people_(database_) {}

    Result<std::optional<WorkOrder>> order(const OrderId& id) override;
    Result<std::vector<WorkOrder>> orders() override;
    Result<OrderId> next_order_id() override;
    Status insert_order(const WorkOrder& order) override;
    Result<std::optional<OrderId>> order_overlapping(const SerialNumber& first, const SerialNumber& last) override;

    Result<std::optional<ClaimRecord>> claim(const ClaimId& id) override;
    Result<std::optional<ClaimRecord>> claim_with(const SerialNumber& serial) override;
    Result<std::optional<ClaimRecord>> claim_with(const ChipUid& uid) override;
    Result<std::optional<SerialNumber>> next_serial(const OrderId& order) override;
    Status insert_claim(const ClaimRecord& record) override;
    Status update_claim(const Claim& claim) override;

    Result<std::optional<Bytes>> sealed_table(const ProfileName& profile) override;
    Status insert_sealed_table(const ProfileName& profile, ByteView sealed) override;
    PeopleRecords& people() override { return people_; }
    Status record(const AuditEvent& event) override;
    Status commit() override;

  private:
    Result<std::vector<WorkOrder>> read_orders(Result<Statement> statement);
    Result<WorkOrder> read_order(const Statement& row);
    Result<std::vector<StationId>> stations_of(const OrderId& order);
    Result<std::optional<ClaimRecord>> read_claim(Result<Statement> statement);
    Result<std::optional<std::uint64_t>> first_free(const SerialNumber& from, const SerialNumber& last);

    SqlRegistry& registry_;
    Database& database_;
    std::unique_ptr<GroupCommit::Member> transaction_;
    SqlPeopleRecords people_;
    std::optional<LogHead> recorded_; // keyd's own log with this transaction's entry
};

Result<std::optional<WorkOrder>> SqlRegistryTransaction::order(const OrderId& id) {
    auto orders = read_orders(database_.query("SELECT " KEYLINE_ORDER_COLUMNS " FROM orders WHERE id = ?", id.text()));
    if (!orders) {
        return orders.failure();
    }
    return orders->empty() ? std::nullopt : std::optional(std::move(orders->front()));
}

Result<std::vector<WorkOrder>> SqlRegistryTransaction::orders() {
    return read_orders(database_.query("SELECT " KEYLINE_ORDER_COLUMNS " FROM orders ORDER BY number"));
}

Result<std::vector<WorkOrder>> SqlRegistryTransaction::read_orders(Result<Statement> statement) {
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

Result<WorkOrder> SqlRegistryTransaction::read_order(const Statement& row) {
    const auto id = OrderId::parse(row.text(0));
    const auto profile = ProfileName::parse(row.text(1));
    const auto first = SerialNumber::from_bytes(row.blob(5));
    const auto last = SerialNumber::from_bytes(row.blob(6));
    const auto kg = CheckValue::from_bytes(row.blob(10));
    if (!id || !profile || !first || !last || !kg) {
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
                     unsigned_of(row, 15), unsigned_of(row, 16)}};
    return order;
}

Result<std::vector<StationId>> SqlRegistryTransaction::stations_of(const OrderId& order) {
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

Result<OrderId> SqlRegistryTransaction::next_order_id() {
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

Status SqlRegistryTransaction::insert_order(const WorkOrder& order) {
    auto inserted = database_.run(
        "INSERT INTO orders (id, profile, device_type, table_size_bytes, description, first, last, quota, "
        "attempt_limit, expires_unix_s, kg, free_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        order.id.text(), order.profile.name.text(), order.profile.device_type.value(), order.profile.table_size_bytes,
        order.profile.description, order.first.bytes(), order.last.bytes(), order.quota, order.attempt_limit,
        order.expires_unix_s, order.kg.bytes(), order.first.device_id());
    if (!inserted && inserted.error().arg("constraint") == "orders.id") {
        return fail(ErrorCode::order_exists, {{"order", order.id.text()}});
    }
    if (!inserted) {
        return inserted;
    }
    for (const StationId& station : order.stations) {
        if (auto added = database_.run("INSERT INTO order_stations (order_id, station) VALUES (?, ?)", order.id.text(),
                                       station.text());
            !added) {
            return added;
        }
    }
    return {};
}

Result<std::optional<OrderId>> SqlRegistryTransaction::order_overlapping(const SerialNumber& first,
                                                                         const SerialNumber& last) {
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

Result<std::optional<ClaimRecord>> SqlRegistryTransaction::claim(const ClaimId& id) {
    return read_claim(database_.query("SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE id = ?", id.bytes()));
}

Result<std::optional<ClaimRecord>> SqlRegistryTransaction::claim_with(const SerialNumber& serial) {
    return read_claim(database_.query("SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE serial = ?", serial.bytes()));
}

Result<std::optional<ClaimRecord>> SqlRegistryTransaction::claim_with(const ChipUid& uid) {
    return read_claim(database_.query("SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE uid = ?", uid.bytes()));
}

Result<std::optional<ClaimRecord>> SqlRegistryTransaction::read_claim(Result<Statement> statement) {
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
    const auto id = ClaimId::from_bytes(statement->blob(0));
    const auto order = OrderId::parse(statement->text(1));
    const auto station = StationId::parse(statement->text(2));
    const auto serial = SerialNumber::from_bytes(statement->blob(3));
    const auto uid = ChipUid::from_bytes(statement->blob(4));
    const auto escrow = to_array<escrow_size_bytes>(statement->blob(5));
    const auto kg = CheckValue::from_bytes(statement->blob(6));
    const auto kek = CheckValue::from_bytes(statement->blob(7));
    const auto state = parse_claim_state(statement->text(8));
    if (!id || !order || !station || !serial || !uid || !escrow || !kg || !kek || !state) {
        return database_.unsound("the record of a claim");
    }
    return ClaimRecord{{*id, *order, *station, *serial, *uid, *state, static_cast<unsigned>(statement->integer(9)),
                        static_cast<unsigned>(statement->integer(10)), statement->integer(11) == 1,
                        statement->integer(12) == 1},
                       *escrow,
                       *kg,
                       *kek};
}

// Keeps what it found: numbers are never given back, so none is looked at twice.
Result<std::optional<SerialNumber>> SqlRegistryTransaction::next_serial(const OrderId& order) {
    const auto found = this->order(order);
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
// first page is small, for an engine gives all of it at once.
Result<std::optional<std::uint64_t>> SqlRegistryTransaction::first_free(const SerialNumber& from,
                                                                        const SerialNumber& last) {
    SerialNumber candidate = from;
    for (int rows = 8;; rows = rows_per_read_max) {
        auto statement =
            database_.query("SELECT serial FROM claims WHERE serial BETWEEN ? AND ? ORDER BY serial LIMIT ?",
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

Status SqlRegistryTransaction::insert_claim(const ClaimRecord& record) {
    const Claim& claim = record.claim;
    auto inserted =
        database_.run("INSERT INTO claims (" KEYLINE_CLAIM_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      claim.id.bytes(), claim.order.text(), claim.station.text(), claim.serial.bytes(),
                      claim.uid.bytes(), ByteView(record.escrow), record.kg.bytes(), record.kek.bytes(),
                      text_of(claim.state), claim.attempts, claim.reissues, claim.proved_written, claim.proved_closed);
    if (inserted) {
        return {};
    }
    const auto constraint = inserted.error().arg("constraint");
    if (constraint == "claims.serial") {
        return fail(ErrorCode::serial_taken, {{"serial", claim.serial.text()}});
    }
    if (constraint == "claims.uid") {
        return fail(ErrorCode::uid_bound, {{"uid", claim.uid.text()}});
    }
    return inserted;
}

Status SqlRegistryTransaction::update_claim(const Claim& claim) {
    if (auto updated = database_.run("UPDATE claims SET state = ?, attempts = ?, reissues = ?, proved_written = ?, "
                                     "proved_closed = ? WHERE id = ?",
                                     text_of(claim.state), claim.attempts, claim.reissues, claim.proved_written,
                                     claim.proved_closed, claim.id.bytes());
        !updated) {
        return updated;
    }
    return database_.rows_changed() == 1 ? Status{} : Status(fail(ErrorCode::claim_unknown));
}

Result<std::optional<Bytes>> SqlRegistryTransaction::sealed_table(const ProfileName& profile) {
    auto statement = database_.query("SELECT sealed FROM sealed_tables WHERE profile = ?", profile.text());
    if (!statement) {
        return statement.failure();
    }
    const auto row = statement->step();
    if (!row) {
        return row.failure();
    }
    return *row ? std::optional(statement->blob(0)) : std::nullopt;
}

Status SqlRegistryTransaction::insert_sealed_table(const ProfileName& profile, ByteView sealed) {
    return database_.run("INSERT INTO sealed_tables (profile, sealed) VALUES (?, ?)", profile.text(), sealed);
}

Status SqlRegistryTransaction::record(const AuditEvent& event) {
    LogStore log(database_, log_number);
    const auto head = log.head();
    if (!head) {
        return head.failure();
    }
    if (auto grown = registry_.check_growth(*head); !grown) {
        return grown;
    }
    const auto entry = format_entry(head->frontier.size(), registry_.options_.clock.utc(), {}, event);
    if (!entry) {
        return entry.failure();
    }
    if (auto appended = log.append(*entry); !appended) {
        return appended.failure();
    }
    auto after = log.head();
    if (!after) {
        return after.failure();
    }
    recorded_ = *std::move(after);
    return {};
}

Status SqlRegistryTransaction::commit() {
    auto committed = transaction_->commit();
    if (committed && recorded_) {
        registry_.note_growth(*recorded_);
    }
    return committed;
}

Status SqlRegistry::check_growth(const LogHead& head) {
    const std::scoped_lock lock(growth_mutex_);
    return growth_.check(*database_, head);
}

void SqlRegistry::note_growth(const LogHead& head) {
    const std::scoped_lock lock(growth_mutex_);
    growth_.note(head);
}

Result<std::unique_ptr<SqlRegistry>> SqlRegistry::create(Options options) {
    auto kind = registry_kind();
    kind.first_rows = "INSERT INTO logs (log, origin) VALUES (1, '" + keyd_origin(options.environment) + "');";
    auto database = create_store(options.place, kind);
    if (!database) {
        return database.failure();
    }
    return std::unique_ptr<SqlRegistry>(new SqlRegistry(*std::move(database), std::move(options)));
}

Result<std::unique_ptr<SqlRegistry>> SqlRegistry::open(Options options) {
    auto database = open_store(options.place, registry_kind());
    if (!database) {
        return database.failure();
    }
    {
        auto transaction = Transaction::begin(**database, Access::read_only);
        if (!transaction) {
            return transaction.failure();
        }
        LogStore store(**database, log_number);
        const auto head = store.head();
        if (!head) {
            return head.failure();
        }
        if (head->origin != keyd_origin(options.environment)) {
            return (*database)->unsound("the registry of " + head->origin + ", not of " +
                                        keyd_origin(options.environment));
        }
        if (auto checked = store.check(); !checked) {
            return checked.failure();
        }
    }
    return std::unique_ptr<SqlRegistry>(new SqlRegistry(*std::move(database), std::move(options)));
}

Result<std::unique_ptr<RegistryTransaction>> SqlRegistry::begin() {
    auto transaction = groups_.begin();
    if (!transaction) {
        return transaction.failure();
    }
    return std::make_unique<SqlRegistryTransaction>(*this, *std::move(transaction));
}

#undef KEYLINE_ORDER_COLUMNS
#undef KEYLINE_CLAIM_COLUMNS
} // namespace keyline::db
