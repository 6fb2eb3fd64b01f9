#include "app/station/pages/unit_panel.h"

#include "app/station/models/words.h"
#include "app/station/pages/scrolled.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

namespace {
constexpr int button_pixels_min = 48;
}

UnitPanel::UnitPanel(Desk& desk, QWidget* parent)
    : QStackedWidget(parent), desk_(desk), unit_(new QWidget(this)), title_(new QLabel(unit_)),
      told_(new QLabel(unit_)), retry_(new HoldButton(unit_)), abort_(new HoldButton(unit_)),
      disarm_(new QPushButton(unit_)), stop_lane_(new QPushButton(unit_)), back_(new QPushButton(unit_)),
      decision_(new DecisionPanel(desk, this)) {
    for (const Decision decision : {Decision::reprint, Decision::quarantine, Decision::rework, Decision::release,
                                    Decision::rekey, Decision::scrap}) {
        decisions_.emplace_back(decision, new QPushButton(unit_));
    }
    QFont font = title_->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.3);
    title_->setFont(font);
    for (QLabel* label : {title_, told_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    make_buttons();
    addWidget(unit_);
    addWidget(decision_);
    follow_current(this);
    connect(decision_, &DecisionPanel::over, this, [this] {
        setCurrentWidget(unit_);
        show_state();
    });
    connect(&desk.run(), &RunControl::state_changed, this, &UnitPanel::show_state);
    translate();
}

void UnitPanel::make_buttons() {
    auto* column = new QVBoxLayout(unit_);
    column->addWidget(title_);
    column->addWidget(told_);
    column->addStretch();
    std::vector<QPushButton*> buttons{retry_, abort_, disarm_, stop_lane_};
    for (const auto& [decision, button] : decisions_) {
        buttons.push_back(button);
        connect(button, &QPushButton::clicked, this, [this, decision = decision] {
            const auto serial = lane() != nullptr ? lane()->serial : serial_;
            if (serial) {
                decision_->ask(decision, lane_, *serial);
                setCurrentWidget(decision_);
            }
        });
    }
    buttons.push_back(back_);
    for (QPushButton* button : buttons) {
        button->setMinimumHeight(button_pixels_min);
        button->setAutoDefault(false);
        column->addWidget(button);
    }
    connect(back_, &QPushButton::clicked, this, &UnitPanel::over);
    connect(retry_, &HoldButton::held, this, [this] {
        if (const LaneState* at = lane(); at != nullptr && at->result && at->result->uid) {
            desk_.run().retry(at->number, *at->result->uid);
        }
    });
    connect(abort_, &HoldButton::held, this, [this] {
        if (const LaneState* at = lane(); at != nullptr && at->uid) {
            desk_.run().abort(at->number, *at->uid);
        }
    });
    connect(disarm_, &QPushButton::clicked, this, [this] { desk_.run().disarm(*lane_); });
    connect(stop_lane_, &QPushButton::clicked, this, [this] {
        if (const LaneState* at = lane()) {
            at->phase == LanePhase::stopped ? desk_.run().resume_lane(at->number) : desk_.run().stop_lane(at->number);
        }
    });
}

const LaneState* UnitPanel::lane() const {
    return lane_ ? desk_.lanes().find(*lane_) : nullptr;
}

void UnitPanel::show_lane(const LaneState& lane) {
    if (lane_ != lane.number) {
        setCurrentWidget(unit_); // what was being decided was about another unit
    }
    lane_ = lane.number;
    serial_.reset();
    show_state();
}

void UnitPanel::show_unit(const SerialNumber& serial) {
    lane_.reset();
    serial_ = serial;
    setCurrentWidget(unit_);
    show_state();
}

void UnitPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QStackedWidget::changeEvent(event);
}

void UnitPanel::translate() {
    retry_->setText(tr("Hold: try again"));
    abort_->setText(tr("Hold: abort this unit"));
    disarm_->setText(tr("Take number back"));
    back_->setText(tr("Back"));
    for (const auto& [decision, button] : decisions_) {
        button->setText(decision == Decision::reprint      ? tr("Print label again …")
                        : decision == Decision::quarantine ? tr("Quarantine …")
                        : decision == Decision::rework     ? tr("Rework …")
                        : decision == Decision::release    ? tr("Release …")
                        : decision == Decision::rekey      ? tr("New key …")
                                                           : tr("Scrap …"));
    }
    show_state();
}

void UnitPanel::show_state() {
    const LaneState* at = lane();
    const bool active = desk_.run().is_active();
    const auto serial = at != nullptr ? at->serial : serial_;
    title_->setText(at != nullptr ? tr("Lane %1").arg(QString::number(at->number)) : tr("Unit"));
    QStringList told;
    if (serial) {
        told << Words::serial(*serial);
    }
    if (at != nullptr) {
        told << (at->shows_result() ? Words::outcome(at->result->outcome) : Words::doing(*at));
        const auto& reason = at->shows_result() ? at->result->reason : at->trouble;
        if (reason && at->phase != LanePhase::working) {
            const Told error = Words::error(*reason);
            told << error.what << error.hint << "[" + Words::isolated(error.code) + "]";
        }
    }
    told_->setText(told.join('\n'));
    const bool result = at != nullptr && at->shows_result();
    const bool undecided = result && at->result->outcome != Outcome::passed;
    retry_->setVisible(active && undecided && at->phase == LanePhase::waits_removal && at->result->uid &&
                       at->result->outcome != Outcome::quarantined);
    abort_->setVisible(active && at != nullptr && at->phase == LanePhase::working && at->uid);
    disarm_->setVisible(active && at != nullptr && at->armed);
    stop_lane_->setVisible(active && at != nullptr && at->phase != LanePhase::ended);
    stop_lane_->setText(at != nullptr && at->phase == LanePhase::stopped ? tr("Resume lane") : tr("Stop lane"));
    show_decisions();
}

void UnitPanel::show_decisions() {
    for (const auto& [decision, button] : decisions_) {
        button->setVisible(offers(decision));
    }
}

// Only what the person may ask for, and what fits what is seen here; the key service decides.
bool UnitPanel::offers(Decision decision) const {
    const LaneState* at = lane();
    const bool at_lane = at != nullptr;
    if (at_lane ? !at->shows_result() || !at->serial : !serial_) {
        return false;
    }
    const auto kind = action_of(decision);
    if (!kind) {
        return desk_.prints_labels() && (!at_lane || at->result->outcome == Outcome::passed);
    }
    if (!desk_.may_ask(*kind)) {
        return false;
    }
    if (!at_lane) {
        return true;
    }
    switch (decision) {
    case Decision::rework:
        return at->result->outcome != Outcome::passed && at->result->outcome != Outcome::quarantined;
    case Decision::release:
        return at->result->outcome == Outcome::quarantined;
    case Decision::quarantine:
        return at->result->outcome != Outcome::quarantined;
    default:
        return true;
    }
}

} // namespace keyline::station
