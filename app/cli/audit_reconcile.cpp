// keyline audit reconcile: an order's units in the registry, in the archive of all its stations' logs, and in this
// station's own log; and what `audit verify --registry` compares.
#include "app/cli/audit_accounts.h"
#include "app/cli/progress_line.h"
#include "app/cli/stop_signals.h"
#include "app/records.h"

#include <array>

namespace keyline::app {

namespace {

using Archived = UnitAccounts::Archived;

std::string column(std::uint64_t value) {
    constexpr std::size_t columns = 10;
    const std::string text = std::to_string(value);
    return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

Json json_of(const LogCounts& counts) {
    return {{"issued", counts.issued}, {"outstanding", counts.outstanding}, {"passed", counts.passed},
            {"failed", counts.failed}, {"quarantined", counts.quarantined}, {"withdrawn", counts.withdrawn}};
}

// Where a log has no word of its own for what people have decided, nothing stands.
void tell_order(const OrderId& order, const OrderAccount& account, Archived archived, Output& out) {
    EventLine line{"audit.account", {}, {}, {}, {}};
    line.more = {{"order", order.text()}};
    for (const auto& [name, value] : named(account.registry)) {
        if (std::string_view(name) != "attempts") {
            line.more["registry"][name] = value;
        }
    }
    line.more["archive"] = archived == Archived::yes ? json_of(account.archive) : Json();
    line.more["log"] = json_of(account.log);
    out.event(line);
    const OrderCounts& registry = account.registry;
    const LogCounts& a = account.archive;
    const LogCounts& l = account.log;
    out.text(order.text() + std::string(18 - std::min<std::size_t>(order.text().size(), 18), ' ') + "registry" +
             (archived == Archived::yes ? "   archive" : "") + "  this log");
    struct Row {
        const char* name;
        std::uint64_t registry;
        std::uint64_t archive;
        std::uint64_t log;
    };
    for (const Row& row :
         {Row{"issued", registry.issued, a.issued, l.issued}, Row{"passed", registry.passed, a.passed, l.passed},
          Row{"failed", registry.failed + registry.rework, a.failed, l.failed},
          Row{"quarantined", registry.quarantined, a.quarantined, l.quarantined},
          Row{"scrapped, re-keyed", registry.scrapped + registry.superseded, a.withdrawn, l.withdrawn},
          Row{"outstanding", registry.outstanding, a.outstanding, l.outstanding}}) {
        out.text("  " + std::string(row.name) + std::string(18 - std::string_view(row.name).size() - 2 + 2, ' ') +
                 column(row.registry).substr(2) + (archived == Archived::yes ? column(row.archive) : "") +
                 column(row.log));
    }
}

void tell_difference(const UnitDifference& difference, Output& out) {
    EventLine line{"audit.difference", {}, difference.serial, {}, std::string(name_of(difference.finding))};
    const std::string severity(text_of(severity_of(difference.finding)));
    line.more = {{"order", difference.order.text()},
                 {"claim", difference.claim ? Json(difference.claim->text()) : Json()},
                 {"severity", severity},
                 {"message", std::string(text_of(difference.finding))},
                 {"registry", difference.registry},
                 {"archive", difference.archive},
                 {"log", difference.log}};
    out.event(line);
    std::string text = difference.serial  ? difference.serial->text()
                       : difference.claim ? "claim " + difference.claim->text()
                                          : difference.order.text();
    text += "  " + (severity == "wrong" ? "WRONG" : severity) + ": " + std::string(text_of(difference.finding));
    for (const auto& [name, value] :
         {std::pair{"registry", &difference.registry}, {"archive", &difference.archive}, {"log", &difference.log}}) {
        text += value->empty() ? "" : "; " + std::string(name) + ": " + *value;
    }
    out.text(text);
}

Status read_registry(Station& station, const WorkOrder& order, UnitAccounts& accounts) {
    accounts.add(order);
    return read_claims(station, order.id, [&](const Claim& claim) { accounts.add(claim); });
}

Status read_log(Station& station, UnitAccounts& accounts, const std::stop_token& stop) {
    ProgressLine progress("comparing", "entries");
    auto read = read_own_log(
        station, [&](const AuditEvent& event) { accounts.add(UnitSource::log, station.setup().name, event); },
        [&](std::uint64_t done, std::uint64_t total) { return progress.show(done, total) && !stop.stop_requested(); });
    progress.clear();
    return read;
}

Result<ExitCode> reconcile(Station& station, const std::string& text, const std::stop_token& stop, Output& out) {
    auto id = OrderId::parse(text);
    auto keys = id ? station.keys() : Result<KeyService*>(id.failure());
    auto order = keys ? (*keys)->order(*id) : Result<WorkOrder>(keys.failure());
    if (!order) {
        return order.failure();
    }
    // What is not archived yet is told as such; being unable to does not keep from looking.
    if (auto delivered = station.deliver(); !delivered) {
        out.note("keyline: not all could be delivered: " + error_for_people(delivered.error()));
    }
    UnitAccounts accounts(station.setup().name, Archived::yes);
    order = (*keys)->order(*id); // with what was delivered just now
    auto read = order ? read_registry(station, *order, accounts) : Status(order.failure());
    for (std::size_t i = 0; read && i < order->stations.size(); ++i) {
        const StationId& of = order->stations[i];
        ProgressLine progress("reading the archive of " + of.text(), "entries");
        read = read_archived(
            station, *id, of, [&](const AuditEvent& event) { accounts.add(UnitSource::archive, of, event); },
            [&](std::uint64_t done, std::uint64_t total) {
                return progress.show(done, total) && !stop.stop_requested();
            });
        progress.clear();
    }
    read = read ? read_log(station, accounts, stop) : read;
    if (!read) {
        return read.failure();
    }
    return tell_accounts(accounts, Archived::yes, out);
}

} // namespace

ExitCode tell_accounts(UnitAccounts& accounts, Archived archived, Output& out) {
    for (const auto& [order, account] : accounts.orders()) {
        tell_order(order, account, archived, out);
    }
    std::map<Severity, std::size_t> found;
    const auto differences = accounts.differences();
    for (const UnitDifference& difference : differences) {
        tell_difference(difference, out);
        ++found[severity_of(difference.finding)];
    }
    const std::size_t wrong = found[Severity::wrong];
    EventLine line{"audit.reconciled", {}, {}, {}, wrong > 0 ? "attention" : "ok"};
    line.more = {{"orders", accounts.orders().size()},
                 {"differences", differences.size()},
                 {"wrong", wrong},
                 {"pending", found[Severity::pending]},
                 {"explained", found[Severity::explained]}};
    out.event(line);
    const std::string later =
        found[Severity::pending] == 0
            ? ""
            : " The latter settle when every station has reported: keyline status at each, then again.";
    out.text(differences.empty() ? "Everything agrees, unit by unit."
                                 : std::to_string(wrong) + " wrong, " + std::to_string(found[Severity::pending]) +
                                       " a matter of time, " + std::to_string(found[Severity::explained]) +
                                       " explained by what a person has decided." + later);
    return wrong > 0 ? ExitCode::audit : ExitCode::success;
}

Result<ExitCode> compare_with_registry(Station& station, const std::stop_token& stop, Output& out) {
    auto keys = station.keys();
    const auto orders = keys ? (*keys)->orders() : Result<std::vector<WorkOrder>>(keys.failure());
    if (!orders) {
        return orders.failure();
    }
    UnitAccounts accounts(station.setup().name, Archived::no);
    for (const WorkOrder& order : *orders) {
        if (auto read = read_registry(station, order, accounts); !read) {
            return read.failure();
        }
    }
    if (auto read = read_log(station, accounts, stop); !read) {
        return read.failure();
    }
    return tell_accounts(accounts, Archived::no, out);
}

void add_audit_reconcile(CLI::App& audit, CommandLine& line) {
    auto order = std::make_shared<std::string>();
    auto* command = audit.add_subcommand(
        "reconcile", "An order's units in registry, archive and log against one another, differences unit by unit");
    command->add_option("ORDER", *order, "Order, as WO-0001")->required();
    command->footer("issued = passed + failed + quarantined + scrapped, re-keyed + outstanding, in each of the three.\n"
                    "Exit code 7 when something is wrong; what is only a matter of time is told, and is well.\n"
                    "Example:\n  keyline audit reconcile WO-0001");
    command->callback([&line, order] {
        line.run = [&line, order](Output& out) {
            const StopSignals stop([] {});
            return with_station(line, out,
                                [&](Station& station) { return reconcile(station, *order, stop.token(), out); });
        };
    });
}

} // namespace keyline::app
