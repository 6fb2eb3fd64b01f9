// A unit that came back: is it the one that we made, and is it intact? A plain function over what the lock has shown,
// what the key service knows and has checked, and what the record says. It decides nothing about the unit's future, and
// nothing here writes to the lock. Threads: values, no sharing.
#pragma once

#include "provisioning/claim.h"
#include "provisioning/ports/lock_link.h"
#include "provisioning/verification/evidence.h"
#include "provisioning/work_order.h"

#include <string>
#include <vector>

namespace keyline {

// One of the lock's proofs, or of the record's: what came of it.
enum class ProofOutcome {
    right,
    wrong,
    refused,   // the lock does not answer this (any more): a captured one
    not_asked, // no lock at hand, no key to check with, no entry here
};

struct KnownUnit { // in the registry
    Claim claim;
    CheckValue kg;       // of the Kg that its token was wrapped under
    ProductProfile made; // as its order says
};

// X(enumerator, "text")
#define KEYLINE_VERDICTS(X)                                                                                            \
    X(genuine, "genuine and intact")                                                                                   \
    X(altered, "genuine, altered")                                                                                     \
    X(cannot_prove, "known, cannot prove")                                                                             \
    X(not_ours, "not ours")                                                                                            \
    X(clone_suspected, "clone suspected")

enum class Verdict {
#define KEYLINE_ENUMERATOR(enumerator, text) enumerator,
    KEYLINE_VERDICTS(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};
std::string_view name_of(Verdict verdict); // "clone_suspected"
std::string_view text_of(Verdict verdict);
Result<Verdict> parse_verdict(std::string_view name);

// An earlier verification of the same number, anywhere.
struct Sighting {
    std::string time; // as in the log
    std::string station;
    std::optional<ChipUid> uid; // none: its number alone was asked for
    Verdict verdict = Verdict::not_ours;
};

// The newest entry of the unit's way in its station's signed log.
struct SignedEntry {
    std::string event; // "unit.passed"
    std::string time;
    StationId station;
    std::uint64_t index = 0;
    std::uint64_t log_size = 0; // that were signed with it
    std::string firmware{};     // the lock's when it passed; empty: the entry does not say
};

struct ReturnedUnit {
    std::optional<SerialNumber> label; // as printed, typed or scanned
    std::optional<LockIdentity> lock;  // none: only the records are asked
    ProofOutcome self_check = ProofOutcome::not_asked;
    ProofOutcome capture = ProofOutcome::not_asked; // checked by the key service, which drew the challenge
    ProofOutcome table = ProofOutcome::not_asked;
    std::vector<KnownUnit> of_serial; // everything that ever had this number, the newest last
    std::optional<KnownUnit> of_chip; // what is living with this chip
    ProofOutcome entry =
        ProofOutcome::not_asked; // its pass on record, in what was signed, and about this number and chip
    std::optional<SignedEntry> signed_entry{};
    std::vector<Sighting> sightings{}; // oldest first
};

enum class CheckResult {
    right,
    wrong,
    not_checked,
    noted, // neither good nor bad: for whoever reads the report
};
std::string_view text_of(CheckResult result); // "right", "not checked"

struct UnitCheck {
    std::string name; // "capture challenge"
    CheckResult result;
    std::vector<Evidence> evidence;
};

struct Assessment {
    Verdict verdict = Verdict::not_ours;
    std::vector<UnitCheck> checks;
};

// The number that the unit shows: the lock's own, else the label's.
std::optional<SerialNumber> number_of(const ReturnedUnit& unit);
// Which of those known it would be: of its number, the one with its chip, else the newest; else what its chip is.
const KnownUnit* unit_in_question(const ReturnedUnit& unit);

Assessment assess(const ReturnedUnit& unit);

} // namespace keyline
