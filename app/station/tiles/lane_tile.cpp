#include "app/station/tiles/lane_tile.h"

#include "app/station/models/words.h"
#include "app/station/tiles/shapes.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

namespace keyline::station {

namespace {

constexpr double pixels_min = 10;
constexpr int line_pixels_min = 9;
constexpr double margin_pixels = 10;
constexpr double gap_pixels = 4;

} // namespace

LaneTile::LaneTile(const Looks& looks, QWidget* parent) : QPushButton(parent), looks_(looks) {
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&looks, &Looks::changed, this, qOverload<>(&QWidget::update));
}

void LaneTile::show_lane(const LaneState& lane) {
    lane_ = lane;
    if (const QString spoken = Words::spoken(lane_); spoken != accessibleName()) {
        setAccessibleName(spoken);
    }
    update();
}

void LaneTile::set_chosen(bool chosen) {
    is_chosen_ = chosen;
    update();
}

void LaneTile::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(Words::spoken(lane_));
        update();
    }
    QPushButton::changeEvent(event);
}

LaneTile::Inks LaneTile::inks() const {
    const Theme& theme = looks_.theme();
    if (lane_.shows_result()) {
        const Paint& paint = theme.of(lane_.result->outcome);
        return {paint.fill, paint.ink, paint.ink};
    }
    if (lane_.phase == LanePhase::down) {
        return {theme.error.fill, theme.error.ink, theme.error.ink};
    }
    return {theme.tile, theme.palette.color(QPalette::WindowText), theme.quiet};
}

void LaneTile::text(QPainter& painter, const QRectF& place, int flags, const QString& text, const QColor& ink,
                    bool bold, double pixels_max) {
    if (text.isEmpty()) {
        return;
    }
    QFont font = this->font();
    font.setBold(bold);
    font = fitted(font, text, place.width(), pixels_max, pixels_min);
    painter.setFont(font);
    painter.setPen(ink);
    is_clipped_ = is_clipped_ || QFontMetricsF(font).horizontalAdvance(text) > place.width() + 1;
    painter.drawText(place, flags | Qt::TextSingleLine | Qt::AlignAbsolute, text);
}

// A text that takes the lines it needs.
void LaneTile::lines(QPainter& painter, const QRectF& place, const QString& text, const QColor& ink) {
    if (text.isEmpty()) {
        return;
    }
    const int flags = Qt::AlignCenter | Qt::TextWordWrap;
    QFont font = this->font();
    QRectF needed;
    for (int pixels = static_cast<int>(std::min(place.height() * 0.48, 24.0)); pixels >= line_pixels_min; --pixels) {
        font.setPixelSize(pixels);
        needed = QFontMetricsF(font).boundingRect(place, flags, text);
        if (place.contains(needed)) {
            break;
        }
    }
    is_clipped_ = is_clipped_ || !place.adjusted(-1, -1, 1, 1).contains(needed);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(place, flags, text);
}

QString LaneTile::elapsed() const {
    if (lane_.phase == LanePhase::working) {
        const auto now = std::chrono::steady_clock::now() - lane_.began;
        return Words::seconds(std::chrono::duration_cast<std::chrono::milliseconds>(now));
    }
    return lane_.shows_result() && lane_.took.count() > 0 ? Words::seconds(lane_.took) : QString();
}

void LaneTile::paint_head(QPainter& painter, const QRectF& place, const Inks& inks) {
    const QRectF left(place.left(), place.top(), place.width() * 0.45, place.height());
    const QRectF right(place.left() + place.width() * 0.5, place.top(), place.width() * 0.5, place.height());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    text(painter, mirrored ? right : left, (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
         QString::number(lane_.number), inks.ink, true, place.height());
    text(painter, mirrored ? left : right, (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, elapsed(),
         inks.quiet, false, place.height() * 0.62);
}

void LaneTile::paint_result(QPainter& painter, const QRectF& place, const Inks& inks) {
    const Outcome outcome = lane_.result->outcome;
    const double sign_size = std::min(place.height() * 0.42, place.width() * 0.24);
    const QRectF band(place.left(), place.top(), place.width(), place.height() * 0.4);
    const QString word = Words::outcome(outcome);
    QFont font = this->font();
    font.setBold(true);
    font = fitted(font, word, band.width() - sign_size - 2 * gap_pixels, band.height() * 0.86, pixels_min);
    const double width = QFontMetricsF(font).horizontalAdvance(word);
    const double left = band.left() + (band.width() - sign_size - 2 * gap_pixels - width) / 2;
    draw_outcome(painter, {left, band.center().y() - sign_size / 2, sign_size, sign_size}, outcome,
                 looks_.theme().of(outcome));
    text(painter, {left + sign_size + 2 * gap_pixels, band.top(), width + 2, band.height()},
         Qt::AlignLeft | Qt::AlignVCenter, word, inks.ink, true, font.pixelSize());
    QRectF line(place.left(), band.bottom(), place.width(), place.height() * 0.17);
    text(painter, line, Qt::AlignCenter, lane_.serial ? Words::serial(*lane_.serial) : QString(), inks.ink, false,
         line.height() * 0.86);
    const auto& reason = lane_.result->reason;
    const QRectF why(place.left(), line.bottom(), place.width(), place.height() * 0.27);
    lines(painter, why, reason ? Words::error(*reason).what : QString(), inks.ink);
    line = {place.left(), why.bottom(), place.width(), place.height() * 0.16};
    text(painter, line, Qt::AlignCenter, Words::to_do(lane_), inks.quiet, false, line.height() * 0.62);
}

void LaneTile::paint_work(QPainter& painter, const QRectF& place, const Inks& inks) {
    const bool working = lane_.phase == LanePhase::working;
    QRectF line(place.left(), place.top(), place.width(), place.height() * 0.34);
    const bool quiet = !working && !lane_.armed && lane_.phase != LanePhase::waits_serial;
    text(painter, line, Qt::AlignCenter, Words::doing(lane_), quiet ? inks.quiet : inks.ink, !quiet,
         line.height() * (quiet ? 0.42 : 0.56));
    line = {place.left(), line.bottom(), place.width(), place.height() * 0.2};
    const auto& serial = working ? lane_.serial : lane_.armed;
    text(painter, line, Qt::AlignCenter, serial ? Words::serial(*serial) : QString(), inks.ink, false,
         line.height() * 0.8);
    line = {place.left(), line.bottom() + gap_pixels, place.width(), place.height() * 0.2};
    if (working) {
        paint_progress(painter, line.adjusted(0, line.height() * 0.3, 0, -line.height() * 0.2));
        line.moveTop(line.bottom());
        text(painter, line, Qt::AlignCenter, Words::step_count_text(lane_), inks.quiet, false, line.height() * 0.5);
        return;
    }
    const bool calls = lane_.armed || lane_.takes_next_scan;
    text(painter, line, Qt::AlignCenter, Words::to_do(lane_), calls ? inks.ink : inks.quiet, calls,
         line.height() * 0.6);
}

void LaneTile::paint_progress(QPainter& painter, const QRectF& place) const {
    const Theme& theme = looks_.theme();
    const double gap = 3;
    const double width = (place.width() - gap * (step_count - 1)) / step_count;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    for (int step = 0; step < step_count; ++step) {
        const int column = mirrored ? step_count - 1 - step : step;
        QRectF part(place.left() + column * (width + gap), place.top(), width, place.height());
        painter.fillRect(part, theme.track);
        const double done = std::clamp(lane_.progress() * step_count - step, 0.0, 1.0);
        if (mirrored) {
            part.setLeft(part.right() - part.width() * done);
        } else {
            part.setWidth(part.width() * done);
        }
        painter.fillRect(part, theme.accent);
    }
}

void LaneTile::paint_frame(QPainter& painter, const QRectF& place, const Inks& inks) const {
    const Theme& theme = looks_.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool is_next = lane_.takes_next_scan || lane_.armed;
    painter.setBrush(inks.fill);
    painter.setPen(QPen(is_next ? theme.accent : theme.border, is_next ? 4 : 1.5));
    painter.drawRoundedRect(place, 6, 6);
    if (lane_.shows_result() && lane_.result->outcome == Outcome::quarantined) {
        painter.setPen(QPen(inks.ink, 6, Qt::DashLine, Qt::FlatCap));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(place.adjusted(4, 4, -4, -4), 4, 4);
    }
    if (is_chosen_ || hasFocus()) {
        painter.setPen(QPen(inks.ink, is_chosen_ ? 4 : 2, hasFocus() ? Qt::DotLine : Qt::SolidLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(place.adjusted(3, 3, -3, -3), 5, 5);
    }
}

void LaneTile::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
    is_clipped_ = false;
    const Inks used = inks();
    const QRectF frame = QRectF(rect()).adjusted(2, 2, -2, -2);
    paint_frame(painter, frame, used);
    const QRectF inside = frame.adjusted(margin_pixels, margin_pixels * 0.6, -margin_pixels, -margin_pixels * 0.6);
    const QRectF head(inside.left(), inside.top(), inside.width(), std::min(inside.height() * 0.2, 44.0));
    paint_head(painter, head, used);
    const QRectF body(inside.left(), head.bottom(), inside.width(), inside.bottom() - head.bottom());
    if (lane_.shows_result()) {
        paint_result(painter, body, used);
    } else {
        paint_work(painter, body, used);
    }
}

} // namespace keyline::station
