#include "db/unit_projection.h"

#include <algorithm>

namespace keyline::db {

const std::string_view projection_schema = R"sql(
CREATE TABLE units (
    first_seq INTEGER PRIMARY KEY,
    last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
    claim BLOB NOT NULL UNIQUE,
    order_id TEXT NOT NULL,
    uid BLOB NOT NULL,
    serial BLOB,
    lane INTEGER NOT NULL,
    last TEXT NOT NULL,
    code TEXT NOT NULL,
    reported INTEGER NOT NULL CHECK (reported IN (0, 1))
) STRICT;
CREATE INDEX units_by_uid ON units (uid, first_seq);
CREATE INDEX units_by_serial ON units (serial, first_seq) WHERE serial IS NOT NULL;
CREATE INDEX units_open ON units (first_seq)
    WHERE last NOT IN ('unit.passed', 'unit.failed', 'unit.quarantined', 'unit.aborted');
CREATE INDEX units_unreported ON units (last_seq)
    WHERE reported = 0 AND last IN ('unit.passed', 'unit.failed', 'unit.quarantined');
CREATE TABLE subjects (
    subject BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;
)sql";

namespace {
tl::unexpected<Error> refused(std::string reason) {
    return fail(ErrorCode::value_malformed, {{"value", "unit event"}, {"reason", std::move(reason)}});
}

std::string code_in(const AuditEvent& event, UnitEventKind kind) {
    for (const auto& [name, value] : event.details) {
        if (name == "code") {
            return value;
        }
    }
    return kind == UnitEventKind::passed ? "ok" : "";
}

Bytes to_bytes(ByteView view) {
    return {view.begin(), view.end()};
}

Result<std::vector<std::uint64_t>> numbers_in(Statement& statement) {
    std::vector<std::uint64_t> numbers;
    for (;;) {
        const auto row = statement.step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return numbers;
        }
        numbers.push_back(static_cast<std::uint64_t>(statement.integer(0)));
    }
}

#define KEYLINE_UNIT_COLUMNS "first_seq, last_seq, claim, order_id, uid, serial, lane, last, code, reported"
} // namespace

Result<std::optional<UnitRow>> moved(const std::optional<UnitRow>& before, const AuditEvent& event, std::uint64_t seq) {
    const auto kind = parse_unit_event_kind(event.event);
    if (!kind || *kind == UnitEventKind::refused || *kind == UnitEventKind::interrupted) {
        return std::nullopt;
    }
    if (!event.claim) {
        return refused("without a claim");
    }
    if (before && before->unit.last == UnitEventKind::passed) {
        return refused("after the pass");
    }
    std::optional<UnitRow> row = before;
    if (!row) {
        if (*kind != UnitEventKind::claiming || !event.order || !event.uid) {
            return refused("of a claim that has not begun");
        }
        row = UnitRow{{*event.claim, *event.order, *event.uid, {}, 0, *kind, {}}, seq};
    } else if ((event.order && *event.order != row->unit.order) || (event.uid && *event.uid != row->unit.uid) ||
               (event.serial && row->unit.serial && *event.serial != *row->unit.serial)) {
        return refused("order, chip or serial number is not the claim's");
    }
    row->unit.seq = seq;
    if (event.serial && *kind != UnitEventKind::claiming) { // what was asked for is not yet the unit's
        row->unit.serial = event.serial;
    }
    row->unit.lane = event.lane.value_or(row->unit.lane);
    row->unit.last = *kind;
    row->unit.reported = false;
    if (is_end(*kind)) {
        row->unit.code = code_in(event, *kind);
    }
    return row;
}

Status UnitProjection::apply(const AuditEvent& event, std::uint64_t seq) {
    std::optional<UnitRow> before;
    if (event.claim) {
        auto found = unit(*event.claim);
        if (!found) {
            return found.failure();
        }
        before = *std::move(found);
    }
    const auto after = moved(before, event, seq);
    if (!after) {
        return after.failure();
    }
    if (*after) {
        if (auto stored = store(**after); !stored) {
            return stored;
        }
    }
    for (const Bytes& subject : subjects_of(event)) {
        if (auto stored = database_->run("INSERT INTO subjects (subject, seq) VALUES (?, ?)", ByteView(subject), seq);
            !stored) {
            return stored;
        }
    }
    return {};
}

Status UnitProjection::store(const UnitRow& row) {
    const UnitRecord& unit = row.unit;
    const auto serial = unit.serial ? std::optional(unit.serial->bytes()) : std::nullopt;
    return database_->run("INSERT INTO units (" KEYLINE_UNIT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                          "ON CONFLICT (first_seq) DO UPDATE SET last_seq = excluded.last_seq, serial = "
                          "excluded.serial, lane = excluded.lane, last = excluded.last, code = excluded.code, "
                          "reported = excluded.reported",
                          row.first_seq, unit.seq, unit.claim.bytes(), unit.order.text(), unit.uid.bytes(), serial,
                          unit.lane, text_of(unit.last), unit.code, unit.reported ? 1 : 0);
}

Result<UnitRow> UnitProjection::read(const Statement& row) {
    auto claim = ClaimId::from_bytes(row.blob(2));
    auto order = OrderId::parse(row.text(3));
    auto uid = ChipUid::from_bytes(row.blob(4));
    const auto kind = parse_unit_event_kind(row.text(7));
    if (!claim || !order || !uid || !kind) {
        return database_->unsound("the record of unit " + std::to_string(row.integer(0)));
    }
    UnitRow unit{{*claim, *order, *uid, {}, static_cast<unsigned>(row.integer(6)), *kind, row.text(8)},
                 static_cast<std::uint64_t>(row.integer(0))};
    unit.unit.reported = row.integer(9) == 1;
    unit.unit.seq = static_cast<std::uint64_t>(row.integer(1));
    if (!row.is_null(5)) {
        const auto serial = SerialNumber::from_bytes(row.blob(5));
        if (!serial) {
            return database_->unsound("the record of unit " + std::to_string(row.integer(0)));
        }
        unit.unit.serial = *serial;
    }
    return unit;
}

Result<std::vector<UnitRow>> UnitProjection::read_all(Result<Statement> statement) {
    if (!statement) {
        return statement.failure();
    }
    std::vector<UnitRow> rows;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return row.failure();
        }
        if (!*row) {
            return rows;
        }
        auto unit = read(*statement);
        if (!unit) {
            return unit.failure();
        }
        rows.push_back(*std::move(unit));
    }
}

Result<std::optional<UnitRow>> UnitProjection::read_one(Result<Statement> statement) {
    auto rows = read_all(std::move(statement));
    if (!rows) {
        return rows.failure();
    }
    return rows->empty() ? std::nullopt : std::optional(std::move(rows->front()));
}

Result<std::optional<UnitRow>> UnitProjection::unit(const ClaimId& claim) {
    return read_one(database_->query("SELECT " KEYLINE_UNIT_COLUMNS " FROM units WHERE claim = ?", claim.bytes()));
}

Result<std::optional<UnitRow>> UnitProjection::newest_unit(const ChipUid& uid) {
    return read_one(database_->query(
        "SELECT " KEYLINE_UNIT_COLUMNS " FROM units WHERE uid = ? ORDER BY first_seq DESC LIMIT 1", uid.bytes()));
}

Result<std::optional<UnitRow>> UnitProjection::newest_unit(const SerialNumber& serial) {
    return read_one(database_->query(
        "SELECT " KEYLINE_UNIT_COLUMNS " FROM units WHERE serial = ? ORDER BY first_seq DESC LIMIT 1", serial.bytes()));
}

Result<std::vector<UnitRow>> UnitProjection::open_units() {
    return read_all(
        database_->query("SELECT " KEYLINE_UNIT_COLUMNS " FROM units INDEXED BY units_open "
                         "WHERE last NOT IN ('unit.passed', 'unit.failed', 'unit.quarantined', 'unit.aborted') "
                         "AND last <> 'unit.withdrawn' ORDER BY first_seq"));
}

Result<std::vector<UnitRow>> UnitProjection::unreported_units(std::size_t units_max) {
    return read_all(database_->query(
        "SELECT " KEYLINE_UNIT_COLUMNS " FROM units INDEXED BY units_unreported "
        "WHERE reported = 0 AND last IN ('unit.passed', 'unit.failed', 'unit.quarantined') ORDER BY last_seq LIMIT ?",
        units_max));
}

Status UnitProjection::mark_reported(const ClaimId& claim, std::uint64_t end_seq) {
    return database_->run("UPDATE units SET reported = 1 WHERE claim = ? AND last_seq = ?", claim.bytes(), end_seq);
}

Result<std::uint64_t> UnitProjection::units() {
    const auto count = database_->integer("SELECT count(*) FROM units");
    return count ? Result<std::uint64_t>(static_cast<std::uint64_t>(*count)) : count.failure();
}

Result<std::uint64_t> UnitProjection::passes_of(const SerialNumber& serial) {
    const auto count =
        database_->integer("SELECT count(*) FROM units WHERE serial = ? AND last = 'unit.passed'", serial.bytes());
    return count ? Result<std::uint64_t>(static_cast<std::uint64_t>(*count)) : count.failure();
}

std::vector<Bytes> UnitProjection::subjects_of(const AuditEvent& event) {
    std::vector<Bytes> subjects;
    if (event.claim) {
        subjects.push_back(to_bytes(event.claim->bytes()));
    }
    const bool found_by_claim = event.claim && event.event != text_of(UnitEventKind::claiming);
    if (event.serial && !found_by_claim) {
        subjects.push_back(to_bytes(event.serial->bytes()));
    }
    if (event.uid && !event.claim && (subjects.empty() || !equal(subjects.front(), event.uid->bytes()))) {
        subjects.push_back(to_bytes(event.uid->bytes()));
    }
    return subjects;
}

Result<std::vector<std::uint64_t>> UnitProjection::indexed(ByteView subject, std::uint64_t from, std::uint64_t to) {
    auto statement = database_->query(
        "SELECT seq FROM subjects WHERE subject = ? AND seq >= ? AND seq < ? ORDER BY seq", subject, from, to);
    return statement ? numbers_in(*statement) : statement.failure();
}

Result<std::uint64_t> UnitProjection::indexed() {
    const auto count = database_->integer("SELECT count(*) FROM subjects");
    return count ? Result<std::uint64_t>(static_cast<std::uint64_t>(*count)) : count.failure();
}

Result<std::vector<std::uint64_t>> UnitProjection::entries_about(const std::vector<Bytes>& subjects,
                                                                 std::size_t entries_max) {
    std::vector<std::uint64_t> entries;
    for (const Bytes& subject : subjects) {
        auto statement = database_->query("SELECT seq FROM subjects WHERE subject = ? ORDER BY seq LIMIT ?",
                                          ByteView(subject), entries_max);
        const auto numbers = statement ? numbers_in(*statement) : statement.failure();
        if (!numbers) {
            return numbers.failure();
        }
        entries.insert(entries.end(), numbers->begin(), numbers->end());
    }
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    entries.resize(std::min(entries.size(), entries_max));
    return entries;
}

Result<std::vector<Bytes>> UnitProjection::subjects_about(const SerialNumber& serial) {
    const auto units = read_all(database_->query(
        "SELECT " KEYLINE_UNIT_COLUMNS " FROM units WHERE serial = ? ORDER BY first_seq", serial.bytes()));
    if (!units) {
        return units.failure();
    }
    std::vector<Bytes> subjects{to_bytes(serial.bytes())};
    for (const UnitRow& row : *units) {
        subjects.push_back(to_bytes(row.unit.claim.bytes()));
        subjects.push_back(to_bytes(row.unit.uid.bytes()));
    }
    return subjects;
}

Result<std::vector<Bytes>> UnitProjection::subjects_about(const ChipUid& uid) {
    const auto units = read_all(
        database_->query("SELECT " KEYLINE_UNIT_COLUMNS " FROM units WHERE uid = ? ORDER BY first_seq", uid.bytes()));
    if (!units) {
        return units.failure();
    }
    std::vector<Bytes> subjects{to_bytes(uid.bytes())};
    for (const UnitRow& row : *units) {
        subjects.push_back(to_bytes(row.unit.claim.bytes()));
        if (row.unit.serial) {
            subjects.push_back(to_bytes(row.unit.serial->bytes()));
        }
    }
    return subjects;
}

#undef KEYLINE_UNIT_COLUMNS
} // namespace keyline::db
