// Contrast, computed from the palettes in use: text 4.5:1 and more, graphics 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
#include "app/station/theme.h"

#include <QTest>
#include <cmath>

using namespace keyline;
using namespace keyline::station;

namespace {

constexpr double text_min = 4.5;
constexpr double graphics_min = 3;

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

#define COMPARE_CONTRAST(ink, fill, least)                                                                             \
    QVERIFY2(                                                                                                          \
        contrast(ink, fill) >= (least),                                                                                \
        qPrintable(QString("%1: %2 on %3 has %4").arg(#ink, (ink).name(), (fill).name()).arg(contrast(ink, fill))))

class ThemeTest : public QObject {
    Q_OBJECT

  private slots:
    void contrast_is_computed_as_known();
    void text_reads_data();
    void text_reads();
    void outcomes_are_told_apart();
};

void ThemeTest::contrast_is_computed_as_known() {
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QVERIFY(std::abs(contrast("#005A8C", Qt::white) - 7.4) < 0.1); // as the rules say
    QVERIFY(std::abs(contrast("#A84300", Qt::white) - 6.1) < 0.1);
}

void ThemeTest::text_reads_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : theme_names()) {
        QTest::newRow(qPrintable(name)) << name;
    }
}

void ThemeTest::text_reads() {
    QFETCH(QString, name);
    const Theme theme = make_theme(name);
    QCOMPARE(theme.name, name);
    using P = QPalette;
    const P& palette = theme.palette;
    for (const auto& [ink, fill] : {std::pair{P::WindowText, P::Window},
                                    {P::Text, P::Base},
                                    {P::Text, P::AlternateBase},
                                    {P::ButtonText, P::Button},
                                    {P::HighlightedText, P::Highlight},
                                    {P::ToolTipText, P::ToolTipBase},
                                    {P::PlaceholderText, P::Base}}) {
        COMPARE_CONTRAST(palette.color(ink), palette.color(fill), text_min);
    }
    const P main = theme.palette_of_main_button();
    COMPARE_CONTRAST(main.color(P::Active, P::ButtonText), main.color(P::Active, P::Button), text_min);
    for (const QColor& ground : {palette.color(P::Window), theme.tile}) {
        COMPARE_CONTRAST(theme.quiet, ground, text_min);
        COMPARE_CONTRAST(palette.color(P::WindowText), ground, text_min);
        COMPARE_CONTRAST(theme.border, ground, graphics_min);
        COMPARE_CONTRAST(theme.accent, ground, graphics_min);
    }
    COMPARE_CONTRAST(theme.accent, theme.track, graphics_min);
    for (const Paint& paint :
         {theme.passed, theme.failed, theme.error, theme.aborted, theme.quarantined, theme.bad, theme.notice}) {
        COMPARE_CONTRAST(paint.ink, paint.fill, text_min);
    }
}

void ThemeTest::outcomes_are_told_apart() {
    for (const QString& name : theme_names()) {
        const Theme theme = make_theme(name);
        QCOMPARE(theme.of(Outcome::passed).fill, QColor("#005A8C"));
        QCOMPARE(theme.of(Outcome::failed).fill, QColor("#A84300"));
        QSet<QRgb> fills;
        for (const Outcome outcome :
             {Outcome::passed, Outcome::failed, Outcome::error, Outcome::aborted, Outcome::quarantined}) {
            fills.insert(theme.of(outcome).fill.rgb());
        }
        QCOMPARE(fills.size(), 5);
    }
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
