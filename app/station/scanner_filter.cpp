#include "app/station/scanner_filter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QWindow>

namespace keyline::station {

namespace {

bool is_enter(const QKeyEvent& key) {
    return key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
}

// 0: a key without a character, or one with Ctrl, Alt or Meta that is a command.
char character_of(const QKeyEvent& key) {
    if ((key.modifiers() & (Qt::AltModifier | Qt::MetaModifier)) != 0 || key.text().size() != 1) {
        return 0;
    }
    if (is_enter(key)) {
        return '\r';
    }
    return key.text().front().toLatin1();
}

} // namespace

ScannerFilter::ScannerFilter(ScanDecoder decoder, QObject* parent) : QObject(parent), decoder_(std::move(decoder)) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(decoder_.key_ms_max());
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (decoder_.timed_out() == ScanDecoder::Verdict::broken) {
            held_.clear();
            emit broken();
        } else {
            give_back();
        }
    });
    clock_.start();
    qApp->installEventFilter(this);
}

// Keys go to the window first, and then to the widget that has the focus: the first of these is ours.
bool ScannerFilter::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        emit touched();
        return false;
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
        break;
    default:
        return false;
    }
    auto& key = static_cast<QKeyEvent&>(*event);
    if (event->type() == QEvent::ShortcutOverride) {
        return false;
    }
    if (giving_back_ || !watched->isWidgetType()) {
        return false;
    }
    emit touched();
    return take(watched, key) || would_press_button(watched, key);
}

bool ScannerFilter::would_press_button(QObject* receiver, const QKeyEvent& key) {
    return is_enter(key) && qobject_cast<QAbstractButton*>(receiver) != nullptr;
}

bool ScannerFilter::take(QObject* receiver, QKeyEvent& key) {
    if (key.isAutoRepeat() || (key.text().isEmpty() && !is_enter(key))) {
        return false; // Shift itself, arrows, function keys
    }
    const std::chrono::milliseconds at(key.timestamp() != 0 ? static_cast<qint64>(key.timestamp()) : clock_.elapsed());
    switch (decoder_.key(character_of(key), at)) {
    case ScanDecoder::Verdict::not_ours:
        return false;
    case ScanDecoder::Verdict::held:
        hold(receiver, key);
        return true;
    case ScanDecoder::Verdict::typed_then_held:
        give_back();
        hold(receiver, key);
        return true;
    case ScanDecoder::Verdict::typed:
        give_back();
        return false;
    case ScanDecoder::Verdict::complete:
        complete();
        return true;
    case ScanDecoder::Verdict::broken:
        timer_.stop();
        held_.clear();
        emit broken();
        return true;
    }
    return false;
}

void ScannerFilter::hold(QObject* receiver, const QKeyEvent& key) {
    held_.push_back({receiver, std::unique_ptr<QKeyEvent>(key.clone())});
    timer_.start();
}

void ScannerFilter::give_back() {
    timer_.stop();
    std::vector<HeldKey> held;
    held.swap(held_);
    giving_back_ = true;
    for (const HeldKey& key : held) {
        if (key.receiver) {
            QCoreApplication::sendEvent(key.receiver, key.press.get());
        }
    }
    giving_back_ = false;
}

void ScannerFilter::complete() {
    timer_.stop();
    held_.clear();
    emit scanned(decoder_.scanned());
    decoder_.forget();
}

} // namespace keyline::station
