#include "app/keyd/records.h"

#include "app/records_wire.h"
#include "db/entry.h"
#include "db/sql.h"
#include "provisioning/issuing/lookups.h"
#include "provisioning/issuing/unit_actions.h"

#include <charconv>

namespace keyline::app {

namespace {

Result<WorkOrder> readable_order(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto id = OrderId::parse(action.arg("order"));
    if (!id) {
        return id.failure();
    }
    return context.author.is_logged_in ? known_order(transaction, *id) : own_order(transaction, context.station, *id);
}

Status record_first(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                    const OrderId& order) {
    AuditEvent event = event_of("records.read", action, context, {{"what", std::string(text_of(action.kind))}});
    event.order = order;
    return transaction.record(event);
}

Result<ActionDone> claims(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto order = readable_order(transaction, action, context);
    if (!order) {
        return order.failure();
    }
    std::optional<ClaimId> after;
    if (!action.arg("after").empty()) {
        auto id = ClaimId::parse(action.arg("after"));
        if (!id) {
            return id.failure();
        }
        after = *id;
    } else if (auto recorded = record_first(transaction, action, context, order->id); !recorded) {
        return recorded.failure();
    }
    ClaimFilter filter;
    filter.order = order->id;
    auto page = transaction.claims(filter, after, claims_per_page_max);
    if (!page) {
        return page.failure();
    }
    ActionDone done{{{"claims", std::to_string(page->size())}}};
    std::string lines;
    for (const ClaimRecord& record : *page) {
        lines += claim_line(record.claim);
    }
    done.document.assign(lines.begin(), lines.end());
    return done;
}

// What keyd's own log has about a unit: JSON Lines, each entry's exact bytes.
Result<ActionDone> unit(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    const auto record = unit_of(transaction, action, context);
    if (!record) {
        return record.failure();
    }
    const auto entries = transaction.recorded_about(record->claim.serial, entries_about_unit_max);
    if (!entries) {
        return entries.failure();
    }
    ActionDone done{{{"entries", std::to_string(entries->size())}}};
    for (const std::string& entry : *entries) {
        if (done.document.size() + entry.size() + 1 > archived_page_size_bytes_max) {
            break;
        }
        done.document.insert(done.document.end(), entry.begin(), entry.end());
        done.document.push_back('\n');
    }
    return done;
}

Result<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::value_malformed, {{"value", std::string(text)}, {"reason", "a number is expected"}});
    }
    return value;
}

Result<ActionDone> archived(Archive& archive, RegistryTransaction& transaction, const Action& action,
                            const ActionContext& context) {
    auto order = readable_order(transaction, action, context);
    auto station = StationId::parse(action.arg("station"));
    const auto from = number(action.arg("from"));
    if (!order || !station || !from) {
        return !order ? order.failure() : !station ? station.failure() : from.failure();
    }
    if (*from == 0) {
        if (auto recorded = record_first(transaction, action, context, order->id); !recorded) {
            return recorded.failure();
        }
    }
    const auto page = archive.read(*station, *from, db::rows_per_read_max);
    if (!page) {
        return page.failure();
    }
    std::uint64_t next = *from;
    ActionDone done;
    for (const std::string& bytes : page->entries) {
        if (done.document.size() + bytes.size() + 1 > archived_page_size_bytes_max) {
            break;
        }
        ++next;
        const auto entry = db::parse_entry(bytes);
        if (entry && entry->event.order == order->id) {
            done.document.insert(done.document.end(), bytes.begin(), bytes.end());
            done.document.push_back('\n');
        }
    }
    done.details = {{"next", std::to_string(next)}, {"size", std::to_string(page->size)}};
    return done;
}

} // namespace

void add_records_handlers(ActionHandlers& handlers, Archive& archive) {
    handlers[ActionKind::records_claims] = {claims, {}};
    handlers[ActionKind::records_unit] = {unit, {}};
    handlers[ActionKind::records_archive] = {
        [&archive](RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
            return archived(archive, transaction, action, context);
        },
        {}};
}

} // namespace keyline::app
