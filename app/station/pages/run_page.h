// RunPage: the lanes in their places, the panel beside them, and what can be done at the lane that is chosen.
// Threads: the GUI's.
#pragma once

#include "app/station/pages/lane_grid.h"
#include "app/station/pages/side_panels.h"

#include <QStackedWidget>

namespace keyline::station {

class RunPage final : public QWidget {
    Q_OBJECT

  public:
    RunPage(Desk& desk, const Looks& looks, QWidget* parent);

    LaneGrid& grid() { return *grid_; }
    LoginPanel& login() { return *login_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void make_actions();
    void translate();
    void show_panel();
    void show_actions();
    const LaneState* chosen() const;

    Desk& desk_;
    LaneGrid* grid_;
    QStackedWidget* side_;
    ConnectPanel* connecting_;
    LoginPanel* login_;
    OrderPanel* order_;
    ReasonPanel* reason_;
    QWidget* actions_;
    QLabel* chosen_name_;
    HoldButton* retry_;
    QPushButton* stop_lane_;
    QPushButton* disarm_;
    QPushButton* quarantine_;
    QPushButton* rework_;
};

} // namespace keyline::station
