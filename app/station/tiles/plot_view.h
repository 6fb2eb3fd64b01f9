// PlotView: the statistics of a stretch of the record as app/report/plot draws them, in the theme's colours and the
// language of the moment. Threads: the GUI's.
#pragma once

#include "app/station/theme.h"

#include <QWidget>

namespace keyline::station {

class PlotView final : public QWidget {
    Q_OBJECT

  public:
    PlotView(const Looks& looks, QWidget* parent);

    void show_statistics(const QByteArray& json);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const Looks& looks_;
    QByteArray statistics_;
};

} // namespace keyline::station
