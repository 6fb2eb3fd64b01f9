// A unit's label as PDF: its serial number as DataMatrix (ECC 200) and as text. Threads: the one with the
// QGuiApplication.
#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>

namespace keyline::report {

// Empty: written.
QString write_label(const QByteArray& text, const QSizeF& size_mm, const QString& path);

} // namespace keyline::report
