#include "db/decided_rows.h"

#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/log_store.h"
#include "db/order_rows.h"
#include "db/people_records.h"
#include "db/schema.h"
#include "db/sqlite.h"

#include <algorithm>
#include <map>

namespace keyline::db {

namespace {

constexpr std::size_t entries_per_read_max = 4'096; // a long read would keep writers waiting

using Fields = std::map<std::string, std::string>; // by name
using Rows = std::map<std::string, Fields>;        // by "order WO-0001", "operator ann"

std::string subject_of(const OrderId& order) {
    return "order " + order.text();
}
std::string subject_of(std::string_view person) {
    return "operator " + std::string(person);
}

std::string_view detail(const AuditEvent& event, std::string_view name) {
    const auto found =
        std::ranges::find(event.details, name, [](const auto& one) { return std::string_view(one.first); });
    return found == event.details.end() ? std::string_view() : found->second;
}

void keep(Fields& fields, const AuditEvent& event, std::string_view name, const char* as) {
    if (const auto value = detail(event, name); !value.empty()) {
        fields[as] = value;
    }
}

// The newest word of the log about each.
void take(Rows& decided, const AuditEvent& event) {
    if (event.event == "order.created" || event.event == "order.released" || event.event == "order.extended" ||
        event.event == "order.closed") {
        const auto order = event.order ? event.order : [&] {
            const auto named = OrderId::parse(detail(event, "order"));
            return named ? std::optional(*named) : std::nullopt;
        }();
        if (!order) {
            return;
        }
        Fields& fields = decided[subject_of(*order)];
        for (const char* name : {"state", "last", "quota"}) {
            keep(fields, event, name, name);
        }
        keep(fields, event, "attempt_limit", "attempts"); // as order.created names it
        keep(fields, event, "attempts", "attempts");
    } else if (event.event == "operator.added" || event.event == "operator.changed" ||
               event.event == "operator.disabled") {
        Fields& fields = decided[subject_of(detail(event, "person"))];
        keep(fields, event, "roles", "roles");
        fields["may log in"] = event.event == "operator.disabled" ? "no" : "yes";
    }
}

Result<Rows> read_rows(Database& database) {
    Rows rows;
    const auto orders = OrderRows(database).all();
    if (!orders) {
        return orders.failure();
    }
    for (const WorkOrder& order : *orders) {
        rows[subject_of(order.id)] = {{"state", std::string(text_of(order.state))},
                                      {"last", order.last.text()},
                                      {"quota", std::to_string(order.quota)},
                                      {"attempts", std::to_string(order.attempt_limit)}};
    }
    const auto people = SqlPeopleRecords(database).operators();
    if (!people) {
        return people.failure();
    }
    for (const OperatorRecord& record : *people) {
        rows[subject_of(record.shown.person.name.text())] = {{"roles", record.shown.person.roles.text()},
                                                             {"may log in", record.shown.is_active ? "yes" : "no"}};
    }
    return rows;
}

std::vector<std::string> differences(const Rows& decided, const Rows& rows) {
    std::vector<std::string> all;
    for (const auto& [subject, fields] : decided) {
        const auto row = rows.find(subject);
        if (row == rows.end()) {
            all.push_back(subject + ": gone, and nobody has decided that");
            continue;
        }
        for (const auto& [name, value] : fields) {
            if (const std::string& now = row->second.at(name); now != value) {
                all.push_back(subject + ": " + name + " " + now + ", decided was " + value);
            }
        }
    }
    for (const auto& [subject, fields] : rows) {
        if (!decided.contains(subject)) {
            all.push_back(subject + ": nobody has decided that it should be");
        }
    }
    return all;
}

} // namespace

Result<std::vector<std::string>> find_undecided_rows(const StorePlace& registry, const Name& environment) {
    const auto* path = std::get_if<std::filesystem::path>(&registry);
    const auto opened =
        path != nullptr ? SqliteDatabase::open_to_read(*path, registry_kind()) : open_store(registry, registry_kind());
    if (!opened) {
        return opened.failure();
    }
    Database& database = **opened;
    Rows decided;
    for (std::uint64_t from = 0;;) {
        // The rows are those of the moment at which the log has ended: nobody decides in between.
        auto transaction = Transaction::begin(database, Access::read_only);
        if (!transaction) {
            return transaction.failure();
        }
        const auto log = LogStore::find(database, keyd_origin(environment));
        if (!log || !*log) {
            return log ? database.unsound("no log of " + keyd_origin(environment)) : log.failure();
        }
        const auto page = LogStore(database, **log).entries(from, entries_per_read_max);
        if (!page) {
            return page.failure();
        }
        for (const std::string& bytes : *page) {
            const auto entry = parse_entry(bytes);
            if (!entry) {
                return database.unsound("an entry of its log cannot be read");
            }
            take(decided, entry->event);
        }
        from += page->size();
        if (page->size() < entries_per_read_max) {
            const auto rows = read_rows(database);
            return rows ? Result<std::vector<std::string>>(differences(decided, *rows)) : rows.failure();
        }
    }
}

} // namespace keyline::db
