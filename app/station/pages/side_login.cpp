#include "app/station/models/words.h"
#include "app/station/pages/side_panels.h"

#include "provisioning/ports/administration.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

namespace {
constexpr int button_pixels_min = 48;
}

LoginPanel::LoginPanel(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), title_(new QLabel(this)), asked_(new QLabel(this)), told_(new QLabel(this)),
      pad_(new PinPad(this)), over_(new QPushButton(this)) {
    QFont font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    for (QLabel* label : {asked_, told_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    over_->setMinimumHeight(button_pixels_min);
    over_->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(title_);
    column->addWidget(asked_);
    column->addWidget(pad_, 1);
    column->addWidget(told_);
    column->addWidget(over_);
    setFocusProxy(pad_);
    connect(pad_, &PinPad::entered, this, &LoginPanel::entered);
    connect(pad_, &PinPad::changed, this, [this] {
        if (pad_->size() > 0 && refused_) {
            refused_.reset();
            show_state();
        }
    });
    connect(over_, &QPushButton::clicked, this, [this] {
        badge_.reset();
        refused_.reset();
        pad_->clear();
        show_state();
    });
    connect(&desk.station(), &StationControl::state_changed, this, &LoginPanel::show_state);
    connect(&desk.station(), &StationControl::log_in_refused, this, [this](const Error& reason) {
        badge_.reset(); // which of the two was wrong is not told
        refused_ = reason;
        show_state();
    });
    show_state();
}

void LoginPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        show_state();
    }
    QWidget::changeEvent(event);
}

void LoginPanel::badge(ByteView scanned) {
    if (desk_.station().is_logging_in() || scanned.size() > badge_bytes_max) {
        return;
    }
    auto copy = SecretBytes::copy_of(scanned);
    if (!copy) {
        refused_ = copy.error();
    } else {
        badge_ = std::move(*copy);
        refused_.reset();
        pad_->clear();
        pad_->setFocus();
    }
    show_state();
}

void LoginPanel::entered() {
    if (pad_->size() == 0 || desk_.station().is_logging_in()) {
        return;
    }
    auto typed = pad_->take();
    if (!typed) {
        refused_ = typed.error();
    } else if (!badge_) {
        badge_ = std::move(*typed); // a badge that is a number can be typed
    } else {
        SecretBytes badge = std::move(*badge_);
        badge_.reset();
        desk_.station().log_in(std::move(badge), std::move(*typed));
    }
    show_state();
}

void LoginPanel::show_state() {
    const bool busy = desk_.station().is_logging_in();
    title_->setText(tr("Log in"));
    asked_->setText(busy     ? tr("The key service checks badge and PIN …")
                    : badge_ ? tr("PIN")
                             : tr("Scan your badge, or type its number"));
    pad_->set_title(badge_ ? tr("PIN") : tr("Badge"));
    pad_->setEnabled(!busy);
    over_->setText(tr("Start over"));
    over_->setEnabled(!busy && (badge_ || pad_->size() > 0));
    if (refused_) {
        const Told told = Words::error(*refused_);
        told_->setText(told.what + "\n" + told.hint);
    }
    told_->setVisible(refused_.has_value());
}

} // namespace keyline::station
