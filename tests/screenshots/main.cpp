// keyline-screenshots: the operator's screen on a real demo station, each page a picture:
// PAGE-LANES-THEME-LANGUAGE.png. The lanes' states are told as a run would tell them, so that every outcome can be seen
// side by side.
#include "app/station/main_window.h"
#include "tests/support/demo_station.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QStyleFactory>
#include <iostream>

namespace {

using namespace keyline;
using namespace keyline::station;
using namespace std::chrono_literals;

constexpr int wait_ms_max = 60'000;

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

LockIdentity lock_of(unsigned lane) {
    const ChipUid uid = *ChipUid::parse("00112233445566" + std::to_string(10 + lane));
    return {uid, "demo", "1.0", DeviceType(1), LockState::blank, *CheckValue::parse("a1b2c3"), 4'096, {}};
}

// One of everything that a lane can be at, in turn.
void tell_states(Desk& desk, unsigned lanes) {
    for (unsigned lane = 1; lane <= lanes; ++lane) {
        const LockIdentity lock = lock_of(lane);
        const SerialNumber serial = *SerialNumber::from_parts(DeviceType(1), 40 + lane);
        const auto ended = [&](Outcome outcome, std::optional<ErrorCode> code) {
            const auto reason = code ? std::optional(Error{*code, {}, {}, {}}) : std::nullopt;
            desk.on_result(lane, {outcome, serial, lock.uid, reason}, 11'800ms);
        };
        desk.on_unit(lane, lock, lane % 5 == 0 ? Resume::prove : Resume::claim);
        switch (lane % 8) {
        case 1:
        case 7:
            ended(Outcome::passed, {});
            break;
        case 2:
            desk.on_line(lane, Line::program, serial);
            desk.on_progress(lane, 1'000 + 200 * lane, 4'096);
            break;
        case 3:
            ended(Outcome::failed, ErrorCode::lock_silent);
            break;
        case 4:
            desk.on_waiting(lane, LaneWaits::for_unit);
            break;
        case 5:
            desk.on_line(lane, Line::draw_challenge, serial);
            break;
        case 6:
            ended(Outcome::quarantined, ErrorCode::lock_changed);
            break;
        default:
            ended(Outcome::error, ErrorCode::key_service_unavailable);
        }
    }
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

    void take_all() {
        Desk desk(demo_.station().toStdString());
        Looks looks("light");
        Languages languages;
        MainWindow window(desk, looks, languages);
        window.resize(1'280, 800);
        window.show();
        desk.station().open();
        wait_for([&] { return !desk.orders().empty() && desk.station().health(); });
        desk.on_started(desk.orders().front(), {});
        tell_states(desk, static_cast<unsigned>(lanes_));
        for (const std::string& language : options_.languages) {
            languages.choose(QString::fromStdString(language));
            for (const std::string& theme : options_.themes) {
                looks.choose(QString::fromStdString(theme));
                take_pages(desk, window, QString::fromStdString(theme + "-" + language));
            }
        }
    }

  private:
    static void wait_for(const std::function<bool()>& done) {
        if (!QTest::qWaitFor(done, wait_ms_max)) {
            give_up("the screen did not come so far");
        }
    }

    void take_pages(Desk& desk, MainWindow& window, const QString& kind) {
        const std::pair<MainWindow::Page, const char*> pages[] = {{MainWindow::Page::lanes, "lanes"},
                                                                  {MainWindow::Page::orders, "orders"},
                                                                  {MainWindow::Page::history, "history"},
                                                                  {MainWindow::Page::qa, "qa"},
                                                                  {MainWindow::Page::setup, "setup"}};
        for (const auto& [page, name] : pages) {
            window.open_page(page);
            if (page == MainWindow::Page::history) {
                wait_for([&] { return !window.history_page().model().is_reading(); });
            } else if (page == MainWindow::Page::qa && !window.qa_page().control().report()) {
                window.qa_page().scanned("0001-000000000001");
                wait_for([&] { return !window.qa_page().control().is_busy(); });
            }
            QTest::qWait(settle_ms);
            const QString path =
                QString("%1/%2-%3-%4.png").arg(QString::fromStdString(options_.to), name).arg(lanes_).arg(kind);
            if (!window.grab().save(path)) {
                give_up("cannot write " + path.toStdString());
            }
        }
        (void)desk;
    }

    static constexpr int settle_ms = 60; // layouts take some turns of the loop; a picture asserts nothing
    const Options& options_;
    int lanes_;
    test::DemoStation demo_;
    QString order_;
};

int run(int argc, char** argv) {
    CLI::App app("Pictures of every page of the operator's screen.", "keyline-screenshots");
    Options options;
    app.add_option("--to", options.to, "Directory for the pictures")->required();
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
    if (!QDir().mkpath(QString::fromStdString(options.to))) {
        give_up("cannot make " + options.to);
    }
    for (const int lanes : options.lanes) {
        Camera(options, lanes).take_all();
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv);
}
