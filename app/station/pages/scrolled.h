// scrolled(): a panel beside a page: as wide as it needs to be, as high as the page; what has no room is scrolled to.
// Threads: the GUI's. Ownership: Qt's, `parent`.
#pragma once

#include <QScrollArea>
#include <QStackedWidget>

namespace keyline::station {

inline QScrollArea* scrolled(QWidget* panel, int width_pixels, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setWidget(panel);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFixedWidth(width_pixels);
    area->setFocusPolicy(Qt::NoFocus); // what is in it has it
    return area;
}

// As high as the page that is in front, not as the highest of all.
inline void follow_current(QStackedWidget* stack) {
    const auto adapt = [stack] {
        for (int page = 0; page < stack->count(); ++page) {
            stack->widget(page)->setSizePolicy(
                QSizePolicy::Preferred, page == stack->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
        }
    };
    QObject::connect(stack, &QStackedWidget::currentChanged, stack, adapt);
    adapt();
}

} // namespace keyline::station
