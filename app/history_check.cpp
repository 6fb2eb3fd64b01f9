#include "app/history_check.h"

#include "db/entry.h"

namespace keyline::app {

namespace {

constexpr std::size_t entries_looked_at_max = 4'096; // back from the newest

// Of the newest unit.issued.
Result<std::optional<AuditEvent>> newest_issued(AuditLog& log) {
    const auto size = log.size();
    if (!size) {
        return size.failure();
    }
    const std::uint64_t from = *size - std::min<std::uint64_t>(*size, entries_looked_at_max);
    const auto entries = log.entries(from, entries_looked_at_max);
    if (!entries) {
        return entries.failure();
    }
    for (auto bytes = entries->rbegin(); bytes != entries->rend(); ++bytes) {
        auto entry = db::parse_entry(*bytes);
        if (entry && entry->event.event == text_of(UnitEventKind::issued) && entry->event.claim) {
            return std::optional(std::move(entry->event));
        }
    }
    return std::optional<AuditEvent>();
}

} // namespace

Status check_histories_agree(Station& station) {
    if (auto delivered = station.deliver(); !delivered && kind_of(delivered.error().code) == ErrorKind::audit) {
        return delivered;
    }
    const auto issued = newest_issued(station.log());
    if (!issued) {
        return issued.failure();
    }
    if (!*issued) {
        return {};
    }
    auto keys = station.keys();
    if (!keys) {
        return keys.failure();
    }
    const auto claim = (*keys)->find_claim(*(*issued)->claim);
    if (!claim) {
        return claim.failure();
    }
    if (!*claim) {
        const std::string serial = (*issued)->serial ? (*issued)->serial->text() : "the newest unit";
        return fail(
            ErrorCode::key_service_answer,
            {{"reason", "it does not know " + serial + ", which is on record here: its registry was set back"}});
    }
    return {};
}

} // namespace keyline::app
