// Contacts that bounce, and a lane in a fixture that feeds and sees its unit.
#include "tests/unit/provisioning/lane_bench.h"

#include <QTest>
#include <thread>

using namespace keyline;
using namespace keyline::test;
using std::chrono::milliseconds;

namespace {

class HandClock final : public Clock {
  public:
    std::chrono::steady_clock::time_point now{};
    std::chrono::system_clock::time_point utc() const override { return {}; }
    std::chrono::steady_clock::time_point monotonic() const override { return now; }
    void pause(const std::stop_token& /*stop*/, milliseconds time) override { now += time; }
};

// What a fixture's hardware has, and what was done to it.
struct Hardware {
    PlaceSigns signs{true, true};
    bool fed = false;
    int fed_times = 0;
    int looks = 0;
    std::vector<std::string> wrong; // what must never be
};

class HardwareFixture final : public FixtureControl {
  public:
    explicit HardwareFixture(Hardware& hardware) : hardware_(hardware) {}
    Result<PlaceSigns> look() override {
        ++hardware_.looks;
        return hardware_.signs;
    }
    Result<bool> engage() override {
        if (hardware_.signs.lid_shut == false) {
            hardware_.wrong.emplace_back("power behind an open lid");
        }
        hardware_.fed = true;
        ++hardware_.fed_times;
        return true;
    }
    Status release() override {
        hardware_.fed = false;
        return {};
    }

  private:
    Hardware& hardware_;
};

// A lane whose fixture follows the chip: it sees it, and feeds it.
struct FixtureBench {
    Bench bench;
    Hardware hardware;
    SettledFixture fixture{std::make_unique<HardwareFixture>(hardware), bench.clock};

    FixtureBench() { bench.lock.place = &fixture; }
    void insert_unit() {
        bench.insert_unit();
        hardware.signs.unit = true;
    }
    void take_unit() {
        bench.lock.chip.reset();
        hardware.signs.unit = false;
    }
    // The operator; `until` a result came so often.
    void work_the_line() {
        bench.observer.when_waiting = [this](LaneWaits what) {
            if (what == LaneWaits::for_removal) {
                if (hardware.fed) {
                    hardware.wrong.emplace_back("a unit with its result has power");
                }
                take_unit();
            } else if (what == LaneWaits::for_unit) {
                insert_unit();
            } else if (what == LaneWaits::for_lid) {
                hardware.signs.lid_shut = true;
            }
        };
    }
};

} // namespace

class FixtureControlTest : public QObject {
    Q_OBJECT

  private slots:
    void contact_counts_once_it_has_settled();
    void bounces_never_count();
    void looks_are_few();
    void nothing_is_there_at_first();
    void unit_is_fed_while_it_is_worked_on();
    void result_stays_until_the_contact_opens();
    void lid_stops_the_unit_and_it_goes_on();
    void unit_that_is_taken_out_goes_on();
    void dead_unit_fails();
    void unit_waits_for_its_scan_without_power();
    void lane_ends_without_power();
};

void FixtureControlTest::contact_counts_once_it_has_settled() {
    Debouncer contact(milliseconds(50));
    Debouncer::TimePoint now{};
    QVERIFY(!contact.feed(true, now));
    QVERIFY(!contact.feed(true, now + milliseconds(49)));
    QVERIFY(contact.feed(true, now + milliseconds(50)));
    QVERIFY(contact.feed(false, now + milliseconds(60)));
    QVERIFY(!contact.feed(false, now + milliseconds(110)));
}

void FixtureControlTest::bounces_never_count() {
    Debouncer contact(milliseconds(50));
    for (int ms = 0; ms < 10'000; ms += 10) {
        QVERIFY(!contact.feed(ms % 50 != 0, Debouncer::TimePoint() + milliseconds(ms)));
    }
}

void FixtureControlTest::looks_are_few() {
    Hardware hardware;
    HandClock clock;
    SettledFixture fixture(std::make_unique<HardwareFixture>(hardware), clock);
    for (int ms = 0; ms < 100; ++ms) {
        QVERIFY(fixture.look());
        clock.now += milliseconds(1);
    }
    QCOMPARE(hardware.looks, 5);
    QVERIFY(fixture.check());
    hardware.signs = {false, true};
    clock.now += milliseconds(20);
    QVERIFY(fixture.check());
    clock.now += milliseconds(50);
    QCOMPARE(fixture.check().error().code, ErrorCode::fixture_unit_gone);
    hardware.signs = {{}, {}}; // as one without contacts: what they said last
    hardware.signs.lid_shut = false;
    clock.now += milliseconds(20);
    (void)fixture.look();
    clock.now += milliseconds(50);
    QCOMPARE(fixture.check().error().code, ErrorCode::fixture_lid_open);
}

void FixtureControlTest::nothing_is_there_at_first() {
    Hardware hardware;
    HandClock clock;
    SettledFixture fixture(std::make_unique<HardwareFixture>(hardware), clock);
    QCOMPARE(*fixture.look(), (PlaceSigns{false, false}));
    clock.now += milliseconds(60);
    QCOMPARE(*fixture.look(), (PlaceSigns{true, true}));
    hardware.signs = {};
    SettledFixture blind(std::make_unique<HardwareFixture>(hardware), clock);
    QCOMPARE(*blind.look(), PlaceSigns());
    QVERIFY(blind.check());
}

void FixtureControlTest::unit_is_fed_while_it_is_worked_on() {
    FixtureBench at;
    at.take_unit();
    at.work_the_line();
    at.bench.lock.before_the_table = [&] {
        if (!at.hardware.fed) {
            at.hardware.wrong.emplace_back("no power in the middle of the work");
        }
    };
    CountedWork work(3);
    QCOMPARE(at.bench.run(work).end, LaneEnd::finished);
    QCOMPARE(at.bench.observer.results.size(), std::size_t(3));
    for (const UnitResult& result : at.bench.observer.results) {
        QCOMPARE(result.outcome, Outcome::passed);
    }
    QCOMPARE(at.hardware.fed_times, 3);
    QVERIFY(!at.hardware.fed);
    QVERIFY2(at.hardware.wrong.empty(), at.hardware.wrong.empty() ? "" : at.hardware.wrong.front().c_str());
}

// A lock that does not answer any more (its debug port is shut) is no empty place.
void FixtureControlTest::result_stays_until_the_contact_opens() {
    FixtureBench at;
    at.insert_unit();
    at.bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            at.bench.lock.chip.reset(); // the contact is still closed
        } else if (what == LaneWaits::for_unit && !at.bench.observer.results.empty()) {
            at.bench.observer.results.push_back({}); // it has said that the unit is gone
        }
    };
    CountedWork work(2);
    const auto report = at.bench.run(work, milliseconds(300));
    QCOMPARE(report.reason->code, ErrorCode::fixture_not_emptied);
    QCOMPARE(at.bench.observer.results.size(), std::size_t(1));
}

void FixtureControlTest::lid_stops_the_unit_and_it_goes_on() {
    FixtureBench at;
    at.insert_unit();
    const auto open_lid = [&] {
        at.hardware.signs.lid_shut = false;
        at.bench.clock.pause({}, milliseconds(25));
        (void)at.fixture.look();
        at.bench.clock.pause({}, milliseconds(60));
        at.bench.lock.before_the_table = {};
    };
    at.bench.lock.before_the_table = open_lid;
    at.work_the_line();
    CountedWork work(1);
    const auto stopped = at.bench.run(work);
    QCOMPARE(stopped.end, LaneEnd::down);
    QCOMPARE(stopped.reason->code, ErrorCode::fixture_lid_open);
    QVERIFY(!at.hardware.fed);
    QCOMPARE(at.bench.observer.results.front().outcome, Outcome::error); // and not FAIL
    QCOMPARE(at.bench.log.events.back().event, std::string("unit.interrupted"));
    const auto goes_on = at.bench.run(work); // it waits for the lid first
    QCOMPARE(goes_on.end, LaneEnd::finished);
    QCOMPARE(at.bench.observer.results.back().outcome, Outcome::passed);
    QVERIFY2(at.hardware.wrong.empty(), at.hardware.wrong.empty() ? "" : at.hardware.wrong.front().c_str());
}

void FixtureControlTest::unit_that_is_taken_out_goes_on() {
    FixtureBench at;
    at.insert_unit();
    at.bench.lock.before_the_table = [&] {
        at.hardware.signs.unit = false;
        at.bench.clock.pause({}, milliseconds(25));
        (void)at.fixture.look();
        at.bench.clock.pause({}, milliseconds(60));
        at.bench.lock.before_the_table = {};
    };
    at.bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_unit) {
            at.hardware.signs.unit = true; // the same one
        }
    };
    CountedWork work(1);
    QCOMPARE(at.bench.run(work).reason->code, ErrorCode::fixture_unit_gone);
    QCOMPARE(at.bench.run(work).end, LaneEnd::finished);
    QCOMPARE(at.bench.observer.results.back().outcome, Outcome::passed);
}

// Without a contact a lock that says nothing is an empty place.
void FixtureControlTest::dead_unit_fails() {
    FixtureBench at;
    at.hardware.signs = {true, true};
    at.bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            at.bench.stop.request_stop();
        }
    };
    CountedWork work(2);
    QCOMPARE(at.bench.run(work).end, LaneEnd::stopped);
    QCOMPARE(at.bench.observer.results.size(), std::size_t(1));
    QCOMPARE(at.bench.observer.results.front().outcome, Outcome::failed);
    QCOMPARE(at.bench.observer.results.front().reason->code, ErrorCode::lock_silent);
    QVERIFY(at.bench.log.events.empty()); // nobody knows which chip it is
}

void FixtureControlTest::unit_waits_for_its_scan_without_power() {
    FixtureBench at;
    at.insert_unit();
    ScannedWork work;
    bool fed_while_waiting = true;
    std::jthread scanner;
    at.bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_work) {
            scanner = std::jthread([&] {
                (void)QTest::qWaitFor([&] { return !at.hardware.fed; });
                fed_while_waiting = at.hardware.fed;
                (void)work.push(*SerialNumber::parse("0001-000000000003"), {});
                work.close();
            });
        }
    };
    QCOMPARE(at.bench.run(work).end, LaneEnd::finished);
    QVERIFY(!fed_while_waiting);
    QCOMPARE(at.bench.observer.results.size(), std::size_t(1));
    QCOMPARE(at.bench.observer.results.front().outcome, Outcome::passed);
}

void FixtureControlTest::lane_ends_without_power() {
    FixtureBench at;
    at.hardware.signs.unit.reset(); // one that sees nothing: the lock has power all the time, to be asked
    at.bench.insert_unit();
    at.bench.observer.when_waiting = [&](LaneWaits what) {
        if (what == LaneWaits::for_removal) {
            if (!at.hardware.fed) {
                at.hardware.wrong.emplace_back("a lock that has to answer has no power");
            }
            at.bench.stop.request_stop();
        }
    };
    CountedWork work(2);
    QCOMPARE(at.bench.run(work).end, LaneEnd::stopped);
    QCOMPARE(at.bench.observer.results.front().outcome, Outcome::passed);
    QVERIFY(!at.hardware.fed);
    QVERIFY(at.hardware.wrong.empty());
}

QTEST_GUILESS_MAIN(FixtureControlTest)
#include "fixture_control_test.moc"
