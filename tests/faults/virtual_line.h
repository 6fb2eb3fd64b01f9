// Time that costs nothing: the station waits, and its waiting is what lets the simulated lane go on. One thread for
// both sides, so every run of a seed is the same to the byte. The station's side is a ByteLink and a Clock; the lock's
// side is the simulator's own lane, wire and port.
#pragma once

#include "fixtures/byte_link.h"
#include "fixtures/lock/simulator/lane.h"
#include "provisioning/ports/clock.h"

#include <functional>

namespace keyline::test {

// The bytes between a station and a lane.
struct VirtualLine {
    std::deque<std::uint8_t> to_lock;
    std::deque<std::uint8_t> to_station;
    bool connected = false;
    bool gone = false; // the station has closed, and the lock's side does not know yet
};

// A run that does not end by itself; thrown through whatever was waiting.
struct RunOverdue {};

class VirtualWorld final : public Clock {
  public:
    static constexpr std::chrono::hours time_max{4};
    static constexpr std::uint64_t steps_max = 20'000'000;

    std::chrono::system_clock::time_point utc() const override;
    std::chrono::steady_clock::time_point monotonic() const override { return now_; }
    void pause(const std::stop_token& stop, std::chrono::milliseconds time) override;

    // What lives in this time besides the station; null: an empty place. `act` is a person at the fixture: called at
    // each step, says when to be called next.
    fixtures::simulator::Lane* lane = nullptr;
    std::function<std::optional<fixtures::TimePoint>(fixtures::TimePoint now)> act;

    // Until `done`, or that time.
    void run(fixtures::TimePoint until, const std::function<bool()>& done);

  private:
    fixtures::TimePoint now_{std::chrono::seconds(1'000)};
    std::uint64_t steps_ = 0;
};

// The lock's end.
std::unique_ptr<fixtures::simulator::Endpoint> make_virtual_endpoint(VirtualLine& line);
// The station's end: one at a time.
std::unique_ptr<fixtures::ByteLink> open_virtual_link(VirtualLine& line, VirtualWorld& world);

} // namespace keyline::test
