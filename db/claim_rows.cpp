#include "db/claim_rows.h"

namespace keyline::db {

namespace {
#define KEYLINE_CLAIM_COLUMNS                                                                                          \
    "id, order_id, station, serial, uid, escrow, kg, kek, state, attempts, reissues, proved_written, proved_closed, "  \
    "held_from, rekey_uid"

std::optional<ByteView> view_of(const std::optional<ChipUid>& uid) {
    return uid ? std::optional(uid->bytes()) : std::nullopt;
}

std::optional<std::string_view> view_of(const std::optional<ClaimState>& state) {
    return state ? std::optional(text_of(*state)) : std::nullopt;
}
} // namespace

Result<ClaimRecord> ClaimRows::read(const Statement& row) {
    const auto id = ClaimId::from_bytes(row.blob(0));
    const auto order = OrderId::parse(row.text(1));
    const auto station = StationId::parse(row.text(2));
    const auto serial = SerialNumber::from_bytes(row.blob(3));
    const auto uid = ChipUid::from_bytes(row.blob(4));
    const auto escrow = to_array<escrow_size_bytes>(row.blob(5));
    const auto kg = CheckValue::from_bytes(row.blob(6));
    const auto kek = CheckValue::from_bytes(row.blob(7));
    const auto state = parse_claim_state(row.text(8));
    const auto held_from = parse_claim_state(row.is_null(13) ? "open" : row.text(13));
    if (!id || !order || !station || !serial || !uid || !escrow || !kg || !kek || !state || !held_from) {
        return database_.unsound("the record of a claim");
    }
    Claim claim{*id,
                *order,
                *station,
                *serial,
                *uid,
                *state,
                static_cast<unsigned>(row.integer(9)),
                static_cast<unsigned>(row.integer(10)),
                row.integer(11) == 1,
                row.integer(12) == 1};
    if (!row.is_null(13)) {
        claim.held_from = *held_from;
    }
    if (!row.is_null(14)) {
        const auto rekey_uid = ChipUid::from_bytes(row.blob(14));
        if (!rekey_uid) {
            return database_.unsound("the record of a claim");
        }
        claim.rekey_uid = *rekey_uid;
    }
    return ClaimRecord{std::move(claim), *escrow, *kg, *kek};
}

Result<std::vector<ClaimRecord>> ClaimRows::read_all(Result<Statement> statement) {
    if (!statement) {
        return statement.failure();
    }
    std::vector<ClaimRecord> records;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return records;
        }
        auto record = read(*statement);
        if (!record) {
            return record.failure();
        }
        records.push_back(*std::move(record));
    }
}

Result<std::optional<ClaimRecord>> ClaimRows::read_one(Result<Statement> statement) {
    auto records = read_all(std::move(statement));
    if (!records) {
        return records.failure();
    }
    return records->empty() ? std::nullopt : std::optional(std::move(records->front()));
}

Result<std::optional<ClaimRecord>> ClaimRows::find(const ClaimId& id) {
    return read_one(database_.query("SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE id = ?", id.bytes()));
}

Result<std::optional<ClaimRecord>> ClaimRows::find(const SerialNumber& serial) {
    auto current = read_one(database_.query(
        "SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE serial = ? AND superseded = 0", serial.bytes()));
    if (!current || *current) {
        return current;
    }
    return read_one(database_.query("SELECT " KEYLINE_CLAIM_COLUMNS
                                    " FROM claims WHERE serial = ? ORDER BY superseded DESC LIMIT 1",
                                    serial.bytes()));
}

Result<std::optional<ClaimRecord>> ClaimRows::find(const ChipUid& uid) {
    return read_one(database_.query("SELECT " KEYLINE_CLAIM_COLUMNS
                                    " FROM claims WHERE uid = ? AND state NOT IN ('scrapped', 'superseded')",
                                    uid.bytes()));
}

Result<std::optional<ClaimRecord>> ClaimRows::rekey_for(const ChipUid& uid) {
    auto candidates = read_all(database_.query(
        "SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE rekey_uid = ? ORDER BY number", uid.bytes()));
    if (!candidates) {
        return candidates.failure();
    }
    for (const ClaimRecord& candidate : *candidates) {
        auto newest = find(candidate.claim.serial);
        if (!newest) {
            return newest;
        }
        if ((*newest)->claim.id == candidate.claim.id) {
            return newest;
        }
    }
    return std::nullopt;
}

Result<ClaimRows::Place> ClaimRows::place_of(const ClaimId& id) {
    auto statement = database_.query("SELECT serial, superseded FROM claims WHERE id = ?", id.bytes());
    if (!statement) {
        return statement.failure();
    }
    const auto row = statement->step();
    if (!row) {
        return row.failure();
    }
    if (!*row) {
        return fail(ErrorCode::claim_unknown, {{"claim", id.text()}});
    }
    return Place{statement->blob(0), statement->integer(1)};
}

Result<std::vector<ClaimRecord>> ClaimRows::list(const ClaimFilter& filter, const std::optional<ClaimId>& after,
                                                 std::size_t claims_max) {
    const Bytes lowest(serial_number_size_bytes, 0x00);
    const Bytes highest(serial_number_size_bytes, 0xff);
    Place from{filter.first ? Bytes(filter.first->bytes().begin(), filter.first->bytes().end()) : lowest, -1};
    if (after) {
        auto place = place_of(*after);
        if (!place) {
            return place.failure();
        }
        from = *std::move(place);
    }
    const std::string order = filter.order ? filter.order->text() : "";
    const std::string station = filter.station ? filter.station->text() : "";
    const Bytes kg = filter.kg ? Bytes(filter.kg->bytes().begin(), filter.kg->bytes().end()) : Bytes();
    return read_all(database_.query(
        "SELECT " KEYLINE_CLAIM_COLUMNS " FROM claims WHERE serial >= ? AND serial <= ? "
        "AND (serial > ? OR superseded > ?) AND order_id = coalesce(?, order_id) AND station = coalesce(?, station) "
        "AND kg = coalesce(?, kg) ORDER BY serial, superseded LIMIT ?",
        ByteView(from.serial), filter.last ? filter.last->bytes() : ByteView(highest), ByteView(from.serial),
        from.superseded, filter.order ? std::optional<std::string_view>(order) : std::nullopt,
        filter.station ? std::optional<std::string_view>(station) : std::nullopt,
        filter.kg ? std::optional<ByteView>(kg) : std::nullopt, claims_max));
}

Status ClaimRows::insert(const ClaimRecord& record) {
    const Claim& claim = record.claim;
    auto inserted = database_.run(
        "INSERT INTO claims (" KEYLINE_CLAIM_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        claim.id.bytes(), claim.order.text(), claim.station.text(), claim.serial.bytes(), claim.uid.bytes(),
        ByteView(record.escrow), record.kg.bytes(), record.kek.bytes(), text_of(claim.state), claim.attempts,
        claim.reissues, claim.proved_written, claim.proved_closed, view_of(claim.held_from), view_of(claim.rekey_uid));
    if (inserted) {
        return {};
    }
    const auto constraint = inserted.error().arg("constraint");
    if (constraint.substr(0, constraint.find(',')) == "claims.serial") {
        return fail(ErrorCode::serial_taken, {{"serial", claim.serial.text()}});
    }
    if (constraint == "claims.uid") {
        return fail(ErrorCode::uid_bound, {{"uid", claim.uid.text()}});
    }
    return inserted;
}

Status ClaimRows::update(const Claim& claim) {
    if (auto updated = database_.run(
            "UPDATE claims SET state = ?, attempts = ?, reissues = ?, proved_written = ?, proved_closed = ?, "
            "station = ?, held_from = ?, rekey_uid = ?, superseded = CASE ? WHEN 'superseded' THEN number ELSE 0 END "
            "WHERE id = ?",
            text_of(claim.state), claim.attempts, claim.reissues, claim.proved_written, claim.proved_closed,
            claim.station.text(), view_of(claim.held_from), view_of(claim.rekey_uid), text_of(claim.state),
            claim.id.bytes());
        !updated) {
        return updated;
    }
    return database_.rows_changed() == 1 ? Status{} : Status(fail(ErrorCode::claim_unknown));
}

#undef KEYLINE_CLAIM_COLUMNS
} // namespace keyline::db
