// keyline-report: a file or standard input in, one new PDF, SVG or PNG out.
#include "app/report/plot.h"
#include "app/report/unit_report.h"

#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QTextStream>
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

int run(const QStringList& arguments) {
    QTextStream told(stderr);
    const bool pdf = arguments.value(1) == "pdf";
    if (arguments.size() != 4 || (!pdf && arguments.value(1) != "plot")) {
        told << "Usage:\n  keyline-report pdf REPORT OUT.pdf     (a report of keyline verify; - is stdin)\n"
                "  keyline-report plot STATISTICS OUT.svg|OUT.png     (of keyline audit stats --json)\n";
        return arguments.value(1) == "--help" ? 0 : exit_usage;
    }
    QFile input(arguments[2]);
    const bool opened = arguments[2] == "-" ? input.open(stdin, QIODevice::ReadOnly) : input.open(QIODevice::ReadOnly);
    const QByteArray bytes = opened ? input.read(input_bytes_max) : QByteArray();
    if (bytes.isEmpty()) {
        told << "keyline-report: " << arguments[2] << ": cannot be read\n";
        return exit_input;
    }
    const QString failure = write_new_file(arguments[3], [&](const QString& path) {
        return pdf ? keyline::report::write_unit_report(bytes, path) : keyline::report::write_plot(bytes, path);
    });
    if (!failure.isEmpty()) {
        told << "keyline-report: " << arguments[3] << ": " << failure << "\n";
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
