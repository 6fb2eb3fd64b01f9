// Lane: one place of the fixture. It waits for a unit, takes it through the unit procedure, and holds its result until
// the unit is taken away; the same unit never starts again by itself. A fixture that sees its unit says what is there;
// else the lock does, by answering. Threads: run() is the lane's thread; everything
// it is given outlives it.
#pragma once

#include "provisioning/line/unit_procedure.h"
#include "provisioning/line/work_source.h"
#include "provisioning/ports/clock.h"
#include "provisioning/ports/unit_holds.h"

namespace keyline {

enum class LaneWaits {
    for_unit,    // the place is empty
    for_removal, // a unit that has ended is still there
    for_work,    // for a scan
    for_lid,     // the fixture is open
};

class LaneObserver : public UnitObserver {
  public:
    virtual void on_waiting(LaneWaits what) = 0; // once each time it changes
    virtual void on_unit(const LockIdentity& lock, Resume resume) = 0;
    virtual void on_result(const UnitResult& result, std::chrono::milliseconds took) = 0;
};

enum class LaneEnd {
    finished, // no more work
    stopped,  // a person asked for it
    down,     // the fixture or the audit log failed, or no unit came
};

struct LaneReport {
    LaneEnd end = LaneEnd::finished;
    std::optional<Error> reason; // of down
    // The unit that is still there with its result; for LaneSettings when the lane is run again.
    std::optional<ChipUid> held{};
};

struct LaneSettings {
    unsigned number = 0;
    std::optional<std::chrono::milliseconds> unit_wait_max; // none: for ever
    std::optional<ChipUid> held{};                          // of the run before: it does not start by itself
};

struct LanePorts {
    LockLink& lock;
    KeyService& keys;
    AuditLog& log;
    Random& random;
    Clock& clock;
    UnitHolds& holds;
    LaneObserver& observer;
};

class Lane {
  public:
    static constexpr std::chrono::milliseconds presence_poll_ms{100}; // where only the lock can say that it is there
    static constexpr std::chrono::milliseconds contact_poll_ms{20};   // where the fixture has contacts
    static constexpr std::chrono::milliseconds contacts_ms{100};      // until contacts that were not looked at count
    static constexpr std::chrono::seconds lock_start_s_max{3};        // from power to the first answer

    Lane(const LaneSettings& settings, const LanePorts& ports, const WorkOrder& order, const SubstitutionTable& table,
         WorkSource& work)
        : settings_(settings), ports_(ports), order_(order), table_(table), work_(work), present_(settings.held) {}

    // Until there is no more work, a stop, or a failure. A unit in work is finished first.
    LaneReport run(const std::stop_token& stop);

  private:
    enum class Next { unit, end };
    enum class Place { open, empty, held, to_ask };

    LaneReport work(const std::stop_token& stop);
    // None: a stop, or no more work and no unit that was interrupted.
    Result<std::optional<LockIdentity>> wait_for_new_unit(const std::stop_token& stop);
    Result<Place> look_at_place();
    // None: no new unit, or not yet.
    Result<std::optional<LockIdentity>> ask_for_new_unit();
    void show_no_lock(const Error& reason);
    LaneWaits wait_at(Place place) const;
    Error waited_too_long(Place place) const;
    Status engage();
    bool lock_may_start() const;
    Result<std::optional<WorkTicket>> take_work(const std::stop_token& stop);
    Result<Next> handle_unit(const LockIdentity& lock, const std::stop_token& stop);
    Result<std::optional<UnitRecord>> find_record(const LockIdentity& lock);
    Result<Next> start_new_unit(const LockIdentity& lock, const std::stop_token& stop);
    Result<Next> refuse_unit(const LockIdentity& lock, const Error& reason);
    UnitResult resume_unit(const LockIdentity& lock, const UnitRecord& record, const ResumePlan& plan);
    UnitResult provision(const LockIdentity& lock, const std::optional<SerialNumber>& serial);
    Result<bool> still_there(const LockIdentity& lock);
    Result<Next> show(const UnitResult& result);
    void wait(LaneWaits what);

    LaneSettings settings_;
    LanePorts ports_;
    const WorkOrder& order_;
    const SubstitutionTable& table_;
    WorkSource& work_;

    std::optional<ChipUid> present_;                                  // the unit whose result is held
    bool present_has_passed_ = false;                                 // before this run; there is no result to hold
    bool noise_shown_ = false;                                        // something answers that is no lock
    bool has_contacts_ = false;                                       // the fixture
    bool sees_units_ = false;                                         // one of them says whether a unit is there
    bool held_ = false;                                               // and the unit that it sees has its result
    std::optional<std::chrono::steady_clock::time_point> engaged_at_; // the unit starts since then
    std::optional<LaneWaits> waits_;
    std::chrono::steady_clock::time_point unit_began_;
};

} // namespace keyline
