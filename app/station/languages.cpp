#include "app/station/languages.h"

#include <QApplication>
#include <QLocale>
#include <algorithm>

namespace keyline::station {

const std::vector<Language>& Languages::all() {
    static const std::vector<Language> languages{
        {"en", "English"},
        {"de", "Deutsch"},
        {"es", QString::fromUtf8("Español")},
        {"pl", "Polski"},
        {"zh_CN", QString::fromUtf8("简体中文")},
        {"ar", QString::fromUtf8("العربية")},
    };
    return languages;
}

void Languages::choose(const QString& code) {
    const QString wanted = code.isEmpty() ? QLocale::system().name() : code;
    const auto& known = all();
    const auto found = std::find_if(known.begin(), known.end(), [&](const Language& language) {
        return wanted == language.code || (code.isEmpty() && wanted.startsWith(language.code));
    });
    current_ = found == known.end() ? "en" : found->code;
    const QLocale locale(current_);
    QLocale::setDefault(locale);
    QApplication::setLayoutDirection(locale.textDirection());
    QApplication::removeTranslator(&texts_);
    QApplication::removeTranslator(&report_texts_);
    if (report_texts_.load(":/translations/keyline-report_" + current_ + ".qm")) {
        QApplication::installTranslator(&report_texts_); // of plots and of a returned unit's checks
    }
    if (texts_.load(":/translations/keyline-station_" + current_ + ".qm")) {
        QApplication::installTranslator(&texts_); // every widget gets a LanguageChange
    }
}

} // namespace keyline::station
