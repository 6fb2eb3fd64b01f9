// keyline-report: a file or standard input in, one new PDF, SVG or PNG out.
#include "app/report/label.h"
#include "app/report/plot.h"
#include "app/report/unit_report.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QTextStream>
#include <QTranslator>
#include <functional>

namespace {

constexpr qint64 input_bytes_max = 1'048'576;
constexpr int exit_usage = 2;
constexpr int exit_input = 3;

// Under a name of its own until it is whole; a file that is there already is never replaced.
QString write_new_file(const QString& path, const std::function<QString(const QString&)>& write) {
    if (QFileInfo::exists(path)) {
        return "is there already";
    }
    const QFileInfo info(path);
    const QString unfinished = info.path() + "/.unfinished-" + info.fileName(); // its ending still says what it is
    QString failure = write(unfinished);
    if (failure.isEmpty() && (QFileInfo(unfinished).size() == 0 || !QFile::rename(unfinished, path))) {
        failure = "cannot be written";
    }
    if (!failure.isEmpty()) {
        QFile::remove(unfinished);
    }
    return failure;
}

// The reader's; English where there is none of it, or no such file.
bool choose_language(const QString& wanted, QTranslator& texts) {
    const QLocale locale(wanted.isEmpty() ? QLocale::system() : QLocale(wanted));
    QLocale::setDefault(locale);
    const bool found = texts.load(locale, "keyline-report", "_", ":/translations");
    return (found && QCoreApplication::installTranslator(&texts)) || wanted.isEmpty() || wanted == "en";
}

// "50x25", millimetres; nothing for anything else.
QSizeF size_in(const QString& text) {
    const QStringList sides = text.split('x');
    return sides.size() == 2 ? QSizeF(sides[0].toDouble(), sides[1].toDouble()) : QSizeF();
}

int run(const QStringList& arguments) {
    QTextStream told(stderr);
    QCommandLineParser line;
    line.setApplicationDescription(
        "Draws what keyline has found.\n\n"
        "  keyline-report pdf REPORT OUT.pdf     a report of keyline verify\n"
        "  keyline-report plot STATISTICS OUT.svg|OUT.png     of keyline audit stats --json\n"
        "  keyline-report label WIDTHxHEIGHT OUT.pdf     in mm; the serial number is on standard input");
    line.addHelpOption();
    line.addVersionOption();
    line.addOption({"language", "de, en, es, pl or zh_CN; else that of the environment (LANG).", "code"});
    line.addPositionalArgument("what", "pdf, plot or label");
    line.addPositionalArgument("input", "a file; - is standard input");
    line.addPositionalArgument("output", "a new file");
    const bool parsed = line.parse(arguments);
    if (line.isSet("help")) {
        QTextStream(stdout) << line.helpText();
        return 0;
    }
    if (line.isSet("version")) {
        QTextStream(stdout) << "keyline-report " KEYLINE_VERSION "\n";
        return 0;
    }
    const QStringList places = line.positionalArguments();
    QTranslator texts;
    const QString what = places.value(0);
    const bool label = what == "label";
    if (!parsed || places.size() != 3 || !QStringList{"pdf", "plot", "label"}.contains(what) ||
        !choose_language(line.value("language"), texts)) {
        told << "keyline-report: " << (parsed ? "what is to be drawn, or its language?" : line.errorText())
             << " See keyline-report --help\n";
        return exit_usage;
    }
    QFile input(places[1]);
    const bool opened =
        label || places[1] == "-" ? input.open(stdin, QIODevice::ReadOnly) : input.open(QIODevice::ReadOnly);
    const QByteArray bytes = opened ? input.read(input_bytes_max) : QByteArray();
    if (bytes.isEmpty()) {
        told << "keyline-report: " << places[1] << ": cannot be read\n";
        return exit_input;
    }
    const QString failure = write_new_file(places[2], [&](const QString& path) {
        return label           ? keyline::report::write_label(bytes, size_in(places[1]), path)
               : what == "pdf" ? keyline::report::write_unit_report(bytes, path)
                               : keyline::report::write_plot(bytes, path);
    });
    if (!failure.isEmpty()) {
        told << "keyline-report: " << places[2] << ": " << failure << "\n";
        return exit_input;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen"); // it draws, and shows nothing
    const QGuiApplication application(argc, argv);
    return run(QGuiApplication::arguments());
}
