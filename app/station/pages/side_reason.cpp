#include "app/station/models/words.h"
#include "app/station/pages/side_panels.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

namespace {
constexpr int button_pixels_min = 56;
}

ReasonPanel::ReasonPanel(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), what_(new QLabel(this)), reasons_(new QComboBox(this)), other_(new QLineEdit(this)),
      confirm_(new HoldButton(this)), cancel_(new QPushButton(this)) {
    what_->setWordWrap(true);
    what_->setTextFormat(Qt::PlainText);
    QFont font = what_->font();
    font.setBold(true);
    what_->setFont(font);
    other_->setMaxLength(200);
    for (QWidget* widget : std::initializer_list<QWidget*>{reasons_, other_, confirm_, cancel_}) {
        widget->setMinimumHeight(button_pixels_min);
    }
    reasons_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    cancel_->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(what_);
    column->addWidget(reasons_);
    column->addWidget(other_);
    column->addStretch();
    column->addWidget(confirm_);
    column->addWidget(cancel_);
    connect(reasons_, &QComboBox::currentIndexChanged, this,
            [this] { other_->setVisible(reasons_->currentData().toString().isEmpty()); });
    connect(cancel_, &QPushButton::clicked, this, &ReasonPanel::over);
    connect(confirm_, &HoldButton::held, this, [this] {
        const QString chosen = reasons_->currentData().toString();
        const QString reason = chosen.isEmpty() ? other_->text().trimmed() : chosen;
        if (serial_ && !reason.isEmpty()) {
            desk_.decide(kind_, *serial_, reason.toStdString());
            emit over();
        } else {
            other_->setFocus();
        }
    });
    translate();
}

void ReasonPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void ReasonPanel::ask(ActionKind kind, unsigned lane, const SerialNumber& serial) {
    kind_ = kind;
    lane_ = lane;
    serial_ = serial;
    other_->clear();
    translate();
    cancel_->setFocus(); // the safe one
}

// On record the reasons are English, whoever chose them in whatever language: auditors compare them.
void ReasonPanel::translate() {
    const QString serial = serial_ ? Words::serial(*serial_) : QString();
    const bool quarantine = kind_ == ActionKind::unit_quarantine;
    what_->setText(quarantine ? tr("Lane %1, %2: hold this unit until QA has looked at it. Why?").arg(lane_).arg(serial)
                              : tr("Lane %1, %2: let this unit be tried again. Why?").arg(lane_).arg(serial));
    const int chosen = reasons_->currentIndex();
    reasons_->clear();
    reasons_->setAccessibleName(tr("Reason"));
    reasons_->addItem(tr("Bad contact"), "bad contact");
    reasons_->addItem(tr("Damaged"), "damaged");
    reasons_->addItem(tr("Wrong label"), "wrong label");
    reasons_->addItem(tr("Removed too early"), "removed too early");
    reasons_->addItem(tr("Another reason"), QString());
    reasons_->setCurrentIndex(std::max(chosen, 0));
    other_->setPlaceholderText(tr("Another reason"));
    other_->setAccessibleName(tr("Another reason"));
    other_->setVisible(reasons_->currentData().toString().isEmpty());
    confirm_->setText(quarantine ? tr("Hold: quarantine") : tr("Hold: rework"));
    cancel_->setText(tr("Back"));
}

} // namespace keyline::station
