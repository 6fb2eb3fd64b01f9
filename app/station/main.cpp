// keyline-station: the operator's screen. It parses, wires and shows; what decides is in the core.
#include "app/harden_process.h"
#include "app/station/main_window.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QScreen>
#include <QSocketNotifier>
#include <QStyleFactory>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace keyline::station {

namespace {

constexpr int exit_usage = 2;
constexpr QSize window_size{1280, 800};

constexpr const char* footer = R"(Examples:
  keyline-station --station ~/line1
  keyline-station --station /var/lib/keyline --kiosk
  keyline-station --station ~/line1 --theme dark --language de

Keys: F1 to F6 pages; Space presses what has the focus, Tab goes on; Esc lets a lane go. A scanner is a keyboard:
[scanner] of station.toml says what it sends. Exit codes: 0 closed, 2 usage.)";

struct Options {
    std::filesystem::path station;
    bool kiosk = false;
    std::string theme{};
    std::string language{};
};

std::filesystem::path default_station() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/') {
        return std::filesystem::path(data) / "keyline";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : "/var/lib") / ".local/share/keyline";
}

// SIGTERM, SIGINT and SIGHUP finish the units in work and close the window. A second one ends at once: everything that
// counts is durable then.
int signal_pipe[2] = {-1, -1};

void on_signal(int number) {
    const char byte = 0;
    (void)!write(signal_pipe[1], &byte, 1);
    std::signal(number, SIG_DFL);
}

void close_on_signals(MainWindow& window) {
    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    auto* notifier = new QSocketNotifier(signal_pipe[0], QSocketNotifier::Read, &window);
    QObject::connect(notifier, &QSocketNotifier::activated, &window, [&window, notifier] {
        notifier->setEnabled(false);
        window.finish_and_close();
    });
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        std::signal(number, on_signal);
    }
}

// Where no window manager does it, as on a kiosk's bare X server; a screen that is turned or changed is filled again.
void fill_screen(MainWindow& window) {
    const QScreen* screen = QGuiApplication::primaryScreen();
    window.setGeometry(screen->geometry());
    QObject::connect(screen, &QScreen::geometryChanged, &window,
                     [&window](const QRect& now) { window.setGeometry(now); });
    window.showFullScreen();
}

int show(QApplication& application, const Options& options) {
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    QFont font = QApplication::font();
    font.setPointSizeF(MainWindow::font_points);
    QApplication::setFont(font);
    Desk desk(std::filesystem::absolute(options.station));
    Looks looks(options.theme.empty() ? desk.preferences().theme() : QString::fromStdString(options.theme));
    QApplication::setPalette(looks.theme().palette);
    Languages languages;
    languages.choose(options.language.empty() ? desk.preferences().language()
                                              : QString::fromStdString(options.language));
    MainWindow window(desk, looks, languages);
    if (options.kiosk) {
        fill_screen(window);
    } else {
        window.resize(window_size);
        window.show();
    }
    close_on_signals(window);
    desk.station().open();
    return application.exec();
}

int run(int argc, char** argv) {
    CLI::App app("The operator's screen: lanes, orders, and what each unit came to.", "keyline-station");
    Options options{default_station()};
    app.set_version_flag("--version", std::string("keyline-station ") + KEYLINE_VERSION);
    app.add_option("--station", options.station, "The station's directory")->capture_default_str()->type_name("DIR");
    app.add_flag("--kiosk", options.kiosk, "The whole screen, without frame");
    app.add_option("--theme", options.theme, "light, dark, high-contrast; default: as set on the screen")
        ->check(CLI::IsMember({"light", "dark", "high-contrast"}));
    app.add_option("--language", options.language, "en, de, es, pl, zh_CN, ar; default: as set, or the system's")
        ->check(CLI::IsMember({"en", "de", "es", "pl", "zh_CN", "ar"}));
    app.footer(footer);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        std::cerr << "keyline-station: " << error.what() << "\n  See --help.\n";
        return exit_usage;
    }
    QApplication application(argc, argv);
    return show(application, options);
}

} // namespace

} // namespace keyline::station

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    keyline::app::harden_process();
    try {
        return keyline::station::run(argc, argv);
    } catch (const std::exception& error) { // a library's; none of ours throws
        std::cerr << "keyline-station: unexpected: " << error.what() << "\n";
        return keyline::station::exit_usage;
    }
}
