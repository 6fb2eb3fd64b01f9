// LaneGrid: the lanes at the fixture's places, 1 to 16, never sorted anew. Tiles are painted some at a time: however
// much 16 lanes tell at once, an input never waits for all of them. Threads: the GUI's.
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
    void rows_changed(int first, int last);
    void show_some();

    LanesModel& model_;
    const Looks& looks_;
    QGridLayout* grid_;
    std::vector<LaneTile*> tiles_;
    std::optional<unsigned> chosen_;
    std::optional<LanePhase> chosen_phase_; // as it was told last
    std::vector<bool> changed_;             // rows whose tile is not up to date
    std::size_t next_ = 0;                  // the row that is looked at first
    QTimer seconds_;
    QTimer pace_;
};

} // namespace keyline::station
