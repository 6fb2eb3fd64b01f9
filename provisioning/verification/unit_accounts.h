// UnitAccounts: every unit of one or more orders, as the key service's registry has it, as its archive of the stations'
// logs tells of it, and as a station's own log does. Fed from each, in any order of sources, the events of one log in
// their own order; then compared unit by unit. Memory: some hundred bytes a unit. Threads: values, no sharing.
#pragma once

#include "provisioning/claim.h"
#include "provisioning/unit_event.h"
#include "provisioning/work_order.h"

#include <map>

namespace keyline {

enum class UnitSource { archive, log };

// X(enumerator, "text", severity): what is different about a unit, or an order.
#define KEYLINE_ACCOUNT_FINDINGS(X)                                                                                    \
    X(not_archived, "the station's log is ahead of the archive", pending)                                              \
    X(not_reported, "its end has not been reported to the key service yet", pending)                                   \
    X(in_work, "it is being tried again", pending)                                                                     \
    X(decided_since, "a person has decided about it since", explained)                                                 \
    X(unknown_to_registry, "a log has it, the registry has not", wrong)                                                \
    X(unknown_to_archive, "the registry has it, the archive of its station has not", wrong)                            \
    X(unknown_to_log, "the registry has it, this station's log has not", wrong)                                        \
    X(other_number, "its serial number is another one in a log", wrong)                                                \
    X(other_chip, "its chip is another one in a log", wrong)                                                           \
    X(other_order, "its order is another one in a log", wrong)                                                         \
    X(pass_not_proved, "passed, but the key service has not seen its proofs", wrong)                                   \
    X(passed_without_log, "passed in the registry, but in no log", wrong)                                              \
    X(passed_only_in_log, "passed in a log, but not in the registry", wrong)                                           \
    X(other_end, "registry and log tell of different ends", wrong)                                                     \
    X(archive_differs, "archive and the station's own log tell of different ends", wrong)                              \
    X(counts_differ, "the order's counts are not those of its units", wrong)                                           \
    X(quota_exceeded, "more units are passed or may pass than the quota allows", wrong)

enum class AccountFinding {
#define KEYLINE_ENUMERATOR(enumerator, ...) enumerator,
    KEYLINE_ACCOUNT_FINDINGS(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
};
enum class Severity { explained, pending, wrong };
std::string_view text_of(Severity severity);      // "wrong"
std::string_view name_of(AccountFinding finding); // "not_archived"
std::string_view text_of(AccountFinding finding);
Severity severity_of(AccountFinding finding);

struct UnitDifference {
    AccountFinding finding;
    OrderId order;
    std::optional<ClaimId> claim{}; // none: the order's
    std::optional<SerialNumber> serial{};
    std::string registry{}; // the state, or the counts, there; empty: unknown there
    std::string archive{};
    std::string log{};
};

struct LogCounts {
    std::uint64_t issued = 0;
    std::uint64_t outstanding = 0;
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t withdrawn = 0; // scrapped, re-keyed, or given to another station
};

struct OrderAccount {
    OrderCounts registry{}; // of its units, but for the attempts
    LogCounts archive{};
    LogCounts log{}; // this station's own
};

class UnitAccounts {
  public:
    // `own`: whose log is read. `archived`: is the archive read too?
    enum class Archived { no, yes };
    UnitAccounts(StationId own, Archived archived) : own_(std::move(own)), archived_(archived) {}

    void add(const WorkOrder& order);
    void add(const Claim& claim); // of the registry
    // An entry of the station's log; what is no unit's, or another order's than those added, is overlooked.
    void add(UnitSource source, const StationId& station, const AuditEvent& event);

    const std::map<OrderId, OrderAccount>& orders(); // counted now
    std::vector<UnitDifference> differences() const; // the orders', then by serial number

  private:
    struct Seen { // in the log of one station
        UnitEventKind last = UnitEventKind::claiming;
        bool issued = false;
        std::optional<SerialNumber> serial{};
        std::optional<ChipUid> uid{};
        OrderId order;
    };
    struct Unit {
        std::optional<Claim> claim{};
        std::map<StationId, Seen> archive{}; // several after a transfer
        std::optional<Seen> log{};
    };

    void compare(const ClaimId& id, const Unit& unit, std::vector<UnitDifference>& found) const;
    std::optional<AccountFinding> compare_claim(const Claim& claim, const Unit& unit) const;
    std::optional<AccountFinding> compare_ends(const Claim& claim, const Seen& seen) const;
    std::optional<AccountFinding> compare_logs(const Unit& unit) const;
    void check_order(const WorkOrder& order, std::vector<UnitDifference>& found) const;
    OrderCounts counts_of(const OrderId& order) const;

    StationId own_;
    Archived archived_;
    std::map<OrderId, WorkOrder> asked_;
    std::map<OrderId, OrderAccount> accounts_;
    std::map<OrderId, OrderCounts> registry_;
    std::map<ClaimId, Unit> units_;
};

} // namespace keyline
