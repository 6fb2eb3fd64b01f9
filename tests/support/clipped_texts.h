// What a screen says and does not show whole: labels, buttons, choices whose text needs more room than it has; buttons
// that are too small for a finger, and fields that nobody hears.
#pragma once

#include "app/station/tiles/lane_tile.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace keyline::test {

inline constexpr int target_pixels_min = 44;

inline bool is_clipped(const QLabel& label) {
    if (label.text().isEmpty()) {
        return false;
    }
    if (label.wordWrap()) {
        // The longest word has to fit too; Chinese breaks anywhere.
        int word = 0;
        static const QRegularExpression ends("[\\s\\x{2E80}-\\x{FFEF}]");
        for (const QString& one : label.text().split(ends)) {
            word = std::max(word, label.fontMetrics().horizontalAdvance(one));
        }
        return label.height() < label.heightForWidth(label.width()) || word > label.contentsRect().width() + 1;
    }
    return label.width() < label.sizeHint().width();
}

inline bool is_clipped(const QComboBox& choice) {
    constexpr int arrow_pixels = 30;
    for (int i = 0; i < choice.count(); ++i) {
        if (choice.fontMetrics().horizontalAdvance(choice.itemText(i)) > choice.width() - arrow_pixels) {
            return true;
        }
    }
    return false;
}

inline bool is_clipped(QPushButton& button) {
    if (auto* tile = qobject_cast<station::LaneTile*>(&button)) {
        (void)tile->grab();
        return tile->is_clipped();
    }
    return button.width() < button.sizeHint().width() || button.height() < button.sizeHint().height();
}

inline QStringList faults_of(QWidget& screen) {
    QStringList faults;
    const auto note = [&](const QWidget& widget, const QString& what, const QString& text) {
        faults << QString("%1 %2: %3").arg(widget.metaObject()->className(), what, text);
    };
    for (QWidget* widget : screen.findChildren<QWidget*>()) {
        if (!widget->isVisible()) {
            continue;
        }
        if (auto* label = qobject_cast<QLabel*>(widget); label != nullptr && is_clipped(*label)) {
            note(*label, "is clipped", label->text());
        } else if (auto* button = qobject_cast<QPushButton*>(widget)) {
            const QString name = button->accessibleName() + button->text();
            if (is_clipped(*button)) {
                note(*button, "is clipped", name);
            }
            if (button->height() < target_pixels_min || button->width() < target_pixels_min) {
                note(*button, "is too small", name);
            }
            if (name.isEmpty()) {
                note(*button, "is not heard", {});
            }
        } else if (auto* choice = qobject_cast<QComboBox*>(widget)) {
            if (is_clipped(*choice)) {
                note(*choice, "is clipped", choice->currentText());
            }
            if (choice->accessibleName().isEmpty()) {
                note(*choice, "is not heard", choice->currentText());
            }
        } else if (auto* line = qobject_cast<QLineEdit*>(widget);
                   line != nullptr && qobject_cast<QAbstractSpinBox*>(line->parentWidget()) == nullptr) {
            if (line->accessibleName().isEmpty()) {
                note(*line, "is not heard", line->placeholderText());
            }
            constexpr int margin_pixels = 12;
            if (line->fontMetrics().horizontalAdvance(line->placeholderText()) > line->width() - margin_pixels) {
                note(*line, "is clipped", line->placeholderText());
            }
        }
    }
    return faults;
}

} // namespace keyline::test
