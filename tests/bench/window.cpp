// How soon the operator's window is there, no key service needed; how long an input waits for it while 16 lanes are at
// work in the same process: a ping every few milliseconds, from another thread, to the window's and to a bare event
// loop beside it.
#include "app/station/main_window.h"
#include "tests/bench/bench.h"
#include "tests/support/demo_station.h"

#include <QApplication>
#include <QStyleFactory>
#include <QThread>
#include <algorithm>
#include <atomic>
#include <thread>

namespace keyline::bench {

namespace {

using std::chrono::steady_clock;

constexpr double blocked_ms_max = 50;
constexpr Seconds start_max{1};
constexpr std::chrono::milliseconds ping_every_ms{3};
constexpr int lanes = 16;

// Its waits are written by the thread that it lives in, and read when that has ended or waits for us.
class Pinged final : public QObject {
  public:
    std::vector<Seconds> waits;
    void ping() {
        const auto sent = steady_clock::now();
        QMetaObject::invokeMethod(
            this, [this, sent] { waits.emplace_back(steady_clock::now() - sent); }, Qt::QueuedConnection);
    }
};

// The last of what a start takes: the window's first picture.
class Painted final : public QObject {
  public:
    explicit Painted(QObject& window) { window.installEventFilter(this); }
    bool done = false;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        done = done || event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }
};

void turn_until(const std::function<bool()>& done, std::chrono::seconds longest) {
    const auto began = steady_clock::now();
    while (!done() && steady_clock::now() - began < longest) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    }
    if (!done()) {
        throw std::runtime_error("the screen did not come so far");
    }
}

// A station's window, as keyline-station makes it.
struct Shown {
    explicit Shown(const QString& station)
        : desk(station.toStdString()), looks("light"), window(desk, looks, languages) {
        window.resize(1'920, 1'080);
        window.show();
    }
    station::Desk desk;
    station::Looks looks;
    station::Languages languages;
    station::MainWindow window;
};

// Loading and linking the program, then what it does until its window is painted.
void measure_start(Bench& bench, const QString& station, Seconds application) {
    const auto load = [] { QProcess::execute(test::DemoStation::program("keyline-station"), {"--version"}); };
    const auto show = [&station] {
        Shown shown(station);
        const Painted painted(shown.window);
        turn_until([&] { return painted.done; }, std::chrono::seconds(60));
    };
    const auto times = time_in_turn(bench.pick<std::size_t>(1, 3, 9, 9), {load, show});
    bench.add({"window: from nothing to its first picture", text_of(times[0] + application + times[1]),
               text_of(start_max), (times[0] + application + times[1]) / start_max, at_most(1)});
}

} // namespace

void measure_window(Bench& bench) {
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariableIsSet("DISPLAY") ? "xcb" : "offscreen");
    int argc = 1;
    char name[] = "keyline-bench";
    char* argv[] = {name, nullptr};
    std::optional<QApplication> made;
    const Seconds application = time_of([&] {
        if (QCoreApplication::instance() == nullptr) {
            made.emplace(argc, argv);
        }
        QApplication::setStyle(QStyleFactory::create("Fusion"));
    });
    test::DemoStation demo(lanes, {});
    if (demo.init().exit_code != 0) {
        throw std::runtime_error("keyline init");
    }
    demo.create_order(10'000);
    measure_start(bench, demo.station(), application);
    Shown shown(demo.station());
    station::Desk& desk = shown.desk;
    desk.station().open();
    turn_until([&] { return !desk.orders().empty(); }, std::chrono::seconds(60));
    desk.start(desk.orders().front().id);
    turn_until([&] { return desk.shift().passed() >= 1; }, std::chrono::seconds(60));

    Pinged in_window;
    Pinged beside;
    QThread bare;
    beside.moveToThread(&bare);
    bare.start();
    std::jthread pinger([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            in_window.ping();
            beside.ping();
            std::this_thread::sleep_for(ping_every_ms);
        }
    });
    const auto units = desk.shift().passed() + bench.pick<std::uint64_t>(4, 100, 400, 400);
    turn_until([&] { return desk.shift().passed() >= units; }, std::chrono::seconds(600));
    pinger.request_stop();
    pinger.join();
    bare.quit();
    bare.wait();
    desk.run().stop();
    turn_until([&] { return !desk.run().is_active(); }, std::chrono::seconds(60));

    const double longest_ms = 1e3 * quantile(in_window.waits, 1).count();
    bench.add({"window: longest wait of an input, 16 lanes busy",
               decimals(longest_ms, 1) + " ms (p99 " + text_of(quantile(in_window.waits, 0.99)) + ")",
               "50 ms; a bare event loop beside it " + text_of(quantile(beside.waits, 1)), longest_ms / blocked_ms_max,
               at_most(1)});
}

} // namespace keyline::bench
