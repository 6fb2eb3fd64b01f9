#include "tests/faults/virtual_line.h"

#include <algorithm>

namespace keyline::test {

namespace {

using fixtures::TimePoint;
using fixtures::simulator::Endpoint;

constexpr std::chrono::seconds utc_at_start{1'800'000'000};
constexpr std::chrono::microseconds step_us_min{1};

std::size_t take(std::deque<std::uint8_t>& from, std::span<std::uint8_t> to) {
    const std::size_t count = std::min(from.size(), to.size());
    std::copy_n(from.begin(), count, to.begin());
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
}

class VirtualEndpoint final : public Endpoint {
  public:
    explicit VirtualEndpoint(VirtualLine& line) : line_(line) {}
    int descriptor() const override { return -1; }
    Read read(std::span<std::uint8_t> bytes) override {
        if (const std::size_t count = take(line_.to_lock, bytes); count > 0) {
            return {Event::bytes, count};
        }
        return {std::exchange(line_.gone, false) ? Event::gone : Event::none, 0};
    }
    std::size_t write(ByteView bytes) override {
        if (line_.connected) {
            line_.to_station.insert(line_.to_station.end(), bytes.begin(), bytes.end());
        }
        return bytes.size();
    }
    unsigned baud() const override { return 0; }
    void hang_up() override {
        line_.connected = false;
        line_.to_lock.clear();
        line_.to_station.clear();
    }

  private:
    VirtualLine& line_;
};

class VirtualLink final : public fixtures::ByteLink {
  public:
    VirtualLink(VirtualLine& line, VirtualWorld& world) : line_(line), world_(world) {
        line_.connected = true;
        line_.to_station.clear();
    }
    VirtualLink(const VirtualLink&) = delete;
    VirtualLink& operator=(const VirtualLink&) = delete;
    ~VirtualLink() override {
        line_.gone = line_.connected;
        line_.connected = false;
        line_.to_lock.clear();
        wake();
    }
    Result<std::size_t> read(std::span<std::uint8_t> buffer, TimePoint deadline) override {
        world_.run(deadline, [this] { return !line_.to_station.empty() || !line_.connected; });
        if (!line_.to_station.empty()) {
            return take(line_.to_station, buffer);
        }
        return line_.connected ? Result<std::size_t>(0) : fail(ErrorCode::fixture_hung_up, {{"port", "lane 1"}});
    }
    Status write(ByteView bytes, TimePoint /*deadline*/) override {
        if (!line_.connected) {
            return fail(ErrorCode::fixture_hung_up, {{"port", "lane 1"}});
        }
        line_.to_lock.insert(line_.to_lock.end(), bytes.begin(), bytes.end());
        wake();
        return {};
    }

  private:
    void wake() {
        if (world_.lane != nullptr) {
            world_.lane->ports().front()->wake();
        }
    }
    VirtualLine& line_;
    VirtualWorld& world_;
};

} // namespace

std::chrono::system_clock::time_point VirtualWorld::utc() const {
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(utc_at_start + now_.time_since_epoch()));
}

void VirtualWorld::pause(const std::stop_token& /*stop*/, std::chrono::milliseconds time) {
    run(now_ + time, [] { return false; });
}

void VirtualWorld::run(TimePoint until, const std::function<bool()>& done) {
    for (;;) {
        std::optional<TimePoint> due = act ? act(now_) : std::nullopt;
        if (lane != nullptr) {
            lane->advance(now_);
            const auto lane_due = lane->next_due(now_);
            due = due && lane_due ? std::min(*due, *lane_due) : due ? due : lane_due;
        }
        if (done() || now_ >= until) {
            return;
        }
        if (++steps_ > steps_max || now_.time_since_epoch() > time_max) {
            throw RunOverdue();
        }
        // What is due now and was not done waits for something else.
        now_ = std::min(until, std::max(due.value_or(until), now_ + step_us_min));
    }
}

std::unique_ptr<Endpoint> make_virtual_endpoint(VirtualLine& line) {
    return std::make_unique<VirtualEndpoint>(line);
}

std::unique_ptr<fixtures::ByteLink> open_virtual_link(VirtualLine& line, VirtualWorld& world) {
    return std::make_unique<VirtualLink>(line, world);
}

} // namespace keyline::test
