#include "app/station/tiles/shapes.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <cmath>

namespace keyline::station {

namespace {

QPolygonF polygon(const QRectF& place, int corners, double turn) {
    QPolygonF shape;
    for (int corner = 0; corner < corners; ++corner) {
        const double angle = turn + 2 * M_PI * corner / corners;
        shape << place.center() + QPointF(std::cos(angle), std::sin(angle)) * place.width() / 2;
    }
    return shape;
}

QPen stroke(const QColor& colour, double width) {
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QPointF at(const QRectF& place, double x, double y) {
    return {place.left() + x * place.width(), place.top() + y * place.height()};
}

void draw_tick(QPainter& painter, const QRectF& place, const QColor& ink, double width) {
    painter.setPen(stroke(ink, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{at(place, 0.27, 0.53), at(place, 0.44, 0.69), at(place, 0.74, 0.34)});
}

void draw_cross(QPainter& painter, const QRectF& place, const QColor& ink, double width) {
    painter.setPen(stroke(ink, width));
    painter.drawLine(at(place, 0.32, 0.32), at(place, 0.68, 0.68));
    painter.drawLine(at(place, 0.68, 0.32), at(place, 0.32, 0.68));
}

void draw_sign(QPainter& painter, const QRectF& place, const QString& sign, const QColor& ink, double part) {
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(std::max(1, static_cast<int>(place.height() * part)));
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(place, Qt::AlignCenter, sign);
}

void draw_stripes(QPainter& painter, const QRectF& place, const Paint& paint) {
    QPainterPath inside;
    inside.addRect(place);
    painter.save();
    painter.setClipPath(inside);
    painter.fillRect(place, paint.fill);
    painter.setPen(QPen(paint.ink, place.width() / 9));
    for (double x = -1; x < 1; x += 0.28) {
        painter.drawLine(at(place, x, 1.05), at(place, x + 1.1, -0.05));
    }
    painter.restore();
    painter.setPen(stroke(paint.ink, place.width() / 20));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place);
}

} // namespace

void draw_outcome(QPainter& painter, const QRectF& place, Outcome outcome, const Paint& paint) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint.ink);
    const double width = place.width() / 9;
    switch (outcome) {
    case Outcome::passed:
        painter.drawEllipse(place);
        draw_tick(painter, place, paint.fill, width);
        break;
    case Outcome::failed:
        painter.drawPolygon(polygon(place, 8, M_PI / 8));
        draw_cross(painter, place, paint.fill, width);
        break;
    case Outcome::error:
        painter.drawPolygon(QPolygonF{at(place, 0.5, 0.04), at(place, 1, 0.94), at(place, 0, 0.94)});
        draw_sign(painter, place.adjusted(0, place.height() * 0.24, 0, 0), "!", paint.fill, 0.6);
        break;
    case Outcome::aborted:
        painter.drawEllipse(place);
        painter.setPen(stroke(paint.fill, width));
        painter.drawLine(at(place, 0.3, 0.5), at(place, 0.7, 0.5));
        break;
    case Outcome::quarantined:
        draw_stripes(painter, place, paint);
        painter.setPen(stroke(paint.ink, place.width() / 20));
        painter.setBrush(paint.fill);
        painter.drawEllipse(place.center(), place.width() * 0.32, place.height() * 0.32);
        draw_sign(painter, place, "?", paint.ink, 0.45);
        break;
    }
    painter.restore();
}

void draw_mark(QPainter& painter, const QRectF& place, Mark mark, const QColor& ink) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = place.width() / 9;
    painter.setPen(stroke(ink, width));
    painter.setBrush(Qt::NoBrush);
    switch (mark) {
    case Mark::good:
        draw_tick(painter, place.adjusted(-width, -width, width, width), ink, width * 1.3);
        break;
    case Mark::notice:
        painter.drawPolygon(QPolygonF{at(place, 0.5, 0.08), at(place, 0.96, 0.9), at(place, 0.04, 0.9)});
        draw_sign(painter, place.adjusted(0, place.height() * 0.24, 0, 0), "!", ink, 0.6);
        break;
    case Mark::bad:
        painter.drawPolygon(polygon(place.adjusted(1, 1, -1, -1), 8, M_PI / 8));
        draw_cross(painter, place, ink, width);
        break;
    case Mark::unknown:
        painter.drawEllipse(place.adjusted(2 * width, 2 * width, -2 * width, -2 * width));
        break;
    }
    painter.restore();
}

QFont fitted(QFont font, const QString& text, double width, double pixels_max, double pixels_min) {
    font.setPixelSize(std::max(1, static_cast<int>(pixels_max)));
    const double needed = QFontMetricsF(font).horizontalAdvance(text);
    if (needed > width) {
        font.setPixelSize(std::max(static_cast<int>(pixels_min), static_cast<int>(pixels_max * width / needed)));
    }
    while (font.pixelSize() > pixels_min && QFontMetricsF(font).horizontalAdvance(text) > width) {
        font.setPixelSize(font.pixelSize() - 1); // widths do not grow evenly with sizes
    }
    return font;
}

} // namespace keyline::station
