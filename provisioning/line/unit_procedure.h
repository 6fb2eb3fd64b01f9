// The unit procedure: one lock from claim to pass, top to bottom; resumed units enter it where plan_resume() says.
// Threads: the lane's. Blocks for as long as its ports' deadlines allow. Nothing irreversible is done that the log does
// not yet announce.
#pragma once

#include "provisioning/line/transitions.h"
#include "provisioning/line/unit_result.h"
#include "provisioning/ports/audit_log.h"
#include "provisioning/ports/key_service.h"
#include "provisioning/ports/random.h"

namespace keyline {

// Told what the unit is about to do. Called in the lane's thread; must return soon.
class UnitObserver {
  public:
    virtual ~UnitObserver() = default;
    virtual void on_line(Line line, const std::optional<SerialNumber>& serial) = 0;
    virtual void on_progress(std::size_t bytes_done, std::size_t bytes_total) = 0;
};

struct UnitPorts {
    LockLink& lock;
    KeyService& keys;
    AuditLog& log;
    Random& random;
    UnitObserver& observer;
};

struct UnitJob {
    unsigned lane = 0;
    const WorkOrder& order;
    const SubstitutionTable& table;
    std::optional<SerialNumber> serial; // asked for; none: the order's next
};

// Is this a lock that the order is for? lock_wrong_type, lock_wrong_kg, lock_wrong_table_size. Nothing is written.
Status check_lock_fits(const LockIdentity& lock, const WorkOrder& order);

// `plan` comes from plan_resume(record, lock) and is neither taken nor refuse; `record` is there unless it is claim.
UnitResult provision_unit(const UnitPorts& ports, const UnitJob& job, const LockIdentity& lock,
                          const std::optional<UnitRecord>& record, const ResumePlan& plan);

} // namespace keyline
