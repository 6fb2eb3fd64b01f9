// Which lane a scan is for, and that no number is at two places.
#include "provisioning/line/armed_work.h"

#include <QTest>
#include <future>

using namespace keyline;

namespace {

SerialNumber serial(int number) {
    return *SerialNumber::from_parts(DeviceType(1), static_cast<std::uint64_t>(number));
}

} // namespace

class ArmedWorkTest : public QObject {
    Q_OBJECT

  private slots:
    void scans_go_to_free_lanes_by_number();
    void unit_that_waits_comes_first();
    void label_scanned_twice_is_refused_until_its_unit_is_done();
    void lane_that_is_named_gets_it();
    void number_given_back_waits_for_the_next_unit();
    void stop_and_close_wake_who_waits();
};

void ArmedWorkTest::scans_go_to_free_lanes_by_number() {
    ArmedWork work({2, 5});
    QCOMPARE(work.next_lane(), std::optional(2U));
    QCOMPARE(work.arm(serial(1)).value(), 2U);
    QCOMPARE(work.arm(serial(2)).value(), 5U);
    QVERIFY(!work.next_lane());
    QCOMPARE(work.arm(serial(3)).error().code, ErrorCode::lanes_busy);
    QCOMPARE(work.take(5, {})->serial, std::optional(serial(2)));
    QCOMPARE(work.take(2, {})->serial, std::optional(serial(1)));
}

void ArmedWorkTest::unit_that_waits_comes_first() {
    ArmedWork work({1, 2, 3});
    auto waiting = std::async(std::launch::async, [&] { return work.take(3, {}); });
    QTRY_COMPARE(work.next_lane(), std::optional(3U));
    QCOMPARE(work.arm(serial(1)).value(), 3U);
    QCOMPARE(waiting.get()->serial, std::optional(serial(1)));
    QCOMPARE(work.next_lane(), std::optional(1U));
}

void ArmedWorkTest::label_scanned_twice_is_refused_until_its_unit_is_done() {
    ArmedWork work({1, 2});
    QVERIFY(work.arm(serial(1)));
    const auto armed = work.arm(serial(1));
    QCOMPARE(armed.error().code, ErrorCode::serial_on_other_lane);
    QCOMPARE(armed.error().arg("lane"), std::string_view("1"));
    QVERIFY(work.take(1, {}));
    QCOMPARE(work.arm(serial(1)).error().code, ErrorCode::serial_on_other_lane); // in work
    work.unit_ended(1);
    QCOMPARE(work.arm(serial(1)).value(), 1U); // what has failed may be scanned again
}

void ArmedWorkTest::lane_that_is_named_gets_it() {
    ArmedWork work({1, 2});
    QCOMPARE(work.arm(serial(1), 2).value(), 2U);
    QCOMPARE(work.arm(serial(2), 2).error().code, ErrorCode::lane_armed);
    QCOMPARE(work.arm(serial(2), 7).error().code, ErrorCode::lane_unknown);
    QCOMPARE(work.disarm(2), std::optional(serial(1)));
    QVERIFY(!work.disarm(2));
    QCOMPARE(work.arm(serial(2), 2).value(), 2U);
    QCOMPARE(work.armed(2), std::optional(serial(2)));
}

void ArmedWorkTest::number_given_back_waits_for_the_next_unit() {
    ArmedWork work({1});
    QVERIFY(work.arm(serial(1)));
    const auto ticket = work.take(1, {});
    work.give_back(*ticket);
    QCOMPARE(work.armed(1), std::optional(serial(1)));
    work.close();
    QVERIFY(!work.exhausted());
    QCOMPARE(work.take(1, {})->serial, std::optional(serial(1)));
    QVERIFY(work.exhausted());
}

void ArmedWorkTest::stop_and_close_wake_who_waits() {
    ArmedWork work({1, 2});
    std::stop_source stop;
    auto stopped = std::async(std::launch::async, [&] { return work.take(1, stop.get_token()); });
    auto closed = std::async(std::launch::async, [&] { return work.take(2, {}); });
    stop.request_stop();
    QVERIFY(!stopped.get());
    work.close();
    QVERIFY(!closed.get());
    QVERIFY(!work.take(9, {})); // no lane of this run
}

QTEST_GUILESS_MAIN(ArmedWorkTest)
#include "armed_work_test.moc"
