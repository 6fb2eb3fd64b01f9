// The station log's view of its units: one row for each claim, moved by unit events in the commit of their entry, and
// an index of which entries are about what. Works inside the caller's transaction. Threads: as its Database.
#pragma once

#include "db/sql.h"
#include "provisioning/unit_event.h"

namespace keyline::db {

// Tables units and subjects.
extern const std::string_view projection_schema;

struct UnitRow {
    UnitRecord unit;
    std::uint64_t first_seq = 0; // of the claim's first event
};

// What a unit event makes of its claim's row; none when it moves nothing. An end's code is its detail "code", "ok" for
// a pass without one. value_malformed {reason}: no claim named, an event of a claim that has not begun or has passed.
Result<std::optional<UnitRow>> moved(const std::optional<UnitRow>& before, const AuditEvent& event, std::uint64_t seq);

class UnitProjection {
  public:
    explicit UnitProjection(Database& database) : database_(&database) {}

    // Moves the unit and indexes the entry.
    Status apply(const AuditEvent& event, std::uint64_t seq);

    Result<std::optional<UnitRow>> unit(const ClaimId& claim);
    Result<std::optional<UnitRow>> newest_unit(const ChipUid& uid);
    Result<std::optional<UnitRow>> newest_unit(const SerialNumber& serial);
    Result<std::vector<UnitRow>> open_units();
    Result<std::vector<UnitRow>> unreported_units(std::size_t units_max);
    Status mark_reported(const ClaimId& claim, std::uint64_t end_seq);
    Result<std::uint64_t> units(); // how many
    Result<std::uint64_t> passes_of(const SerialNumber& serial);

    // What the entry of this event is indexed by: its claim, or, without one, its serial number and its chip; and by
    // the serial number that a claim was begun for.
    static std::vector<Bytes> subjects_of(const AuditEvent& event);
    // Which of the entries `from` to `to` (without it) are indexed by this, in order.
    Result<std::vector<std::uint64_t>> indexed(ByteView subject, std::uint64_t from, std::uint64_t to);
    Result<std::uint64_t> indexed(); // how many
    // Entries about these, in order, without repeats.
    Result<std::vector<std::uint64_t>> entries_about(const std::vector<Bytes>& subjects, std::size_t entries_max);
    // The claims, serial number and chips that entries about a unit can be found by.
    Result<std::vector<Bytes>> subjects_about(const SerialNumber& serial);
    Result<std::vector<Bytes>> subjects_about(const ChipUid& uid);

  private:
    Status store(const UnitRow& row);
    Result<std::vector<UnitRow>> read_all(Result<Statement> statement);
    Result<std::optional<UnitRow>> read_one(Result<Statement> statement);
    Result<UnitRow> read(const Statement& row);

    Database* database_;
};

} // namespace keyline::db
