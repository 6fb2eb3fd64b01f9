#include "app/station/tiles/pin_pad.h"

#include "provisioning/ports/administration.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>

namespace keyline::station {

namespace {

constexpr int key_pixels_min = 52;

QPushButton* pad_key(const QString& text, QWidget* parent) {
    auto* key = new QPushButton(text, parent);
    key->setMinimumSize(key_pixels_min, key_pixels_min);
    key->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    key->setAutoDefault(false);
    QFont font = key->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    key->setFont(font);
    return key;
}

} // namespace

PinPad::PinPad(QWidget* parent) : QWidget(parent), dots_(new QLabel(this)) {
    if (auto memory = SecretBytes::create(pin_digits_max)) {
        typed_ = std::move(*memory);
    }
    setFocusPolicy(Qt::StrongFocus);
    dots_->setAlignment(Qt::AlignCenter);
    dots_->setMinimumHeight(44);
    dots_->setFrameShape(QFrame::StyledPanel);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(dots_, 0, 0, 1, 3);
    for (int digit = 1; digit <= 9; ++digit) {
        auto* key = pad_key(QString::number(digit), this);
        connect(key, &QPushButton::clicked, this, [this, digit] { add(static_cast<char>('0' + digit)); });
        grid->addWidget(key, 1 + (digit - 1) / 3, (digit - 1) % 3);
    }
    remove_ = pad_key(QString(QChar(0x232B)), this);
    auto* zero = pad_key("0", this);
    enter_ = pad_key(QString(QChar(0x2713)), this);
    grid->addWidget(remove_, 4, 0);
    grid->addWidget(zero, 4, 1);
    grid->addWidget(enter_, 4, 2);
    connect(zero, &QPushButton::clicked, this, [this] { add('0'); });
    connect(remove_, &QPushButton::clicked, this, &PinPad::remove);
    connect(enter_, &QPushButton::clicked, this, &PinPad::entered);
    translate();
    show_dots();
}

void PinPad::translate() {
    remove_->setAccessibleName(tr("Remove the last digit"));
    enter_->setAccessibleName(tr("Enter"));
}

void PinPad::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void PinPad::set_title(const QString& title) {
    setAccessibleName(title);
}

Result<SecretBytes> PinPad::take() {
    if (!typed_) {
        return fail(ErrorCode::memory_not_locked);
    }
    auto copy = SecretBytes::copy_of(typed_->bytes().first(size_));
    clear();
    return copy;
}

void PinPad::clear() {
    if (typed_) {
        wipe(typed_->writable());
    }
    size_ = 0;
    show_dots();
    emit changed();
}

void PinPad::add(char digit) {
    if (typed_ && size_ < typed_->size()) {
        typed_->writable()[size_++] = static_cast<std::uint8_t>(digit);
        show_dots();
        emit changed();
    }
}

void PinPad::remove() {
    if (size_ > 0) {
        typed_->writable()[--size_] = 0;
        show_dots();
        emit changed();
    }
}

void PinPad::show_dots() {
    dots_->setText(QString(static_cast<qsizetype>(size_), QChar(0x25CF)));
}

void PinPad::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key >= Qt::Key_0 && key <= Qt::Key_9) {
        add(static_cast<char>('0' + (key - Qt::Key_0)));
    } else if (key == Qt::Key_Backspace) {
        remove();
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        emit entered();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace keyline::station
