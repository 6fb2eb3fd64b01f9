// One unit over a serial line at its pace, from claim to PASS, beside the time that its bytes need on the wire. The
// unit procedure, the links, the audit log and the key service are the real ones; the simulator counts the bytes. A
// unit waits for durable commits too, so on a slow disk it takes longer: what they cost bare is told beside it.
#include "app/station.h"
#include "fixtures/lock/simulator/control.h"
#include "fixtures/open_lock_link.h"
#include "provisioning/line/unit_procedure.h"
#include "tests/bench/bare_commit.h"
#include "tests/bench/bench.h"
#include "tests/support/demo_station.h"

#include <nlohmann/json.hpp>

namespace keyline::bench {

namespace {

constexpr double bits_per_byte = 10; // 8N1
constexpr double baud = 115'200;
constexpr int reset_ms = 25;   // the lock's own, told apart
constexpr int commits = 8 + 3; // of a unit: its entries in the station's log, and issue and two proofs in the registry

class Silent final : public UnitObserver {
    void on_line(Line /*line*/, const std::optional<SerialNumber>& /*serial*/) override {}
    void on_progress(std::size_t /*bytes_done*/, std::size_t /*bytes_total*/) override {}
};

class PacedLine {
  public:
    explicit PacedLine(int latency_ms)
        : demo_(1, {"--latency-ms", QString::number(latency_ms), "--reset-ms", QString::number(reset_ms)}) {
        if (demo_.init().exit_code != 0) {
            throw std::runtime_error("keyline init");
        }
        const auto id = must(OrderId::parse(demo_.create_order(1'000).toStdString()));
        station_ = must(app::Station::open(demo_.station().toStdString()));
        keys_ = must(station_->keys());
        order_ = must(keys_->order(id));
        table_ = must(keys_->table(id));
        link_ = must(fixtures::open_lock_link(station_->setup().lanes.front().link, nullptr, station_->clock(),
                                              station_->random()));
    }

    struct Unit {
        Seconds took{};    // without the lock's reset
        Seconds on_wire{}; // what its bytes need
    };
    Unit provision_next() {
        const LockIdentity lock = wait_for_blank_unit();
        Silent observer;
        const std::uint64_t bytes_before = bytes_carried();
        UnitResult result;
        const Seconds took = time_of([&] {
            result = provision_unit({*link_, *keys_, station_->log(), station_->random(), observer},
                                    {1, *order_, *table_, {}}, lock, {}, {Resume::claim});
        });
        if (result.outcome != Outcome::passed) {
            throw std::runtime_error("a unit has not passed");
        }
        const auto bytes = static_cast<double>(bytes_carried() - bytes_before);
        return {took - std::chrono::milliseconds(reset_ms), Seconds(bytes * bits_per_byte / baud)};
    }

  private:
    LockIdentity wait_for_blank_unit() {
        while (true) {
            auto lock = link_->identify(); // the simulator changes a finished unit when it is asked some times
            if (lock && lock->state == LockState::blank) {
                return std::move(*lock);
            }
        }
    }
    std::uint64_t bytes_carried() const {
        const auto status =
            must(fixtures::simulator::ask_control(demo_.path("sim/control.sock").toStdString(), "status"));
        return nlohmann::json::parse(status)["lanes"][0]["bytes_carried"].get<std::uint64_t>();
    }

    test::DemoStation demo_;
    std::unique_ptr<app::Station> station_;
    KeyService* keys_ = nullptr;
    std::optional<WorkOrder> order_;
    std::optional<SubstitutionTable> table_;
    std::unique_ptr<LockLink> link_;
};

} // namespace

void measure_unit(Bench& bench) {
    BareCommit bare(bench.scratch() / "bare.db", 400);
    for (const int latency_ms : {0, 16}) {
        PacedLine line(latency_ms);
        std::vector<Seconds> committing;
        std::vector<Seconds> took;
        std::vector<Seconds> on_wire;
        for (int unit = 0; unit < bench.pick(1, 3, 15, 15); ++unit) {
            const PacedLine::Unit one = line.provision_next();
            took.push_back(one.took);
            on_wire.push_back(one.on_wire);
            committing.push_back(time_of([&] { bare.commit_rows(1); }));
        }
        const Seconds wire = quantile(on_wire, 0.5);
        const Seconds median = quantile(took, 0.5);
        const std::string latency =
            latency_ms == 0 ? "no adapter latency" : std::to_string(latency_ms) + " ms adapter latency";
        const Limit limit = at_most(latency_ms == 0 ? 1.10 : 1.25);
        bench.add({"unit: 4 KiB table at 115200 Bd, " + latency, text_of(median),
                   text_of(wire) + ", its bytes on the wire", median / wire, limit});
        const Seconds commit = quantile(committing, 0.5);
        const Seconds rest = median - commits * commit;
        bench.add({"unit: the same without its 11 commits, " + text_of(commit) + " each",
                   text_of(rest),
                   text_of(wire) + ", its bytes on the wire",
                   rest / wire,
                   {}});
    }
}

} // namespace keyline::bench
