// Theme: palettes of our own on the Fusion style, and the colours that outcomes and marks have in each. Contrast is
// held by a test: text 4.5:1 and more, graphics 3:1. Threads: the GUI's.
#pragma once

#include "app/station/models/strip_model.h"
#include "provisioning/line/unit_result.h"

#include <QObject>
#include <QPalette>

namespace keyline::station {

struct Paint {
    QColor fill;
    QColor ink; // on it
};

struct Theme {
    QString name;
    QPalette palette;
    QColor tile;
    QColor border; // of tiles, on the window
    QColor quiet;  // text that does not call, on window and tile
    QColor accent; // focus, progress, what is next
    QColor track;  // of progress that is not done
    Paint passed;
    Paint failed;
    Paint error;
    Paint aborted;
    Paint quarantined;
    Paint bad; // of the strip
    Paint notice;

    const Paint& of(Outcome outcome) const;
    QPalette palette_of_main_button() const; // the one that is next to press
};

const QStringList& theme_names(); // "light", "dark", "high-contrast"
Theme make_theme(const QString& name);

// The theme of the moment; all who paint have it.
class Looks final : public QObject {
    Q_OBJECT

  public:
    explicit Looks(const QString& name) : theme_(make_theme(name)) {}
    const Theme& theme() const { return theme_; }
    void choose(const QString& name) {
        theme_ = make_theme(name);
        emit changed();
    }

  signals:
    void changed();

  private:
    Theme theme_;
};

} // namespace keyline::station
