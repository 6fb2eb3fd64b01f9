#include "app/station/tiles/hold_button.h"

#include <QPainter>

namespace keyline::station {

namespace {
constexpr std::chrono::milliseconds step_ms{40};
}

HoldButton::HoldButton(QWidget* parent) : QPushButton(parent) {
    setAutoDefault(false);
    timer_.setInterval(step_ms);
    connect(&timer_, &QTimer::timeout, this, &HoldButton::go_on);
    connect(this, &QPushButton::pressed, this, &HoldButton::begin);
    connect(this, &QPushButton::released, this, [this] {
        timer_.stop();
        done_ = {};
        update();
    });
}

void HoldButton::begin() {
    if (!timer_.isActive()) { // a key that repeats presses again
        done_ = {};
        timer_.start();
    }
}

void HoldButton::go_on() {
    done_ += step_ms;
    update();
    if (done_ >= hold_ms) {
        timer_.stop();
        done_ = {};
        setDown(false);
        emit held();
    }
}

void HoldButton::paintEvent(QPaintEvent* event) {
    QPushButton::paintEvent(event);
    QPainter painter(this);
    const double part = static_cast<double>(done_.count()) / static_cast<double>(hold_ms.count());
    const int height = 6;
    painter.fillRect(QRectF(4, this->height() - height - 3, (width() - 8) * part, height),
                     palette().color(QPalette::Highlight));
}

} // namespace keyline::station
