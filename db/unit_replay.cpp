#include "db/unit_replay.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keyline::db {

namespace {
using Json = nlohmann::json;
using Kind = UnitEventKind;

// A re-key's new claim says which one it takes the place of.
bool names_superseded(const AuditEvent& event) {
    return std::any_of(event.details.begin(), event.details.end(),
                       [](const auto& detail) { return detail.first == "supersedes"; });
}

bool same_but_for_reported(const UnitRow& a, const UnitRow& b) {
    return a.first_seq == b.first_seq && a.unit.seq == b.unit.seq && a.unit.claim == b.unit.claim &&
           a.unit.order == b.unit.order && a.unit.uid == b.unit.uid && a.unit.serial == b.unit.serial &&
           a.unit.lane == b.unit.lane && a.unit.last == b.unit.last && a.unit.code == b.unit.code;
}

// No unit passes but by its proofs: each of these events stands on the one before (provisioning/line/transitions.h).
std::optional<std::string> lacks(const std::optional<UnitRow>& before, Kind kind) {
    const Kind last = before ? before->unit.last : Kind::claiming;
    const bool follows = kind == Kind::proved    ? last == Kind::written || last == Kind::proved
                         : kind == Kind::closing ? last == Kind::proved
                         : kind == Kind::closed  ? last == Kind::closing
                         : kind == Kind::passed  ? last == Kind::closed
                                                 : true;
    if (follows) {
        return std::nullopt;
    }
    return std::string(text_of(kind)) + " without its proof: the event before is " + std::string(text_of(last));
}

Json to_json(const UnitRow& row) {
    return {row.first_seq,         row.unit.seq,
            row.unit.claim.text(), row.unit.order.text(),
            row.unit.uid.text(),   row.unit.serial ? row.unit.serial->text() : "",
            row.unit.lane,         std::string(text_of(row.unit.last)),
            row.unit.code};
}

Result<UnitRow> row_of(const Json& json) {
    const auto text = [&](std::size_t at) { return json.at(at).get<std::string>(); };
    const auto claim = ClaimId::parse(text(2));
    const auto order = OrderId::parse(text(3));
    const auto uid = ChipUid::parse(text(4));
    const auto serial = text(5).empty() ? Result<std::optional<SerialNumber>>(std::nullopt)
                                        : [&]() -> Result<std::optional<SerialNumber>> {
        auto parsed = SerialNumber::parse(text(5));
        return parsed ? Result<std::optional<SerialNumber>>(*parsed) : parsed.failure();
    }();
    const auto last = parse_unit_event_kind(text(7));
    if (!claim || !order || !uid || !serial || !last) {
        return fail(ErrorCode::value_malformed, {{"reason", "a unit"}});
    }
    return UnitRow{{*claim, *order, *uid, *serial, json.at(6).get<unsigned>(), *last, text(8), false,
                    json.at(1).get<std::uint64_t>()},
                   json.at(0).get<std::uint64_t>()};
}
} // namespace

Status UnitReplay::read(const AuditEvent& event, std::uint64_t seq) {
    for (Bytes& subject : UnitProjection::subjects_of(event)) {
        page_subjects_[std::move(subject)].push_back(seq);
    }
    if (!event.claim) {
        return {};
    }
    const auto known = units_.find(*event.claim);
    const bool is_new = known == units_.end();
    const auto before = is_new ? std::nullopt : std::optional(known->second);
    const auto after = moved(before, event, seq);
    if (!after) {
        return unsound(seq, "does not follow from its unit's record: " + std::string(after.error().arg("reason")));
    }
    if (!*after) {
        return {};
    }
    if (const auto lack = lacks(before, (*after)->unit.last)) {
        return unsound(seq, *lack);
    }
    if ((*after)->unit.last == Kind::issued && (*after)->unit.serial && names_superseded(event)) {
        rekeyed_[*(*after)->unit.serial].insert(*event.claim);
    }
    claims_ += is_new ? 1 : 0;
    if ((*after)->unit.last == Kind::passed) {
        return pass(**after);
    }
    units_.insert_or_assign(*event.claim, **after);
    return {};
}

// Nothing follows a pass: done with, and not kept in memory.
Status UnitReplay::pass(const UnitRow& row) {
    units_.erase(row.unit.claim);
    auto compared = compare_unit(row);
    return compared ? check_only_pass(row) : compared;
}

// The records are compared with the entries, all of them, so they can be asked.
Status UnitReplay::check_only_pass(const UnitRow& passed) {
    if (!passed.unit.serial) {
        return unsound(passed.unit.seq, "a pass without a serial number");
    }
    const auto passes = projection_.passes_of(*passed.unit.serial);
    if (!passes) {
        return passes.failure();
    }
    if (*passes > 1) {
        passed_again_.insert_or_assign(*passed.unit.serial, Passes{*passes, passed.unit.seq});
    }
    return {};
}

// A number passes once, and once more for each re-key.
Status UnitReplay::check_passes() const {
    for (const auto& [serial, passes] : passed_again_) {
        const auto rekeyed = rekeyed_.find(serial);
        if (passes.count > 1 + (rekeyed == rekeyed_.end() ? 0 : rekeyed->second.size())) {
            return unsound(passes.newest, "more than one unit has passed with its serial number");
        }
    }
    return {};
}

Status UnitReplay::compare_index() {
    for (const auto& [subject, entries] : page_subjects_) {
        const auto indexed = projection_.indexed(subject, entries.front(), entries.back() + 1);
        if (!indexed) {
            return indexed.failure();
        }
        const auto [entry, stored] = std::mismatch(entries.begin(), entries.end(), indexed->begin(), indexed->end());
        if (entry != entries.end()) {
            return unsound(*entry, "missing in the index of units");
        }
        indexed_ += entries.size();
    }
    page_subjects_.clear();
    return {};
}

Status UnitReplay::compare_unit(const UnitRow& expected) {
    const auto stored = projection_.unit(expected.unit.claim);
    if (!stored) {
        return stored.failure();
    }
    if (!*stored || !same_but_for_reported(**stored, expected)) {
        return unsound(expected.unit.seq, "the record of its unit differs");
    }
    ++counts_[expected.unit.last];
    return {};
}

Status UnitReplay::finish() {
    for (const auto& [claim, row] : units_) {
        if (auto compared = compare_unit(row); !compared) {
            return compared;
        }
    }
    const auto units = projection_.units();
    const auto indexed = projection_.indexed();
    if (!units || !indexed) {
        return units ? indexed.failure() : units.failure();
    }
    if (*units != claims_ || *indexed != indexed_) {
        return database_->unsound("records of units that no entry tells of");
    }
    return check_passes();
}

Json UnitReplay::state() const {
    Json state = {{"claims", claims_},        {"indexed", indexed_},      {"units", Json::array()},
                  {"counts", Json::object()}, {"passes", Json::object()}, {"rekeyed", Json::object()}};
    for (const auto& [claim, row] : units_) {
        state["units"].push_back(to_json(row));
    }
    for (const auto& [kind, count] : counts_) {
        state["counts"][std::string(text_of(kind))] = count;
    }
    for (const auto& [serial, passes] : passed_again_) {
        state["passes"][serial.text()] = {passes.count, passes.newest};
    }
    for (const auto& [serial, claims] : rekeyed_) {
        for (const ClaimId& claim : claims) {
            state["rekeyed"][serial.text()].push_back(claim.text());
        }
    }
    return state;
}

Status UnitReplay::restore(const Json& state) {
    const auto malformed = [] { return fail(ErrorCode::value_malformed, {{"reason", "units"}}); };
    claims_ = state.at("claims").get<std::uint64_t>();
    indexed_ = state.at("indexed").get<std::uint64_t>();
    for (const Json& json : state.at("units")) {
        const auto row = row_of(json);
        if (!row) {
            return row.failure();
        }
        units_.insert_or_assign(row->unit.claim, *row);
    }
    for (const auto& [text, count] : state.at("counts").items()) {
        const auto kind = parse_unit_event_kind(text);
        if (!kind) {
            return malformed();
        }
        counts_[*kind] = count.get<std::uint64_t>();
    }
    for (const auto& [text, passes] : state.at("passes").items()) {
        const auto serial = SerialNumber::parse(text);
        if (!serial) {
            return malformed();
        }
        passed_again_.insert_or_assign(*serial,
                                       Passes{passes.at(0).get<std::uint64_t>(), passes.at(1).get<std::uint64_t>()});
    }
    for (const auto& [text, claims] : state.at("rekeyed").items()) {
        const auto serial = SerialNumber::parse(text);
        for (const Json& claim : claims) {
            const auto id = ClaimId::parse(claim.get<std::string>());
            if (!serial || !id) {
                return malformed();
            }
            rekeyed_[*serial].insert(*id);
        }
    }
    return {};
}

tl::unexpected<Error> UnitReplay::unsound(std::uint64_t entry, std::string reason) const {
    auto failure = database_->unsound(std::move(reason));
    failure.value().args.emplace_back("entry", std::to_string(entry));
    return failure;
}

} // namespace keyline::db
