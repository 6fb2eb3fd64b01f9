// What gRPC says itself: so much a minute.
#include "hsm/service/grpc_library.h"

#include <QTest>

using namespace keyline::hsm;
using std::chrono::seconds;

class GrpcLibraryTest : public QObject {
    Q_OBJECT
  private slots:
    void a_flood_of_lines_is_counted_and_not_written() {
        LineLimit limit;
        const std::chrono::steady_clock::time_point start{};
        for (unsigned i = 0; i < LineLimit::lines_per_minute_max; ++i) {
            QVERIFY(limit.take(start + seconds(i)).may_write);
        }
        for (int i = 0; i < 1'000; ++i) {
            const LineLimit::Taken taken = limit.take(start + seconds(59));
            QVERIFY(!taken.may_write);
            QCOMPARE(taken.left_out, std::uint64_t(0));
        }
        const LineLimit::Taken next = limit.take(start + seconds(60));
        QVERIFY(next.may_write);
        QCOMPARE(next.left_out, std::uint64_t(1'000));
        QCOMPARE(limit.take(start + seconds(60)).left_out, std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(GrpcLibraryTest)
#include "grpc_library_test.moc"
