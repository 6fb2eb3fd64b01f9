#include "app/station/pages/notices.h"

#include "app/station/models/words.h"

#include <QBoxLayout>
#include <QEvent>

namespace keyline::station {

Notices::Notices(const Looks& looks, QWidget* parent)
    : QFrame(parent), looks_(looks), text_(new QLabel(this)), dismiss_(new QPushButton(this)) {
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    dismiss_->setMinimumHeight(44);
    dismiss_->setAutoDefault(false);
    dismiss_->setText(tr("Dismiss"));
    setAutoFillBackground(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 6, 6);
    row->addWidget(text_, 1);
    row->addWidget(dismiss_);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &QWidget::hide);
    connect(dismiss_, &QPushButton::clicked, this, &QWidget::hide);
    connect(&looks, &Looks::changed, this, &Notices::paint);
    hide();
}

void Notices::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        dismiss_->setText(tr("Dismiss"));
        hide(); // what was said was in the other language
    }
    QFrame::changeEvent(event);
}

void Notices::tell(const QString& text) {
    show_text(text, false);
    timer_.start(short_s);
}

void Notices::tell_until_dismissed(const QString& text) {
    timer_.stop();
    show_text(text, false);
}

void Notices::tell_error(const Error& error) {
    const Told told = Words::error(error);
    timer_.stop();
    const QString detail = told.detail.isEmpty() ? told.code : told.code + ": " + told.detail;
    show_text(told.what + " " + told.hint + "\n[" + Words::isolated(detail) + "]", true);
}

void Notices::show_text(const QString& text, bool error) {
    is_error_ = error;
    text_->setText(text);
    text_->setAccessibleName(text);
    paint();
    show();
}

void Notices::paint() {
    const Theme& theme = looks_.theme();
    QPalette palette = theme.palette;
    if (is_error_) {
        palette.setColor(QPalette::Window, theme.notice.fill);
        palette.setColor(QPalette::WindowText, theme.notice.ink);
    } else {
        palette.setColor(QPalette::Window, theme.tile);
    }
    setPalette(palette);
    dismiss_->setPalette(theme.palette);
}

} // namespace keyline::station
