#include "provisioning/line/outbox.h"

#include <charconv>
#include <optional>

namespace keyline {

namespace {

constexpr std::size_t reports_batch_max = 256;

ClaimState state_of(UnitEventKind end) {
    switch (end) {
    case UnitEventKind::passed:
        return ClaimState::passed;
    case UnitEventKind::quarantined:
        return ClaimState::quarantined;
    default:
        return ClaimState::failed;
    }
}

Status report_unit(KeyService& keys, AuditLog& log, const UnitRecord& unit) {
    // keyd never had that claim, or has decided itself.
    if (unit.last != UnitEventKind::aborted && unit.last != UnitEventKind::withdrawn) {
        auto reported = keys.report(unit.claim, state_of(unit.last), unit.code);
        if (!reported && kind_of(reported.error().code) != ErrorKind::refused) {
            return reported;
        }
        if (!reported) {
            AuditEvent refused{
                "report.refused",
                unit.lane,
                unit.order,
                unit.claim,
                unit.serial,
                unit.uid,
                {{"end", std::string(text_of(unit.last))}, {"code", std::string(text_of(reported.error().code))}}};
            if (auto recorded = log.append(refused); !recorded) {
                return recorded.failure();
            }
        }
    }
    return log.mark_reported(unit);
}

Status report_units(KeyService& keys, AuditLog& log) {
    while (true) {
        auto units = log.unreported_units(reports_batch_max);
        if (!units) {
            return units.failure();
        }
        if (units->empty()) {
            return {};
        }
        for (const UnitRecord& unit : *units) {
            if (auto reported = report_unit(keys, log, unit); !reported) {
                return reported;
            }
        }
    }
}

// Of an answer that entries in between are missing: how many the archive has, when that is fewer than we know of. It
// was put back from a backup then, and gets the rest again.
std::optional<std::uint64_t> behind(const Error& error, std::uint64_t from) {
    const std::string_view text = error.arg("archived");
    std::uint64_t archived = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), archived);
    const bool is_number = !text.empty() && failed == std::errc() && end == text.data() + text.size();
    return error.code == ErrorCode::audit_unsound && is_number && archived < from ? std::optional(archived)
                                                                                  : std::nullopt;
}

Status archive_entries(KeyService& keys, AuditLog& log) {
    auto from = log.archived_size();
    // Asked once in any case: an archive that was put back from a backup is noticed with nothing new to send, too.
    for (bool asked = false; from; asked = true) {
        auto entries = log.entries(*from, archive_batch_entries_max);
        if (!entries) {
            return entries.failure();
        }
        if (entries->empty() && (asked || *from == 0)) {
            return {};
        }
        auto signed_note = keys.archive(*from, *entries);
        if (!signed_note) {
            const auto archived = behind(signed_note.error(), *from);
            if (!archived) {
                return signed_note.failure();
            }
            from = *archived;
            continue;
        }
        if (auto stored = log.store_checkpoint(*signed_note); !stored) {
            return stored;
        }
        *from += entries->size();
    }
    return from.failure();
}

} // namespace

Status deliver_outbox(KeyService& keys, AuditLog& log) {
    if (auto reported = report_units(keys, log); !reported) {
        return reported;
    }
    return archive_entries(keys, log);
}

Status check_backlog(AuditLog& log) {
    auto size = log.size();
    if (!size) {
        return size.failure();
    }
    auto archived = log.archived_size();
    if (!archived) {
        return archived.failure();
    }
    if (*size - *archived > archive_backlog_entries_max) {
        return fail(ErrorCode::audit_backlog, {{"entries", std::to_string(*size - *archived)},
                                               {"entries_max", std::to_string(archive_backlog_entries_max)}});
    }
    return {};
}

} // namespace keyline
