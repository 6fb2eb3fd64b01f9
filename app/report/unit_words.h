// The words of a verification's report (app/keyd/verification.cpp) in the language of whoever reads it, as the
// application's translator has them; in English what it has not. Context: "UnitReport" (translations/). Threads: any.
#pragma once

#include <QJsonObject>
#include <QString>

namespace keyline::report {

// As the report has it: "capture challenge", "not checked", "genuine and intact".
QString in_reader_language(const QString& english);

// Of one of the report's checks: its sentences, each with its values.
QString evidence_of(const QJsonObject& check);

} // namespace keyline::report
