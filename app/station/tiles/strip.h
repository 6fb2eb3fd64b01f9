// Strip: the parts of the station, always there. Quiet while all is well; a bad part fills with colour, and the line
// beneath says what it means and what to do. Threads: the GUI's.
#pragma once

#include "app/station/models/strip_model.h"
#include "app/station/theme.h"

#include <QLabel>
#include <QPushButton>

namespace keyline::station {

class StripTile final : public QPushButton {
    Q_OBJECT

  public:
    StripTile(const Looks& looks, QWidget* parent);
    void show_item(const StripItem& item);
    const StripItem& item() const { return item_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QFont name_font() const;
    QFont word_font() const;

    const Looks& looks_;
    StripItem item_;
};

class Strip final : public QWidget {
    Q_OBJECT

  public:
    Strip(StripModel& model, const Looks& looks, QWidget* parent);

  private:
    void show_model();
    void show_advice();

    StripModel& model_;
    std::vector<StripTile*> tiles_;
    QLabel* advice_;
    std::optional<StripPart> chosen_;
};

} // namespace keyline::station
