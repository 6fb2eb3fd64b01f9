// LaneGrid: the lanes at the fixture's places, 1 to 16, never sorted anew. Threads: the GUI's.
#pragma once

#include "app/station/models/lanes_model.h"
#include "app/station/tiles/lane_tile.h"

#include <QGridLayout>
#include <QTimer>

namespace keyline::station {

class LaneGrid final : public QWidget {
    Q_OBJECT

  public:
    LaneGrid(LanesModel& model, const Looks& looks, QWidget* parent);

    std::optional<unsigned> chosen() const { return chosen_; }
    void choose(std::optional<unsigned> lane);
    LaneTile* tile(unsigned lane) const;
    const std::vector<LaneTile*>& tiles() const { return tiles_; }

  signals:
    void chosen_changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void rebuild();
    void show_rows(int first, int last);

    LanesModel& model_;
    const Looks& looks_;
    QGridLayout* grid_;
    std::vector<LaneTile*> tiles_;
    std::optional<unsigned> chosen_;
    QTimer seconds_;
};

} // namespace keyline::station
