// Plots of `keyline audit stats --json`. Threads: the one with the QGuiApplication.
#pragma once

#include <QByteArray>
#include <QString>

namespace keyline::report {

// Empty: written. The path's ending decides: .svg or .png.
QString write_plot(const QByteArray& statistics, const QString& path);

} // namespace keyline::report
