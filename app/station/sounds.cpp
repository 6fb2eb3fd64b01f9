#include "app/station/sounds.h"

#include <QApplication>

namespace keyline::station {

namespace {
constexpr std::chrono::milliseconds between_ms{160};
}

void Sounds::play(int times) {
    if (!is_on_) {
        return;
    }
    const bool playing = left_ > 0;
    left_ = std::max(left_, times);
    if (!playing) {
        next();
    }
}

void Sounds::next() {
    if (left_ == 0) {
        return;
    }
    --left_;
    ++played_;
    QApplication::beep();
    QTimer::singleShot(between_ms, this, &Sounds::next);
}

} // namespace keyline::station
