// A lane with a lock in memory, and the person who works at it.
#pragma once

#include "provisioning/line/lane.h"
#include "tests/support/memory_ports.h"
#include "tests/support/software_lock.h"

#include <functional>

namespace keyline::test {

// Does something each time the lane waits: that is when a person acts.
class ScriptedObserver final : public LaneObserver {
  public:
    std::function<void(LaneWaits)> when_waiting = [](LaneWaits) {};
    std::function<void(const UnitResult&)> when_done = [](const UnitResult&) {};
    std::vector<UnitResult> results;
    void on_line(Line /*line*/, const std::optional<SerialNumber>& /*serial*/) override {}
    void on_progress(std::size_t /*done*/, std::size_t /*total*/) override {}
    void on_waiting(LaneWaits what) override { when_waiting(what); }
    void on_unit(const LockIdentity& /*lock*/, Resume /*resume*/) override {}
    void on_result(const UnitResult& result, std::chrono::milliseconds /*took*/) override {
        results.push_back(result);
        when_done(result);
    }
};

// The real time passes quickly enough: nothing here is asserted about it.
class RealClock final : public Clock {
  public:
    std::chrono::system_clock::time_point utc() const override { return std::chrono::system_clock::now(); }
    std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::now(); }
};

struct Bench {
    MemoryRegistry registry;
    SoftwareVault vault;
    RealClock clock;
    SeededRandom random;
    Issuer issuer{registry, clock, random};
    DirectKeyService keys{issuer, vault, *StationId::parse("demo")};
    MemoryAuditLog log;
    MemoryHolds holds;
    SoftwareLock lock;
    ScriptedObserver observer;
    std::stop_source stop;
    WorkOrder order = *keys.create_order({{*ProfileName::parse("demo"), DeviceType(1), 256, ""},
                                          *SerialNumber::parse("0001-000000000001"),
                                          {},
                                          5,
                                          {},
                                          {}});
    SubstitutionTable table = *keys.table(order.id);
    unsigned units_inserted = 0;

    void insert_unit() {
        lock.chip = SoftwareLock::Chip();
        lock.chip->kg = vault.kg;
        lock.chip->uid = *ChipUid::parse("001122334455660" + std::to_string(++units_inserted));
    }
    // An operator who takes each unit away and puts the next one in.
    void work_the_line() {
        observer.when_waiting = [this](LaneWaits what) {
            if (what == LaneWaits::for_removal) {
                lock.chip.reset();
            } else if (what == LaneWaits::for_unit) {
                insert_unit();
            }
        };
    }
    LaneReport run(WorkSource& work, std::optional<std::chrono::milliseconds> wait_max = {}) {
        Lane lane({1, wait_max}, {lock, keys, log, random, clock, holds, observer}, order, table, work);
        return lane.run(stop.get_token());
    }
};

} // namespace keyline::test
