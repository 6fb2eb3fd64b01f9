// What the stations' archived logs tell of units: for a registry that was put back from an older backup (reconcile.h).
// Threads: any. Failure: registry_unavailable, registry_unsound: the archive's.
#pragma once

#include "db/store.h"
#include "provisioning/claim.h"

#include <functional>
#include <map>
#include <vector>

namespace keyline::db {

struct ArchivedUnits {
    // The newest end of each claim that was asked for; none for one that is in work again.
    std::map<ClaimId, ClaimState> ends;
    // Issued to a station by its own word, and not known: claim, order, station, number and chip.
    std::vector<Claim> unknown;
};

struct ArchiveQuestions {
    std::function<bool(const ClaimId&)> is_known;
    // Asked of a claim in this station's log.
    std::function<bool(const ClaimId&, const StationId&)> is_end_wanted;
};

Result<ArchivedUnits> read_archived_units(const StorePlace& archive, const Name& environment,
                                          const ArchiveQuestions& questions);

} // namespace keyline::db
