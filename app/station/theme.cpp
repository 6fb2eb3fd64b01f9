#include "app/station/theme.h"

namespace keyline::station {

namespace {

struct Greys {
    QColor window;
    QColor base;
    QColor ink;
    QColor quiet;
    QColor button;
    QColor border;
    QColor accent;
    QColor on_accent;
    QColor disabled;
};

QPalette palette_of(const Greys& greys) {
    QPalette palette;
    palette.setColor(QPalette::Window, greys.window);
    palette.setColor(QPalette::WindowText, greys.ink);
    palette.setColor(QPalette::Base, greys.base);
    palette.setColor(QPalette::AlternateBase, greys.window);
    palette.setColor(QPalette::Text, greys.ink);
    palette.setColor(QPalette::PlaceholderText, greys.quiet);
    palette.setColor(QPalette::Button, greys.button);
    palette.setColor(QPalette::ButtonText, greys.ink);
    palette.setColor(QPalette::BrightText, greys.on_accent);
    palette.setColor(QPalette::ToolTipBase, greys.base);
    palette.setColor(QPalette::ToolTipText, greys.ink);
    palette.setColor(QPalette::Highlight, greys.accent);
    palette.setColor(QPalette::HighlightedText, greys.on_accent);
    palette.setColor(QPalette::Link, greys.accent);
    palette.setColor(QPalette::Light, greys.base);
    palette.setColor(QPalette::Midlight, greys.button);
    palette.setColor(QPalette::Mid, greys.border);
    palette.setColor(QPalette::Dark, greys.border);
    palette.setColor(QPalette::Shadow, greys.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, greys.disabled);
    }
    return palette;
}

// Outcomes look the same in every theme: who has learnt them once reads them everywhere. PASS and FAIL: blue and
// orange differ for colour-blind people, green and red do not.
const Paint paint_of_passed{"#005A8C", Qt::white};
const Paint paint_of_failed{"#A84300", Qt::white};
const Paint paint_of_error{"#5B2A86", Qt::white};
const Paint paint_of_aborted{"#525A62", Qt::white};
const Paint paint_of_quarantined{"#FFD23F", Qt::black};

Theme light() {
    const Greys greys{"#E8EBEE", "#FFFFFF", "#171B1F", "#47505A", "#F6F7F9",
                      "#68727C", "#005A8C", "#FFFFFF", "#767F88"};
    return {"light",         palette_of(greys),     greys.base,       greys.border,
            greys.quiet,     greys.accent,          "#C6CDD4",        paint_of_passed,
            paint_of_failed, paint_of_error,        paint_of_aborted, paint_of_quarantined,
            paint_of_failed, {"#FFE9A8", "#171B1F"}};
}

Theme dark() {
    const Greys greys{"#12161A", "#1D2329", "#EAEDF0", "#B3BCC5", "#2A323A",
                      "#88929C", "#5FB2E6", "#0B0E11", "#8A949E"};
    return {"dark",          palette_of(greys),     greys.base,       greys.border,
            greys.quiet,     greys.accent,          "#38424B",        paint_of_passed,
            paint_of_failed, paint_of_error,        paint_of_aborted, paint_of_quarantined,
            paint_of_failed, {"#5A4500", "#FFFFFF"}};
}

Theme high_contrast() {
    const Greys greys{"#000000", "#000000", "#FFFFFF", "#FFFFFF", "#000000",
                      "#FFFFFF", "#FFE100", "#000000", "#C8C8C8"};
    QPalette palette = palette_of(greys); // Fusion draws no outline on black: what is touched or typed in is light
    for (const auto& [role, colour] : {std::pair{QPalette::Base, "#FFFFFF"},
                                       {QPalette::Text, "#000000"},
                                       {QPalette::AlternateBase, "#E4E4E4"},
                                       {QPalette::PlaceholderText, "#3C3C3C"},
                                       {QPalette::Button, "#E4E4E4"},
                                       {QPalette::ButtonText, "#000000"},
                                       {QPalette::ToolTipBase, "#FFFFFF"},
                                       {QPalette::ToolTipText, "#000000"}}) {
        palette.setColor(role, QColor(colour));
    }
    for (const auto role : {QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, "#6A6A6A");
    }
    return {"high-contrast",  palette,
            greys.base,       greys.border,
            greys.quiet,      greys.accent,
            "#3C3C3C",        paint_of_passed,
            paint_of_failed,  paint_of_error,
            paint_of_aborted, paint_of_quarantined,
            paint_of_failed,  {"#FFE100", "#000000"}};
}

} // namespace

const Paint& Theme::of(Outcome outcome) const {
    switch (outcome) {
    case Outcome::passed:
        return passed;
    case Outcome::failed:
        return failed;
    case Outcome::aborted:
        return aborted;
    case Outcome::quarantined:
        return quarantined;
    case Outcome::error:
        break;
    }
    return error;
}

QPalette Theme::palette_of_main_button() const {
    QPalette main = palette;
    main.setColor(QPalette::Button, palette.color(QPalette::Highlight));
    main.setColor(QPalette::Active, QPalette::ButtonText, palette.color(QPalette::HighlightedText));
    main.setColor(QPalette::Inactive, QPalette::ButtonText, palette.color(QPalette::HighlightedText));
    main.setColor(QPalette::Disabled, QPalette::Button, palette.color(QPalette::Button));
    return main;
}

const QStringList& theme_names() {
    static const QStringList names{"light", "dark", "high-contrast"};
    return names;
}

Theme make_theme(const QString& name) {
    return name == "dark" ? dark() : name == "high-contrast" ? high_contrast() : light();
}

} // namespace keyline::station
