#include "app/station/models/words.h"
#include "app/station/pages/side_panels.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLocale>

namespace keyline::station {

namespace {
constexpr int button_pixels_min = 48;
constexpr std::chrono::seconds tick_s{1};
} // namespace

ConnectPanel::ConnectPanel(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), what_(new QLabel(this)), waited_(new QLabel(this)), trouble_(new QLabel(this)),
      again_(new QPushButton(this)) {
    for (QLabel* label : {what_, waited_, trouble_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    QFont font = what_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    what_->setFont(font);
    again_->setMinimumHeight(button_pixels_min);
    again_->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(what_);
    column->addWidget(waited_);
    column->addWidget(trouble_);
    column->addWidget(again_);
    column->addStretch();
    connect(again_, &QPushButton::clicked, this, [this] {
        began_ = std::chrono::steady_clock::now();
        desk_.station().open();
    });
    connect(&desk.station(), &StationControl::state_changed, this, &ConnectPanel::show_state);
    connect(&second_, &QTimer::timeout, this, &ConnectPanel::show_state);
    second_.start(tick_s);
    show_state();
}

void ConnectPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        show_state();
    }
    QWidget::changeEvent(event);
}

void ConnectPanel::show_state() {
    const auto state = desk_.station().state();
    const bool broken = state == StationControl::State::broken;
    what_->setText(broken                                    ? tr("The station cannot be opened")
                   : state == StationControl::State::opening ? tr("Opening the station")
                                                             : tr("Waiting for the key service"));
    const auto waited = std::chrono::steady_clock::now() - began_;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited).count();
    waited_->setText(
        tr("For %n second(s). You can close this window at any time.", nullptr, static_cast<int>(seconds)));
    waited_->setVisible(!broken);
    const auto& trouble = desk_.station().trouble();
    if (trouble) {
        const Told told = Words::error(*trouble);
        trouble_->setText(told.what + "\n" + told.hint + "\n[" + Words::isolated(told.code) + "]");
    }
    trouble_->setVisible(trouble.has_value());
    again_->setText(tr("Try again"));
    const bool is_new = broken && again_->isHidden();
    again_->setVisible(broken);
    if (is_new) { // the only thing to do
        again_->setFocus();
    }
}

} // namespace keyline::station
