#include "app/station/pages/run_page.h"

#include "app/station/models/words.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

namespace {

constexpr int side_pixels = 320;
constexpr int button_pixels_min = 48;

} // namespace

RunPage::RunPage(Desk& desk, const Looks& looks, QWidget* parent)
    : QWidget(parent), desk_(desk), grid_(new LaneGrid(desk.lanes(), looks, this)), side_(new QStackedWidget(this)),
      connecting_(new ConnectPanel(desk, this)), login_(new LoginPanel(desk, this)),
      order_(new OrderPanel(desk, looks, this)), reason_(new ReasonPanel(desk, this)), actions_(new QWidget(this)),
      chosen_name_(new QLabel(actions_)), retry_(new HoldButton(actions_)), stop_lane_(new QPushButton(actions_)),
      disarm_(new QPushButton(actions_)), quarantine_(new QPushButton(actions_)), rework_(new QPushButton(actions_)) {
    for (QWidget* panel : std::initializer_list<QWidget*>{connecting_, login_, order_, reason_}) {
        side_->addWidget(panel);
    }
    side_->setFixedWidth(side_pixels);
    make_actions();
    auto* left = new QVBoxLayout;
    left->addWidget(grid_, 1);
    left->addWidget(actions_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 6, 6, 6);
    row->addLayout(left, 1);
    row->addWidget(side_);
    connect(&desk.station(), &StationControl::state_changed, this, &RunPage::show_panel);
    connect(&desk.run(), &RunControl::state_changed, this, &RunPage::show_actions);
    connect(grid_, &LaneGrid::chosen_changed, this, &RunPage::show_actions);
    connect(reason_, &ReasonPanel::over, this, &RunPage::show_panel);
    translate();
    show_panel();
}

void RunPage::make_actions() {
    auto* row = new QHBoxLayout(actions_);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(chosen_name_);
    for (QPushButton* button : std::initializer_list<QPushButton*>{retry_, disarm_, stop_lane_, rework_, quarantine_}) {
        button->setMinimumHeight(button_pixels_min);
        button->setAutoDefault(false);
        row->addWidget(button, 1);
    }
    connect(retry_, &HoldButton::held, this, [this] {
        if (const LaneState* lane = chosen(); lane != nullptr && lane->result && lane->result->uid) {
            desk_.run().retry(lane->number, *lane->result->uid);
        }
    });
    connect(disarm_, &QPushButton::clicked, this, [this] {
        if (const LaneState* lane = chosen()) {
            desk_.run().disarm(lane->number);
        }
    });
    connect(stop_lane_, &QPushButton::clicked, this, [this] {
        if (const LaneState* lane = chosen()) {
            lane->phase == LanePhase::stopped ? desk_.run().resume_lane(lane->number)
                                              : desk_.run().stop_lane(lane->number);
        }
    });
    const auto ask = [this](ActionKind kind) {
        if (const LaneState* lane = chosen(); lane != nullptr && lane->serial) {
            reason_->ask(kind, lane->number, *lane->serial);
            side_->setCurrentWidget(reason_);
        }
    };
    connect(quarantine_, &QPushButton::clicked, this, [ask] { ask(ActionKind::unit_quarantine); });
    connect(rework_, &QPushButton::clicked, this, [ask] { ask(ActionKind::unit_rework); });
}

const LaneState* RunPage::chosen() const {
    const auto lane = grid_->chosen();
    return lane ? desk_.lanes().find(*lane) : nullptr;
}

void RunPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void RunPage::translate() {
    retry_->setText(tr("Hold: try again"));
    disarm_->setText(tr("Take number back"));
    quarantine_->setText(tr("Quarantine …"));
    rework_->setText(tr("Rework …"));
    show_actions();
}

void RunPage::show_panel() {
    switch (desk_.station().state()) {
    case StationControl::State::logged_out:
        side_->setCurrentWidget(login_);
        login_->setFocus();
        break;
    case StationControl::State::ready:
        side_->setCurrentWidget(order_);
        order_->setFocus();
        break;
    default:
        side_->setCurrentWidget(connecting_);
    }
    show_actions();
}

// Only what is possible now; what may not be done is not offered.
void RunPage::show_actions() {
    const LaneState* lane = chosen();
    const bool active = desk_.run().is_active();
    const bool mine = desk_.station().state() == StationControl::State::ready;
    actions_->setVisible(lane != nullptr && mine && (active || lane->shows_result()));
    if (lane == nullptr) {
        return;
    }
    chosen_name_->setText(tr("Lane %1").arg(lane->number));
    const bool undecided = lane->shows_result() && lane->result->outcome != Outcome::passed;
    const bool may_decide = undecided && lane->serial.has_value();
    retry_->setVisible(active && lane->phase == LanePhase::waits_removal && undecided && lane->result->uid &&
                       lane->result->outcome != Outcome::quarantined);
    disarm_->setVisible(active && lane->armed.has_value());
    stop_lane_->setVisible(active && lane->phase != LanePhase::ended);
    stop_lane_->setText(lane->phase == LanePhase::stopped ? tr("Resume lane") : tr("Stop lane"));
    quarantine_->setVisible(may_decide &&
                            desk_.station().roles().has_one_of(rule_of(ActionKind::unit_quarantine).may_ask));
    rework_->setVisible(may_decide && desk_.station().roles().has_one_of(rule_of(ActionKind::unit_rework).may_ask));
}

} // namespace keyline::station
