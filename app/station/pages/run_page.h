// RunPage: the lanes in their places; beside them the panel of the moment, or the lane that is chosen with what can be
// done there. Threads: the GUI's.
#pragma once

#include "app/station/pages/lane_grid.h"
#include "app/station/pages/unit_panel.h"

namespace keyline::station {

class RunPage final : public QWidget {
    Q_OBJECT

  public:
    RunPage(Desk& desk, const Looks& looks, QWidget* parent);

    LaneGrid& grid() { return *grid_; }
    LoginPanel& login() { return *login_; }
    UnitPanel& unit() { return *unit_; }

  private:
    void show_panel();

    Desk& desk_;
    LaneGrid* grid_;
    QStackedWidget* side_;
    ConnectPanel* connecting_;
    LoginPanel* login_;
    OrderPanel* order_;
    UnitPanel* unit_;
};

} // namespace keyline::station
