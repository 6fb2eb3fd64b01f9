// The shapes that stand beside every word: never colour alone. Threads: the GUI's.
#pragma once

#include "app/station/theme.h"

#include <QPainter>

namespace keyline::station {

// PASS: a tick in a disc. FAIL: a cross in an octagon. ERROR: ! in a triangle. ABORTED: a bar in a disc. QUARANTINE: a
// striped square with a question mark.
void draw_outcome(QPainter& painter, const QRectF& place, Outcome outcome, const Paint& paint);
// A tick, a triangle, a cross, a ring.
void draw_mark(QPainter& painter, const QRectF& place, Mark mark, const QColor& ink);

// `font` as large as `text` fits `width`, between the two sizes in pixels.
QFont fitted(QFont font, const QString& text, double width, double pixels_max, double pixels_min);

} // namespace keyline::station
