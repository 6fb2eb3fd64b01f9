// A returned unit's report on paper. Source: app/keyd/verification.cpp. Threads: the one with the QGuiApplication.
#pragma once

#include <QByteArray>
#include <QString>

namespace keyline::report {

// Empty: written. `note`: the signed report, as `keyline verify` keeps it.
QString write_unit_report(const QByteArray& note, const QString& path);

} // namespace keyline::report
