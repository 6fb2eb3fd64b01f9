// LaneTile: one lane, in its fixed place. It paints a LaneState, and is a button: it chooses its lane. The outcome
// fills the whole tile with its word, shape and colour. Threads: the GUI's.
#pragma once

#include "app/station/models/lane_state.h"
#include "app/station/theme.h"

#include <QPushButton>

namespace keyline::station {

class LaneTile final : public QPushButton {
    Q_OBJECT

  public:
    LaneTile(const Looks& looks, QWidget* parent);

    void show_lane(const LaneState& lane);
    const LaneState& lane() const { return lane_; }
    void set_chosen(bool chosen);
    // Of what was painted last: a text that did not fit, even at its smallest.
    bool is_clipped() const { return is_clipped_; }

    QSize sizeHint() const override { return {300, 200}; }
    QSize minimumSizeHint() const override { return {170, 128}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    struct Inks {
        QColor fill;
        QColor ink;
        QColor quiet;
    };
    Inks inks() const;
    void paint_head(QPainter& painter, const QRectF& place, const Inks& inks);
    void paint_result(QPainter& painter, const QRectF& place, const Inks& inks);
    void paint_work(QPainter& painter, const QRectF& place, const Inks& inks);
    void paint_progress(QPainter& painter, const QRectF& place) const;
    void paint_frame(QPainter& painter, const QRectF& place, const Inks& inks) const;
    void text(QPainter& painter, const QRectF& place, int flags, const QString& text, const QColor& ink, bool bold,
              double pixels_max);
    void lines(QPainter& painter, const QRectF& place, const QString& text, const QColor& ink);
    QString elapsed() const;

    const Looks& looks_;
    LaneState lane_;
    bool is_clipped_ = false;
    bool is_chosen_ = false;
};

} // namespace keyline::station
