// What goes on record. UnitEventKind: the unit's way (DESIGN.md, "A unit's way"). AuditEvent: any entry of an audit
// log, before the log adds sequence, time, station and operator.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/serial_number.h"

#include <optional>

namespace keyline {

enum class UnitEventKind {
    claiming,    // a claim id is drawn; keyd may or may not know it
    issued,      // keyd has answered: the serial number is this unit's
    writing,     // the lock may hold any part of token and table from here on
    written,     // the lock's self-check is right
    proved,      // keyd has checked capture challenge and table proof
    closing,     // the lock may be closed from here on
    closed,      // closed, reset, identified and proved again
    passed,      // an end
    failed,      // an end; the same claim may be tried again
    quarantined, // an end: what the lock holds is not known
    aborted,     // an end: keyd never knew the claim, nothing was written
    refused,     // no claim was made: the unit is not one for this order
    interrupted, // the station or its services failed; the unit stays where it was
    released,    // a person let a quarantined unit be tried again, as one that has failed
    withdrawn,   // an end: a person scrapped or re-keyed the unit, or gave it to another station
};

std::string_view text_of(UnitEventKind kind); // "unit.claiming"
Result<UnitEventKind> parse_unit_event_kind(std::string_view text);
// passed, failed, quarantined, aborted, withdrawn.
bool is_end(UnitEventKind kind);

struct AuditEvent {
    std::string event; // "unit.claiming", "station.started", "order.created"
    std::optional<unsigned> lane;
    std::optional<OrderId> order;
    std::optional<ClaimId> claim;
    std::optional<SerialNumber> serial;
    std::optional<ChipUid> uid;
    Error::Args details; // safe to show: check values and keyed digests, never a key, PEK, PIN, token or table
};

// A unit as the log's projection knows it: the newest durable event of its newest claim.
struct UnitRecord {
    ClaimId claim;
    OrderId order;
    ChipUid uid;
    std::optional<SerialNumber> serial; // none before unit.issued
    unsigned lane = 0;
    UnitEventKind last = UnitEventKind::claiming; // never refused or interrupted
    std::string code;                             // of the newest end: "ok" or an error code
    bool reported = false;                        // keyd has acknowledged the end
    std::uint64_t seq = 0;                        // of that newest event's entry
};

} // namespace keyline
