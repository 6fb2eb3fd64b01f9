// Power cuts under the real programs: `keyline provision` works on the lock firmware under QEMU, over its line and over
// a debug probe, and QEMU is killed with -9 at seeded moments of every step, the last ones before PASS too. Whatever
// the moment: the lock's flash holds the old record or the new one, the unit goes on or is put aside, and whatever has
// passed is proved once more by the key service.
//   KEYLINE_POWER_CUTS=500 build/tests/power_cuts_test        so many for each way, and KEYLINE_POWER_CUTS_SEED=7
#include "fixtures/lock/record.h"
#include "provisioning/serial_number.h"
#include "tests/support/demo_station.h"
#include "tests/support/emulated_probe.h"

#include <QCryptographicHash>
#include <map>
#include <random>
#include <thread>

using namespace keyline::test;

namespace {

constexpr int cuts_default = 3;
constexpr unsigned seed_default = 20261122;
constexpr std::uint32_t table_bytes = 4'096;
const QStringList steps{"confirming", "writing", "closing", "issuing key", "proving"}; // the latest come first

int from_environment(const char* name, int otherwise) {
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

// What stands in the flash of a lock without power.
struct FlashTruth {
    bool whole = false; // a record that is whole, and whose table is the one that it names
    std::uint32_t state = 0;
    QString serial; // empty: none
};

FlashTruth read_flash(const EmulatedLock& lock) {
    QByteArray flash = lock.memory(EmulatedLock::flash_at, EmulatedLock::flash_bytes);
    KlLockHost host{};
    host.context = &flash;
    host.flash_read = [](void* context, std::uint32_t address, std::uint8_t* data, std::size_t size) {
        const auto* bytes = static_cast<QByteArray*>(context);
        if (address + size > static_cast<std::size_t>(bytes->size())) {
            return false;
        }
        std::memcpy(data, bytes->constData() + address, size);
        return true;
    };
    KlStore store{};
    if (!kl_store_open(&store, &host, table_bytes)) {
        return {};
    }
    FlashTruth truth{true, store.record.state, {}};
    if (truth.state != kl_state_blank) {
        const auto serial = keyline::SerialNumber::from_bytes({store.record.serial, kl_serial_bytes});
        truth.serial = serial ? QString::fromStdString(serial->text()) : QString("malformed");
    }
    if (truth.state >= kl_state_table) {
        const QByteArray table = flash.mid(kl_store_table_address(&store, store.record.table_area), table_bytes);
        truth.whole = QCryptographicHash::hash(table, QCryptographicHash::Sha256) ==
                      QByteArray(reinterpret_cast<const char*>(store.record.table_digest), kl_digest_bytes);
    }
    return truth;
}

} // namespace

class PowerCutsTest : public QObject {
    Q_OBJECT

  public:
    static void initMain() {
        if (qEnvironmentVariableIsSet("KEYLINE_POWER_CUTS")) { // a long run takes as long as it takes
            qputenv("QTEST_FUNCTION_TIMEOUT", "86400000");
        }
    }

  private slots:
    void units_survive_power_cuts_data();
    void units_survive_power_cuts();

  private:
    // A moment: so long after a step has begun.
    struct Moment {
        QString step;
        std::chrono::microseconds after{0};
    };
    struct Run {
        QString outcome; // "passed", "quarantined", ...; "outstanding" when it has none
        QString code;
        QString serial;
        FlashTruth at_cut;
        std::map<QString, std::chrono::microseconds> took; // each step
    };

    void set_up(bool swd);
    void power_on(bool swd);
    Run provision(const std::optional<Moment>& moment, bool swd);
    void check(const Run& run, bool swd);

    std::unique_ptr<DemoStation> station_;
    std::unique_ptr<EmulatedLock> lock_;
    std::unique_ptr<EmulatedProbe> probe_;
    QString order_;
};

void PowerCutsTest::units_survive_power_cuts_data() {
    QTest::addColumn<bool>("swd");
    QTest::newRow("line") << false;
    QTest::newRow("swd") << true;
}

// Lane 1 is the one at work; lane 2 the same lock's line, which a unit is proved over once more.
void PowerCutsTest::set_up(bool swd) {
    probe_.reset();
    station_ = std::make_unique<DemoStation>(1);
    QCOMPARE(station_->init().exit_code, 0);
    lock_ = std::make_unique<EmulatedLock>(station_->path(), 1);
    const QString line = "unix://" + lock_->line() + "?baud=921600";
    station_->set_lane(swd ? "swd://1" : line, swd ? "mailbox" : "cobs");
    if (swd) {
        QFile setup(station_->station() + "/station.toml");
        QVERIFY(setup.open(QIODevice::Append) &&
                setup.write(("\n[[lane]]\nnumber = 2\nlink = \"" + line + "\"\nframing = \"cobs\"\n").toUtf8()) > 0);
        QFile profile(station_->station() + "/profiles/demo.toml");
        QVERIFY(profile.open(QIODevice::Append) &&
                profile.write(("[swd]\ninterface = \"" + station_->path("sim.cfg") +
                               "\"\ntarget = \"" KEYLINE_SOURCE_DIR "/packaging/openocd/mem-ap.cfg\"\n"
                               "mailbox = \"21000000\"\nuid_register = \"21200000\"\nreset = \"lock\"\n")
                                  .toUtf8()) > 0);
    }
}

void PowerCutsTest::power_on(bool swd) {
    lock_->power_on();
    if (swd) {
        probe_ = std::make_unique<EmulatedProbe>(station_->path(), *lock_);
    }
}

PowerCutsTest::Run PowerCutsTest::provision(const std::optional<Moment>& moment, bool swd) {
    Run run;
    QProcess process;
    station_->start(process, {"provision", "--order", order_, "--lanes", "1", "--count", "1", "--wait", "4"});
    process.closeWriteChannel();
    std::jthread killer;
    std::atomic<bool> cut = false;
    QString step;
    QElapsedTimer since;
    since.start();
    const auto take_lines = [&] {
        while (process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(process.readLine()).object();
            const QString next = line["event"] == "unit.step" ? line["step"].toString() : QString();
            const bool ended = line.contains("outcome") && !line["outcome"].isNull();
            if (!step.isEmpty() && (ended || !next.isEmpty())) {
                run.took.try_emplace(step, since.nsecsElapsed() / 1'000);
            }
            if (!next.isEmpty()) {
                step = next;
                since.restart();
            }
            if (ended) {
                run.outcome = line["outcome"].toString();
                run.code = line["code"].toString();
                run.serial = line["serial"].toString();
            }
            if (moment && !killer.joinable() && next == moment->step) {
                killer = std::jthread([&, after = moment->after] {
                    std::this_thread::sleep_for(after); // the moment is what is tried, not a wait for anything
                    lock_->cut();
                    if (probe_) {
                        probe_->cut();
                    }
                    cut = true;
                });
            }
        }
    };
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(1);
        take_lines();
        if (cut.exchange(false)) { // the power comes back at once, and the lane by itself
            lock_->power_off();
            probe_.reset();
            run.at_cut = read_flash(*lock_);
            power_on(swd);
        }
    }
    take_lines(); // the last ones; a cut that is too late for the unit
    if (killer.joinable()) {
        killer.join();
        if (cut) {
            lock_->power_off();
            probe_.reset();
            run.at_cut = read_flash(*lock_);
            power_on(swd);
        }
    }
    if (run.outcome.isEmpty() || run.outcome == "error") {
        run.outcome = "outstanding";
    }
    return run;
}

void PowerCutsTest::check(const Run& run, bool swd) {
    QVERIFY2(run.at_cut.whole && run.at_cut.state <= kl_state_closed, qPrintable(QString::number(run.at_cut.state)));
    const QSet<QString> allowed{"passed", "quarantined", "outstanding"};
    QVERIFY2(allowed.contains(run.outcome), qPrintable(run.outcome + " " + run.code));
    if (run.outcome != "passed") {
        return;
    }
    QVERIFY(run.at_cut.serial.isEmpty() || run.at_cut.serial == run.serial);
    const Answer proved = station_->keyline({"verify", "--lane", swd ? "2" : "1", "--serial", run.serial});
    QVERIFY2(proved.exit_code == 0, qPrintable(run.serial + " has passed, and does not prove it"));
    lock_->power_off();
    const FlashTruth now = read_flash(*lock_);
    QVERIFY(now.whole && now.state == kl_state_closed && now.serial == run.serial);
}

void PowerCutsTest::units_survive_power_cuts() {
    QFETCH(bool, swd);
    const int cuts = from_environment("KEYLINE_POWER_CUTS", cuts_default);
    const auto seed =
        static_cast<unsigned>(from_environment("KEYLINE_POWER_CUTS_SEED", static_cast<int>(seed_default)));
    set_up(swd);
    order_ = station_->create_order(2 * cuts + 10);
    std::mt19937 numbers(seed);
    std::map<QString, std::chrono::microseconds> took; // of an undisturbed unit
    std::map<QString, int> ends;
    std::map<QString, int> states;
    int passed = 0;
    for (int cut = -1; cut < cuts; ++cut) {
        lock_->power_off();
        probe_.reset();
        lock_->new_chip(static_cast<unsigned>(cut + 1'000));
        power_on(swd);
        if (cut < 0) {
            const Run whole = provision({}, swd);
            QCOMPARE(whole.outcome, QString("passed"));
            took = whole.took;
            ++passed;
            continue;
        }
        Moment moment{steps[cut % steps.size()]}; // every step comes up; when in it is drawn
        const auto longest = took[moment.step].count() * 5 / 4;
        moment.after = std::chrono::microseconds(std::uniform_int_distribution<std::int64_t>(0, longest)(numbers));
        const Run run = provision(moment, swd);
        check(run, swd);
        if (QTest::currentTestFailed()) {
            qWarning("seed %u, cut %d: %s + %lld us", seed, cut, qPrintable(moment.step),
                     static_cast<long long>(moment.after.count()));
            return;
        }
        ++ends[run.outcome + (run.code.isEmpty() || run.code == "ok" ? "" : " " + run.code)];
        ++states[QString::number(run.at_cut.state)];
        passed += run.outcome == "passed" ? 1 : 0;
        if (cut % 50 == 49) {
            qInfo("%d cuts", cut + 1);
        }
    }
    QString text;
    for (const auto& [end, count] : ends) {
        text += QString(" %1: %2;").arg(end).arg(count);
    }
    text += " found in state";
    for (const auto& [state, count] : states) {
        text += QString(" %1: %2").arg(state).arg(count);
    }
    qInfo("%d cuts over %s, seed %u:%s", cuts, swd ? "swd" : "the line", seed, qPrintable(text));
    const QJsonObject order = station_->order(order_);
    QCOMPARE(order["passed"].toInt(), passed);
    QCOMPARE(station_->keyline({"audit", "verify"}).exit_code, 0);
    lock_->power_off();
    probe_.reset();
}

QTEST_GUILESS_MAIN(PowerCutsTest)
#include "power_cuts_test.moc"
