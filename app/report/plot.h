// Plots of `keyline audit stats --json`: for keyline-report, and for the operator's screen in its own colours and
// language. Threads: the one with the QGuiApplication.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QString>
#include <functional>

class QPainter;

namespace keyline::report {

struct PlotLook {
    QColor paper = Qt::white;
    QColor ink = Qt::black;
    QColor bar = QColor(0x00, 0x5a, 0x8c);
    QColor light_bar = QColor(0x9c, 0xc3, 0xdb);
    QString font = "DejaVu Sans";
    std::function<QString(const QString& code)> cause{}; // in words; none: the code
};

// Empty: written. The path's ending decides: .svg or .png.
QString write_plot(const QByteArray& statistics, const QString& path);

inline constexpr int plot_width = 900;
// How high it is where it is plot_width wide; 0 for what are no statistics.
int plot_height(const QByteArray& statistics);
void draw_plot(QPainter& painter, const QByteArray& statistics, const PlotLook& look);

} // namespace keyline::report
