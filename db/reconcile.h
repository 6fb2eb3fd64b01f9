// Makes a registry and its escrow copies level again: after it was put back from an older backup, and when a copy is
// new.
//     1. every claim that a copy has and the registry lacks comes back, with its escrow, as open
//     2. one that is open gets the end that its station's archived log tells; only when the registry is an older one
//     3. a unit that only a station's log knows has lost its key: told, and nothing is issued, unless it is to be
//        scrapped; then its number is kept from ever being used again
//     4. every claim that the registry has and keyd's own copy lacks goes into that copy
//     5. keyd's own log gets an entry for each unit that was changed, and one for the whole, with who and why
// Where a re-key or a scrapped unit was lost with the newer registry, two claims would have one number or chip: the
// older becomes superseded or scrapped when it is in a copy, too; otherwise both are in conflict: that in the registry
// is quarantined, the other key stays in the copy.
// Broken off, it is begun again. Memory: about 16 bytes a unit. Threads: called once; the keyd of `copy` is stopped.
// Errors: those of registry, archive, and copies (escrow_unavailable, escrow_unsound); order_unknown {orders}: they are
// younger than the backup and have to be made again first; registry_not_reconciled {units}: keys are lost.
#pragma once

#include "db/store.h"
#include "provisioning/claim.h"
#include "provisioning/ports/clock.h"

#include <functional>

namespace keyline::db {

enum class UnitFinding {
    brought_back,
    ended,    // open, with its end from the station's log now
    replaced, // the older claim of a number or chip: superseded or scrapped now
    conflict, // another claim in the registry has its number or chip
    lost,     // its key is nowhere
};
std::string_view text_of(UnitFinding finding); // "brought back"

struct ReconcileOptions {
    StorePlace registry;
    StorePlace archive;
    Name environment;
    Clock& clock;
    std::filesystem::path copy;
    std::string new_copy; // not empty: the copy is not there and is to be made with this name, 32 hex digits
    std::vector<std::filesystem::path> other_copies; // of other keyd; read only
    enum class Lost { refused, scrapped } lost = Lost::refused;
    std::string by; // who asked for it
    std::string reason;
    std::function<void(UnitFinding, const Claim&)> tell;
};

struct Reconciliation {
    bool was_older = false;   // the registry
    std::uint64_t copied = 0; // claims in the copies
    std::uint64_t added = 0;  // to keyd's own copy
    std::uint64_t brought_back = 0;
    std::uint64_t ended = 0;
    std::uint64_t replaced = 0;
    std::uint64_t conflicts = 0;
    std::uint64_t lost = 0;
};

Result<Reconciliation> reconcile(const ReconcileOptions& options);

} // namespace keyline::db
