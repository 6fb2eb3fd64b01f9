// One chip, one serial number, one lane at a time: in one process, between two, and after a holder was killed.
#include "app/file_holds.h"

#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::app;

class FileHoldsTest : public QObject {
    Q_OBJECT
    QTemporaryDir directory_;
    FileHolds holds() const { return FileHolds(directory_.path().toStdString()); }

  private slots:
    void one_at_a_time();
    void another_process_and_its_death();
    void threads_never_hold_together();
    void directory_that_is_not_there();
};

void FileHoldsTest::one_at_a_time() {
    auto first = holds();
    auto second = holds();
    const auto uid = *ChipUid::parse("0011223344556677");
    const auto serial = *SerialNumber::parse("0001-000000000001");
    {
        const auto held = first.hold(uid);
        QVERIFY(held);
        QCOMPARE(second.hold(uid).error().code, ErrorCode::unit_on_other_lane);
        QVERIFY(second.hold(serial));
        const auto lane = first.hold_lane(1);
        QCOMPARE(second.hold_lane(1).error().code, ErrorCode::lane_busy);
        const auto number = first.hold(serial);
        QCOMPARE(second.hold(serial).error().code, ErrorCode::serial_on_other_lane);
    }
    QVERIFY(second.hold(uid));
    QVERIFY(QDir(directory_.path()).isEmpty()); // nothing is left behind
}

void FileHoldsTest::another_process_and_its_death() {
    auto mine = holds();
    const auto uid = *ChipUid::parse("8899aabbccddeeff");
    int ready[2];
    QCOMPARE(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        auto its = holds();
        const auto held = its.hold(uid);
        (void)!write(ready[1], held ? "+" : "-", 1);
        pause();
        _exit(0);
    }
    char answer = 0;
    QCOMPARE(read(ready[0], &answer, 1), ssize_t(1));
    QCOMPARE(answer, '+');
    QCOMPARE(mine.hold(uid).error().code, ErrorCode::unit_on_other_lane);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    QVERIFY(mine.hold(uid));
    close(ready[0]);
    close(ready[1]);
}

void FileHoldsTest::threads_never_hold_together() {
    std::atomic<int> inside = 0;
    std::atomic<int> together = 0;
    std::atomic<int> entered = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            auto its = holds();
            for (int n = 0; n < 500; ++n) {
                if (const auto held = its.hold_lane(7)) {
                    together += ++inside > 1 ? 1 : 0;
                    ++entered;
                    --inside;
                }
            }
        });
    }
    threads.clear();
    QCOMPARE(together.load(), 0);
    QVERIFY(entered > 0);
}

void FileHoldsTest::directory_that_is_not_there() {
    FileHolds nowhere(directory_.filePath("nowhere").toStdString());
    QCOMPARE(nowhere.hold_lane(1).error().code, ErrorCode::station_unwritable);
}

QTEST_GUILESS_MAIN(FileHoldsTest)
#include "file_holds_test.moc"
