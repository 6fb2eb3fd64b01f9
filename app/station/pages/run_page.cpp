#include "app/station/pages/run_page.h"

#include "app/station/pages/scrolled.h"

#include <QBoxLayout>

namespace keyline::station {

namespace {
constexpr int side_pixels = 320;
}

RunPage::RunPage(Desk& desk, const Looks& looks, QWidget* parent)
    : QWidget(parent), desk_(desk), grid_(new LaneGrid(desk.lanes(), looks, this)), side_(new QStackedWidget(this)),
      connecting_(new ConnectPanel(desk, this)), login_(new LoginPanel(desk, this)),
      order_(new OrderPanel(desk, looks, this)), unit_(new UnitPanel(desk, this)) {
    for (QWidget* panel : std::initializer_list<QWidget*>{connecting_, login_, order_, unit_}) {
        side_->addWidget(panel);
    }
    follow_current(side_);
    QWidget* side = scrolled(side_, side_pixels, this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 6, 6, 6);
    row->addWidget(grid_, 1);
    row->addWidget(side);
    connect(&desk.station(), &StationControl::state_changed, this, [this] {
        grid_->choose({});
        show_panel();
    });
    connect(grid_, &LaneGrid::chosen_changed, this, &RunPage::show_panel);
    connect(unit_, &UnitPanel::over, this, [this] { grid_->choose({}); });
    show_panel();
}

void RunPage::show_panel() {
    QWidget* before = side_->currentWidget();
    const auto chosen = grid_->chosen();
    const LaneState* lane = chosen ? desk_.lanes().find(*chosen) : nullptr;
    switch (desk_.station().state()) {
    case StationControl::State::logged_out:
        side_->setCurrentWidget(login_);
        break;
    case StationControl::State::ready:
        if (lane != nullptr) {
            unit_->show_lane(*lane);
        }
        side_->setCurrentWidget(lane != nullptr ? static_cast<QWidget*>(unit_) : order_);
        break;
    default:
        side_->setCurrentWidget(connecting_);
    }
    if (side_->currentWidget() != before && side_->currentWidget() != unit_) {
        side_->currentWidget()->setFocus();
    }
}

} // namespace keyline::station
