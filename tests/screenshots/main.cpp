// keyline-screenshots: the operator's screen on a real demo station, each page in each language, theme and number of
// lanes. Each is looked at for texts without room, targets too small for a finger, and what nobody hears: one of these,
// and it ends with 1. With --to each is a picture too: PAGE-LANES-THEME-LANGUAGE.png.
#include "app/station/main_window.h"
#include "tests/screenshots/few_colours.h"
#include "tests/support/clipped_texts.h"
#include "tests/support/demo_station.h"
#include "tests/support/lane_states.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QStyleFactory>
#include <iostream>

namespace {

using namespace keyline;
using namespace keyline::station;

constexpr int wait_ms_max = 60'000;
constexpr QSize window_size{1280, 800};

struct Options {
    std::string to{};
    std::vector<int> lanes{1, 4, 6, 16};
    std::vector<std::string> languages{};
    std::vector<std::string> themes{"light", "dark", "high-contrast"};
};

[[noreturn]] void give_up(const std::string& what) {
    std::cerr << "keyline-screenshots: " << what << "\n";
    std::exit(1);
}

class Camera {
  public:
    Camera(const Options& options, int lanes) : options_(options), lanes_(lanes), demo_(lanes, {"--fast", "--keep"}) {
        if (demo_.init().exit_code != 0) {
            give_up("no station");
        }
        order_ = demo_.create_order(240);
        if (demo_.keyline({"provision", "--order", order_, "--count", QString::number(lanes)}).exit_code != 0) {
            give_up("no units");
        }
    }

    // How many faults were seen.
    int take_all() {
        Desk desk(demo_.station().toStdString());
        Looks looks("light");
        Languages languages;
        MainWindow window(desk, looks, languages);
        window.resize(window_size);
        window.show();
        desk.station().open();
        wait_for([&] { return !desk.orders().empty() && desk.station().health(); });
        desk.on_started(desk.orders().front(), {});
        for (unsigned lane = 1; lane <= static_cast<unsigned>(lanes_); ++lane) {
            test::tell_lane(desk, lane);
            wait_for([&] { // tiles are painted some at a time
                return window.run_page().grid().tile(lane)->lane().phase == desk.lanes().find(lane)->phase;
            });
        }
        int faults = 0;
        for (const std::string& language : options_.languages) {
            languages.choose(QString::fromStdString(language));
            for (const std::string& theme : options_.themes) {
                looks.choose(QString::fromStdString(theme));
                faults += take_pages(window, QString::fromStdString(theme + "-" + language));
            }
        }
        return faults;
    }

  private:
    static void wait_for(const std::function<bool()>& done) {
        if (!QTest::qWaitFor(done, wait_ms_max)) {
            give_up("the screen did not come so far");
        }
    }

    int take_pages(MainWindow& window, const QString& kind) {
        using Page = MainWindow::Page;
        const auto name = [&](const char* page) { return QString("%1-%2-%3").arg(page).arg(lanes_).arg(kind); };
        window.open_page(Page::lanes);
        int faults = take(window, name("lanes"));
        window.run_page().grid().choose(static_cast<unsigned>(std::min(lanes_, 3))); // with what can be done there
        faults += take(window, name("unit"));
        window.run_page().grid().choose({});
        window.open_page(Page::orders);
        faults += take(window, name("orders"));
        window.open_page(Page::history);
        wait_for([&] { return !window.history_page().model().is_reading(); });
        faults += take(window, name("history"));
        window.history_page().choose(HistoryPage::Shows::all);
        wait_for([&] { return !window.history_page().statistics().is_reading(); });
        faults += take(window, name("statistics"));
        window.history_page().choose(HistoryPage::Shows::entries);
        window.open_page(Page::qa);
        if (!window.qa_page().control().report()) {
            window.qa_page().scanned("0001-000000000001");
            wait_for([&] { return !window.qa_page().control().is_busy(); });
        }
        faults += take(window, name("qa"));
        window.open_page(Page::approvals);
        faults += take(window, name("approvals"));
        window.open_page(Page::setup);
        return faults + take(window, name("setup"));
    }

    int take(MainWindow& window, const QString& name) {
        QTest::qWait(settle_ms); // new texts, layouts and tiles take some turns of the loop
        (void)QTest::qWaitFor([&] { return test::faults_of(window).isEmpty(); }, settle_ms_max);
        if (!window.rect().contains(QRect(QPoint(), window.minimumSizeHint()))) {
            std::cerr << name.toStdString() << ": the window does not fit\n";
            return 1;
        }
        const QStringList faults = test::faults_of(window);
        for (const QString& fault : faults) {
            std::cerr << name.toStdString() << ": " << fault.toStdString() << "\n";
        }
        if (!options_.to.empty()) {
            const QString path = QString::fromStdString(options_.to) + "/" + name + ".png";
            if (!test::with_few_colours(window.grab().toImage()).save(path)) {
                give_up("cannot write " + path.toStdString());
            }
        }
        return static_cast<int>(faults.size());
    }

    static constexpr int settle_ms = 40;
    static constexpr int settle_ms_max = 1'000;
    const Options& options_;
    int lanes_;
    test::DemoStation demo_;
    QString order_;
};

int run(int argc, char** argv) {
    CLI::App app("Every page of the operator's screen, looked at, and as pictures.", "keyline-screenshots");
    Options options;
    app.add_option("--to", options.to, "Directory for the pictures; default: none are kept");
    app.add_option("--lanes", options.lanes, "Numbers of lanes")->delimiter(',');
    app.add_option("--language", options.languages, "Languages; default: all")->delimiter(',');
    app.add_option("--theme", options.themes, "Themes")->delimiter(',');
    app.footer("Example:\n  keyline-screenshots --to /tmp/pictures --lanes 6 --language de --theme dark");
    CLI11_PARSE(app, argc, argv);
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    QFont font = QApplication::font();
    font.setPointSizeF(MainWindow::font_points);
    QApplication::setFont(font);
    if (options.languages.empty()) {
        for (const Language& language : Languages::all()) {
            options.languages.push_back(language.code.toStdString());
        }
    }
    if (!options.to.empty() && !QDir().mkpath(QString::fromStdString(options.to))) {
        give_up("cannot make " + options.to);
    }
    int faults = 0;
    for (const int lanes : options.lanes) {
        faults += Camera(options, lanes).take_all();
    }
    return faults == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv);
}
