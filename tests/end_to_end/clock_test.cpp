// Clocks that disagree: the real programs, and a key service whose time of day is wrong by as much as the test says.
#include "tests/support/demo_station.h"
#include "tests/support/shifted_clock.h"

#include <QFile>

using namespace keyline::test;

namespace {

// keyline-keyd's clock, as whatever is started from here on sees it.
class KeydClock {
  public:
    explicit KeydClock(const QString& path) : file_(path) {
        if (!file_.open(QIODevice::ReadWrite) || !file_.resize(sizeof(KlShiftedClock))) {
            qFatal("no clock");
        }
        clock_ = reinterpret_cast<KlShiftedClock*>(file_.map(0, sizeof(KlShiftedClock)));
        qstrncpy(clock_->program, "keyline-keyd", sizeof clock_->program);
        qputenv("LD_PRELOAD", KEYLINE_SHIFTED_CLOCK_LIBRARY);
        qputenv(KL_SHIFTED_CLOCK_VARIABLE, path.toUtf8());
    }
    ~KeydClock() {
        qunsetenv("LD_PRELOAD");
        qunsetenv(KL_SHIFTED_CLOCK_VARIABLE);
    }
    KeydClock(const KeydClock&) = delete;
    KeydClock& operator=(const KeydClock&) = delete;

    void set_ms(std::int64_t shift_ms) { __atomic_store_n(&clock_->shift_ms, shift_ms, __ATOMIC_SEQ_CST); }

  private:
    QFile file_;
    KlShiftedClock* clock_ = nullptr;
};

bool is_on_record(const QString& database, const char* event) {
    QFile file(database);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(event);
}

} // namespace

class ClockTest : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir directory_;

  private slots:
    void a_small_offset_is_shown_and_on_record() {
        KeydClock clock(directory_.filePath("small"));
        clock.set_ms(2'500);
        DemoStation station(1);
        QCOMPARE(station.init().exit_code, 0);
        const Answer status = station.keyline({"status"});
        QCOMPARE(status.exit_code, 0);
        const QJsonObject told = status.first("status")["clock"].toObject();
        QVERIFY2(qAbs(told["offset_s"].toDouble() - 2.5) <= told["uncertainty_s"].toDouble() + 0.01,
                 qPrintable(status.stdout_text));
        const QString order = station.create_order(1);
        QCOMPARE(station.keyline({"provision", "--order", order, "--count", "1"}).exit_code, 0);
        QVERIFY(is_on_record(station.station() + "/audit.db", "clock.compared"));
    }

    void nothing_is_produced_when_they_are_too_far_apart() {
        for (const std::int64_t shift_ms : {-60'000, 60'000}) {
            KeydClock clock(directory_.filePath("far" + QString::number(shift_ms)));
            clock.set_ms(shift_ms);
            DemoStation station(1);
            QCOMPARE(station.init().exit_code, 0);
            const QString order = station.create_order(1);
            const Answer status = station.keyline({"status"});
            QCOMPARE(status.exit_code, 5);
            QCOMPARE(status.code(), QString("clock.apart"));
            const Answer run = station.keyline({"provision", "--order", order, "--count", "1"});
            QCOMPARE(run.exit_code, 5);
            QCOMPARE(run.code(), QString("clock.apart"));
            QVERIFY(run.units().isEmpty());
            QVERIFY(is_on_record(station.station() + "/audit.db", "clock.compared"));
            clock.set_ms(0); // and with the right time all goes on
            QCOMPARE(station.keyline({"provision", "--order", order, "--count", "1"}).exit_code, 0);
        }
    }

    void a_clock_that_is_set_is_on_keyds_record() {
        KeydClock clock(directory_.filePath("step"));
        DemoStation station(1);
        QCOMPARE(station.init().exit_code, 0);
        QProcess keyd;
        keyd.setProcessChannelMode(QProcess::MergedChannels);
        station.end_keyd(SIGTERM);
        keyd.start(DemoStation::program("keyline-keyd"), {"serve", "--config", station.station() + "/keyd/keyd.toml"});
        QByteArray said;
        const auto says = [&](const char* text) { return (said += keyd.readAll()).contains(text); };
        QVERIFY(QTest::qWaitFor([&] { return says(": ready, "); }, DemoStation::answer_ms_max));
        clock.set_ms(3'600'000);
        QVERIFY(QTest::qWaitFor([&] { return says("the clock was set by 3"); }, DemoStation::answer_ms_max));
        keyd.terminate();
        QVERIFY(keyd.waitForFinished(DemoStation::answer_ms_max));
        QVERIFY(is_on_record(station.station() + "/keyd/keyd.db", "clock.stepped"));
    }
};

QTEST_GUILESS_MAIN(ClockTest)
#include "clock_test.moc"
