#include "app/records.h"

#include "app/records_wire.h"
#include "db/entry.h"
#include "db/sql.h"

#include <charconv>

namespace keyline::app {

namespace {

Result<std::uint64_t> number_in(const ActionDone& done, std::string_view name) {
    for (const auto& [key, text] : done.details) {
        std::uint64_t value = 0;
        if (key == name && std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc()) {
            return value;
        }
    }
    return fail(ErrorCode::key_service_answer, {{"field", std::string(name)}, {"reason", "is missing"}});
}

Result<AuditEvent> event_in(const std::string& bytes) {
    auto entry = db::parse_entry(bytes);
    if (!entry) {
        return fail(ErrorCode::audit_unsound, {{"reason", std::string(entry.error().arg("reason"))}});
    }
    return std::move(entry->event);
}

} // namespace

Result<ActionDone> ask_records(Station& station, const Action& action) {
    auto people = station.people();
    auto authority = people ? station.authority() : people.failure();
    if (!authority) {
        return authority.failure();
    }
    auto outcome = (*people)->act(*authority, action);
    if (!outcome) {
        return outcome.failure();
    }
    if (!outcome->done) {
        return fail(ErrorCode::key_service_answer, {{"reason", "it waits for a second person"}});
    }
    return std::move(*outcome->done);
}

Status read_claims(Station& station, const OrderId& order, const EachClaim& each) {
    Action action{ActionKind::records_claims, {{"order", order.text()}}, {}};
    for (;;) {
        const auto done = ask_records(station, action);
        const auto claims = done ? claims_in(done->document) : Result<std::vector<Claim>>(done.failure());
        if (!claims) {
            return claims.failure();
        }
        for (const Claim& claim : *claims) {
            each(claim);
        }
        if (claims->size() < claims_per_page_max) {
            return {};
        }
        action.args = {{"order", order.text()}, {"after", claims->back().id.text()}};
    }
}

Result<std::vector<std::string>> read_unit_record(Station& station, const SerialNumber& serial) {
    const auto done = ask_records(station, {ActionKind::records_unit, {{"serial", serial.text()}}, {}});
    return done ? Result<std::vector<std::string>>(lines_in(done->document)) : done.failure();
}

Status read_archived(Station& station, const OrderId& order, const StationId& of, const EachEvent& each,
                     const ReadProgress& progress) {
    for (std::uint64_t from = 0;;) {
        const auto done =
            ask_records(station, {ActionKind::records_archive,
                                  {{"order", order.text()}, {"station", of.text()}, {"from", std::to_string(from)}},
                                  {}});
        const auto next = done ? number_in(*done, "next") : Result<std::uint64_t>(done.failure());
        const auto size = next ? number_in(*done, "size") : next;
        if (!size) {
            return size.failure();
        }
        for (const std::string& bytes : lines_in(done->document)) {
            const auto event = event_in(bytes);
            if (!event) {
                return event.failure();
            }
            each(*event);
        }
        if (!progress(*next, *size)) {
            return fail(ErrorCode::stopped);
        }
        if (*next >= *size) {
            return {};
        }
        if (*next == from) {
            return fail(ErrorCode::key_service_answer, {{"reason", "the archive does not go on"}});
        }
        from = *next;
    }
}

Status read_own_log(Station& station, const EachEvent& each, const ReadProgress& progress) {
    const auto size = station.log().size();
    if (!size) {
        return size.failure();
    }
    for (std::uint64_t from = 0; from < *size;) {
        const auto page = station.log().entries(from, db::rows_per_read_max);
        if (!page || page->empty()) {
            return page ? Status(fail(ErrorCode::audit_unsound, {{"reason", "entries are missing"}}))
                        : Status(page.failure());
        }
        for (const std::string& bytes : *page) {
            const auto event = event_in(bytes);
            if (!event) {
                return event.failure();
            }
            each(*event);
        }
        from += page->size();
        if (!progress(from, *size)) {
            return fail(ErrorCode::stopped);
        }
    }
    return {};
}

} // namespace keyline::app
