#include "app/station/tiles/strip.h"

#include "app/station/tiles/shapes.h"

#include <QBoxLayout>

namespace keyline::station {

namespace {

constexpr int height_pixels = 52;
constexpr int mark_pixels = 22;
constexpr int margin_pixels = 8;
constexpr double word_pixels_min = 9;

} // namespace

StripTile::StripTile(const Looks& looks, QWidget* parent) : QPushButton(parent), looks_(looks) {
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&looks, &Looks::changed, this, qOverload<>(&QWidget::update));
}

void StripTile::show_item(const StripItem& item) {
    if (item == item_) {
        return; // no layout, no paint
    }
    item_ = item;
    setAccessibleName(item.name + ": " + item.word);
    setAccessibleDescription(item.advice);
    setToolTip(item.advice);
    updateGeometry();
    update();
}

QFont StripTile::name_font() const {
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * 0.8);
    return font;
}

QFont StripTile::word_font() const {
    QFont font = this->font();
    font.setBold(true);
    return font;
}

QSize StripTile::sizeHint() const {
    const int text = std::max(QFontMetrics(name_font()).horizontalAdvance(item_.name),
                              QFontMetrics(word_font()).horizontalAdvance(item_.word));
    return {text + mark_pixels + 3 * margin_pixels, height_pixels};
}

void StripTile::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = looks_.theme();
    QPainter painter(this);
    QColor ink = theme.palette.color(QPalette::WindowText);
    QColor quiet = theme.quiet;
    if (item_.mark == Mark::bad || item_.mark == Mark::notice) {
        const Paint& paint = item_.mark == Mark::bad ? theme.bad : theme.notice;
        painter.fillRect(rect(), paint.fill);
        ink = quiet = paint.ink;
    }
    if (hasFocus()) {
        painter.setPen(QPen(ink, 2, Qt::DotLine));
        painter.drawRect(rect().adjusted(2, 2, -2, -2));
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int mark_left = mirrored ? width() - margin_pixels - mark_pixels : margin_pixels;
    const QRect mark(mark_left, (height() - mark_pixels) / 2, mark_pixels, mark_pixels);
    draw_mark(painter, mark, item_.mark, ink);
    const int text_left = mirrored ? margin_pixels : mark.right() + margin_pixels;
    const QRect text(text_left, 6, width() - mark_pixels - 3 * margin_pixels + 1, height() - 12);
    const auto side = (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    painter.setFont(name_font());
    painter.setPen(quiet);
    painter.drawText(text, side | Qt::AlignTop, item_.name);
    const QFont word = word_font();
    painter.setFont(fitted(word, item_.word, text.width(), QFontInfo(word).pixelSize(), word_pixels_min));
    painter.setPen(ink);
    painter.drawText(text, side | Qt::AlignBottom, item_.word);
}

Strip::Strip(StripModel& model, const Looks& looks, QWidget* parent)
    : QWidget(parent), model_(model), advice_(new QLabel(this)) {
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    for (int part = 0; part < strip_part_count; ++part) {
        tiles_.push_back(new StripTile(looks, this));
        row->addWidget(tiles_.back());
        connect(tiles_.back(), &QPushButton::clicked, this, [this, part] {
            const auto chosen = static_cast<StripPart>(part);
            chosen_ = chosen_ == chosen ? std::nullopt : std::optional(chosen);
            show_advice();
        });
    }
    advice_->setWordWrap(true);
    advice_->setMargin(margin_pixels);
    advice_->setTextFormat(Qt::PlainText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(advice_);
    connect(&model, &StripModel::changed, this, &Strip::show_model);
    show_model();
}

void Strip::show_model() {
    for (int part = 0; part < strip_part_count; ++part) {
        tiles_[static_cast<std::size_t>(part)]->show_item(model_.item(static_cast<StripPart>(part)));
    }
    show_advice();
}

// Of the part that somebody asks about; else of the first that is bad.
void Strip::show_advice() {
    const StripItem* told = chosen_ ? &model_.item(*chosen_) : nullptr;
    for (int part = 0; part < strip_part_count && told == nullptr; ++part) {
        const StripItem& item = model_.item(static_cast<StripPart>(part));
        told = item.mark == Mark::bad ? &item : nullptr;
    }
    const bool says_something = told != nullptr && !told->advice.isEmpty();
    if (says_something) {
        advice_->setText(told->name + ": " + told->advice);
    }
    advice_->setVisible(says_something);
}

} // namespace keyline::station
