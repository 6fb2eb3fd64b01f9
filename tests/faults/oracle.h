// What the station and its key service say, against what the simulated chips hold. Reads flash, registry and log; asks
// nobody who could lie. Threads: pure functions over files that nobody writes meanwhile.
#pragma once

#include "db/audit_log.h"
#include "fixtures/lock/simulator/simulated_lock.h"
#include "tests/faults/key_side.h"

namespace keyline::test {

struct Evidence {
    KeySide& keys;
    db::StationAuditLog& log; // the outbox is empty
    std::filesystem::path log_path;
    std::filesystem::path units; // the simulator's directory of chips
    fixtures::simulator::LockModel model;
    OrderId order;
    const SubstitutionTable& table;
    std::set<SerialNumber> shown_passed; // by the lane, to a person
};

// What is not as it has to be with a unit that passed, as this chip's flash stands; empty: all is right.
std::string why_not_passed(const std::filesystem::path& chip, const Evidence& evidence, const SerialNumber& serial);

// Every rule that does not hold; empty: all do.
std::vector<std::string> broken_rules(const Evidence& evidence);

} // namespace keyline::test
