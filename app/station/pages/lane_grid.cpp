#include "app/station/pages/lane_grid.h"

#include <QApplication>
#include <QEvent>
#include <array>

namespace keyline::station {

namespace {

constexpr std::chrono::milliseconds tick_ms{200};
constexpr std::chrono::milliseconds pace_ms{4};
constexpr int tiles_in_a_turn_max = 2;

int columns_for(int lanes) {
    constexpr std::array<int, 17> columns{1, 1, 2, 3, 2, 3, 3, 4, 4, 3, 4, 4, 4, 4, 4, 4, 4};
    return columns[static_cast<std::size_t>(std::min(lanes, 16))];
}

} // namespace

LaneGrid::LaneGrid(LanesModel& model, const Looks& looks, QWidget* parent)
    : QWidget(parent), model_(model), looks_(looks), grid_(new QGridLayout(this)) {
    setLayoutDirection(Qt::LeftToRight); // the fixture's places are where they are, in every language
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(6);
    connect(&model, &QAbstractItemModel::modelReset, this, &LaneGrid::rebuild);
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) { rows_changed(first.row(), last.row()); });
    connect(&seconds_, &QTimer::timeout, this, [this] {
        for (int row = 0; row < model_.rowCount(); ++row) {
            if (model_.lane(row).phase == LanePhase::working) {
                rows_changed(row, row);
            }
        }
    });
    pace_.setInterval(pace_ms);
    connect(&pace_, &QTimer::timeout, this, &LaneGrid::show_some);
    seconds_.start(tick_ms);
    rebuild();
}

void LaneGrid::rebuild() {
    qDeleteAll(tiles_);
    tiles_.clear();
    const int lanes = model_.rowCount();
    const int columns = columns_for(lanes);
    for (int row = 0; row < lanes; ++row) {
        auto* tile = new LaneTile(looks_, this);
        tile->setLayoutDirection(QApplication::layoutDirection());
        tiles_.push_back(tile);
        grid_->addWidget(tile, row / columns, row % columns);
        const unsigned number = model_.lane(row).number;
        connect(tile, &QPushButton::clicked, this,
                [this, number] { choose(chosen_ == number ? std::nullopt : std::optional(number)); });
    }
    changed_.assign(tiles_.size(), false);
    for (int row = 0; row < lanes; ++row) {
        tiles_[static_cast<std::size_t>(row)]->show_lane(model_.lane(row));
    }
}

void LaneGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        for (LaneTile* tile : tiles_) {
            tile->setLayoutDirection(QApplication::layoutDirection());
        }
    }
    QWidget::changeEvent(event);
}

void LaneGrid::rows_changed(int first, int last) {
    for (int row = first; row <= last; ++row) {
        changed_[static_cast<std::size_t>(row)] = true;
        const LanePhase phase = model_.lane(row).phase;
        if (chosen_ == model_.lane(row).number && (phase != LanePhase::working || phase != chosen_phase_)) {
            chosen_phase_ = phase;
            emit chosen_changed(); // what can be done there may be something else
        }
    }
    if (!pace_.isActive()) {
        show_some();
        pace_.start();
    }
}

void LaneGrid::show_some() {
    int shown = 0;
    for (std::size_t looked_at = 0; looked_at < tiles_.size() && shown < tiles_in_a_turn_max; ++looked_at) {
        const std::size_t row = next_++ % tiles_.size();
        if (changed_[row]) {
            changed_[row] = false;
            tiles_[row]->show_lane(model_.lane(static_cast<int>(row)));
            ++shown;
        }
    }
    if (shown == 0) {
        pace_.stop();
    }
}

LaneTile* LaneGrid::tile(unsigned lane) const {
    for (LaneTile* tile : tiles_) {
        if (tile->lane().number == lane) {
            return tile;
        }
    }
    return nullptr;
}

void LaneGrid::choose(std::optional<unsigned> lane) {
    chosen_ = lane;
    for (LaneTile* tile : tiles_) {
        tile->set_chosen(lane == tile->lane().number);
    }
    emit chosen_changed();
}

} // namespace keyline::station
