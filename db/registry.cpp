#include "db/registry.h"

#include "db/checkpoint.h"
#include "db/claim_rows.h"
#include "db/entry.h"
#include "db/handover_records.h"
#include "db/order_rows.h"
#include "db/people_records.h"
#include "db/schema.h"
#include "db/table_records.h"

namespace keyline::db {

class SqlRegistryTransaction : public RegistryTransaction {
  public:
    SqlRegistryTransaction(SqlRegistry& registry, std::unique_ptr<GroupCommit::Member> transaction)
        : registry_(registry), database_(*registry.database_), transaction_(std::move(transaction)) {}

    Result<std::optional<WorkOrder>> order(const OrderId& id) override { return orders_.find(id); }
    Result<std::vector<WorkOrder>> orders() override { return orders_.all(); }
    Result<OrderId> next_order_id() override { return orders_.next_id(); }
    Status insert_order(const WorkOrder& order) override { return orders_.insert(order); }
    Status update_order(const WorkOrder& order) override { return orders_.update(order); }
    Result<std::optional<OrderId>> order_overlapping(const SerialNumber& first, const SerialNumber& last) override {
        return orders_.overlapping(first, last);
    }

    Result<std::optional<ClaimRecord>> claim(const ClaimId& id) override { return claims_.find(id); }
    Result<std::optional<ClaimRecord>> claim_with(const SerialNumber& serial) override { return claims_.find(serial); }
    Result<std::optional<ClaimRecord>> claim_with(const ChipUid& uid) override { return claims_.find(uid); }
    Result<std::optional<ClaimRecord>> rekey_for(const ChipUid& uid) override { return claims_.rekey_for(uid); }
    Result<std::vector<ClaimRecord>> claims(const ClaimFilter& filter, const std::optional<ClaimId>& after,
                                            std::size_t claims_max) override {
        return claims_.list(filter, after, claims_max);
    }
    Result<std::optional<SerialNumber>> next_serial(const OrderId& order) override {
        return orders_.next_serial(order);
    }
    Status insert_claim(const ClaimRecord& record) override {
        auto inserted = claims_.insert(record);
        if (inserted) {
            inserted_.push_back(record);
        }
        return inserted;
    }
    Status update_claim(const Claim& claim) override { return claims_.update(claim); }

    PeopleRecords& people() override { return people_; }
    HandoverRecords& handovers() override { return handovers_; }
    TableRecords& tables() override { return tables_; }
    Status may_issue() override;
    Status record(const AuditEvent& event) override;
    Result<std::vector<std::string>> recorded_about(const SerialNumber& serial, std::size_t entries_max) override;
    Status commit() override;

  private:
    SqlRegistry& registry_;
    Database& database_;
    std::unique_ptr<GroupCommit::Member> transaction_;
    OrderRows orders_{database_};
    ClaimRows claims_{database_};
    SqlPeopleRecords people_{database_};
    SqlHandoverRecords handovers_{database_};
    SqlTableRecords tables_{database_};
    std::vector<ClaimRecord> inserted_; // for the escrow copy
    std::optional<LogHead> recorded_;   // keyd's own log with this transaction's entry
};

Status SqlRegistryTransaction::record(const AuditEvent& event) {
    LogStore log(database_, registry_log_number);
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
    if (event.serial) {
        auto indexed = database_.run("INSERT INTO unit_entries (serial, number) VALUES (?, ?)", event.serial->text(),
                                     static_cast<std::int64_t>(head->frontier.size()));
        if (!indexed) {
            return indexed;
        }
    }
    auto after = log.head();
    if (!after) {
        return after.failure();
    }
    recorded_ = *std::move(after);
    return {};
}

Result<std::vector<std::string>> SqlRegistryTransaction::recorded_about(const SerialNumber& serial,
                                                                        std::size_t entries_max) {
    auto rows = database_.query("SELECT number FROM unit_entries WHERE serial = ? ORDER BY number DESC LIMIT ?",
                                serial.text(), static_cast<std::int64_t>(entries_max));
    if (!rows) {
        return rows.failure();
    }
    LogStore log(database_, registry_log_number);
    std::vector<std::string> entries;
    for (auto there = rows->step(); !there || *there; there = rows->step()) {
        if (!there) {
            return there.failure();
        }
        auto entry = log.entries(static_cast<std::uint64_t>(rows->integer(0)), 1);
        if (!entry || entry->size() != 1) {
            return entry ? database_.unsound("an entry about a unit is missing") : entry.failure();
        }
        entries.push_back(std::move(entry->front()));
    }
    std::reverse(entries.begin(), entries.end());
    return entries;
}

Status SqlRegistryTransaction::may_issue() {
    return registry_.copy_ ? registry_.copy_->may_issue(database_) : registry_.may_issue_;
}

Status SqlRegistryTransaction::commit() {
    auto committed = transaction_->commit([this] {
        if (registry_.copy_) {
            registry_.copy_->add(inserted_, recorded_ ? &*recorded_ : nullptr);
        }
    });
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
        LogStore store(**database, registry_log_number);
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
    std::unique_ptr<SqlRegistry> registry(new SqlRegistry(*std::move(database), std::move(options)));
    if (auto started = registry->start_copy(); !started) {
        return started.failure();
    }
    return registry;
}

Result<std::unique_ptr<RegistryTransaction>> SqlRegistry::begin() {
    auto transaction = groups_.begin();
    if (!transaction) {
        return transaction.failure();
    }
    return std::make_unique<SqlRegistryTransaction>(*this, *std::move(transaction));
}

} // namespace keyline::db
