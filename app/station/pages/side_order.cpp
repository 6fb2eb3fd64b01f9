#include "app/station/models/words.h"
#include "app/station/pages/side_panels.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <algorithm>

namespace keyline::station {

namespace {

constexpr int button_pixels_min = 56;
constexpr std::chrono::seconds tick_s{1};

QLabel* figure(QWidget* parent, double size) {
    auto* label = new QLabel(parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setBold(true);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    return label;
}

bool may_start(const WorkOrder& order) {
    return order.state == OrderState::released && order.remaining() > 0;
}

} // namespace

OrderPanel::OrderPanel(Desk& desk, const Looks& looks, QWidget* parent)
    : QWidget(parent), desk_(desk), looks_(looks), orders_(new QComboBox(this)), product_(new QLabel(this)),
      count_(figure(this, 2.2)), progress_(new QProgressBar(this)), yield_(figure(this, 1.6)),
      yield_name_(new QLabel(this)), rate_(figure(this, 1.6)), rate_name_(new QLabel(this)), hint_(new QLabel(this)),
      start_(new QPushButton(this)), stop_(new QPushButton(this)) {
    orders_->setMinimumHeight(button_pixels_min);
    orders_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (QLabel* label : {product_, yield_name_, rate_name_, hint_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    for (QPushButton* button : {start_, stop_}) {
        button->setMinimumHeight(button_pixels_min);
        button->setAutoDefault(false);
    }
    constexpr int hint_lines = 2;
    hint_->setMinimumHeight(hint_lines * hint_->fontMetrics().lineSpacing() + hint_->fontMetrics().leading());
    hint_->setAlignment(Qt::AlignBottom | Qt::AlignLeading);
    progress_->setTextVisible(false);
    auto* grid = new QGridLayout(this);
    grid->addWidget(orders_, 0, 0, 1, 2);
    grid->addWidget(product_, 1, 0, 1, 2);
    grid->addWidget(count_, 2, 0, 1, 2);
    grid->addWidget(progress_, 3, 0, 1, 2);
    grid->addWidget(yield_, 4, 0);
    grid->addWidget(yield_name_, 4, 1);
    grid->addWidget(rate_, 5, 0);
    grid->addWidget(rate_name_, 5, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(6, 1);
    grid->addWidget(hint_, 7, 0, 1, 2);
    grid->addWidget(start_, 8, 0, 1, 2);
    grid->addWidget(stop_, 9, 0, 1, 2);
    connect(start_, &QPushButton::clicked, this, [this] {
        if (auto order = OrderId::parse(orders_->currentData().toString().toStdString())) {
            desk_.start(*order);
        }
    });
    connect(stop_, &QPushButton::clicked, this, [this] { desk_.run().stop(); });
    connect(&desk, &Desk::orders_changed, this, &OrderPanel::show_orders);
    connect(&desk, &Desk::figures_changed, this, &OrderPanel::show_figures);
    connect(&desk.run(), &RunControl::state_changed, this, &OrderPanel::show_state);
    connect(orders_, &QComboBox::currentIndexChanged, this, &OrderPanel::show_figures);
    connect(&looks, &Looks::changed, this, [this] { start_->setPalette(looks_.theme().palette_of_main_button()); });
    start_->setPalette(looks.theme().palette_of_main_button());
    connect(&second_, &QTimer::timeout, this, &OrderPanel::show_figures);
    second_.start(tick_s);
    setFocusProxy(start_);
    translate();
}

void OrderPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void OrderPanel::translate() {
    orders_->setAccessibleName(tr("Order"));
    progress_->setAccessibleName(tr("Progress of the order"));
    start_->setText(tr("Start"));
    yield_name_->setText(tr("Yield of the shift"));
    show_orders();
    show_state();
}

void OrderPanel::show_orders() {
    if (orders_->view()->isVisible()) { // somebody is choosing
        QTimer::singleShot(tick_s, this, &OrderPanel::show_orders);
        return;
    }
    const QString before = orders_->currentData().toString();
    orders_->clear();
    for (const WorkOrder& order : desk_.orders()) {
        if (may_start(order) || QString::fromStdString(order.id.text()) == before) {
            const QString id = QString::fromStdString(order.id.text());
            orders_->addItem(tr("%1: %2 left").arg(Words::isolated(id), QLocale().toString(order.remaining())), id);
        }
    }
    const int same = orders_->findData(before);
    orders_->setCurrentIndex(same >= 0 ? same : 0);
    if (orders_->count() == 0) {
        orders_->addItem(tr("No order may be worked on"));
    }
    show_figures();
}

const WorkOrder* OrderPanel::chosen_order() const {
    const std::string id = orders_->currentData().toString().toStdString();
    const auto& all = desk_.orders();
    const auto chosen = std::ranges::find_if(all, [&](const WorkOrder& order) { return order.id.text() == id; });
    return chosen == all.end() ? nullptr : &*chosen;
}

void OrderPanel::show_figures() {
    const QLocale locale;
    const WorkOrder* chosen = chosen_order();
    const bool at_work = desk_.run().is_active() && desk_.run().order();
    const WorkOrder* order = at_work ? &*desk_.run().order() : chosen;
    const std::uint64_t passed = at_work ? desk_.passed_of_order() : chosen != nullptr ? chosen->counts.passed : 0;
    product_->setText(order == nullptr                     ? QString()
                      : order->profile.description.empty() ? QString::fromStdString(order->profile.name.text())
                                                           : QString::fromStdString(order->profile.description));
    count_->setText(order == nullptr ? QString()
                                     : tr("%1 of %2").arg(locale.toString(passed), locale.toString(order->quota)));
    count_->setAccessibleName(tr("Passed of the order: %1").arg(count_->text()));
    progress_->setRange(0, order == nullptr ? 1 : static_cast<int>(order->quota));
    progress_->setValue(order == nullptr ? 0 : static_cast<int>(passed));
    const auto yield = desk_.shift().yield();
    yield_->setText(yield ? tr("%1 %").arg(locale.toString(100 * *yield, 'f', 1)) : QString(QChar(0x2013)));
    const auto rate = desk_.shift().per_hour(std::chrono::steady_clock::now());
    rate_->setText(rate ? locale.toString(*rate, 'f', 0) : QString(QChar(0x2013)));
    const int target = desk_.preferences().target_per_hour();
    rate_name_->setText(target > 0 ? tr("in an hour; target %1").arg(locale.toString(target)) : tr("in an hour"));
    show_state();
}

void OrderPanel::show_state() {
    const auto state = desk_.run().state();
    const WorkOrder* chosen = chosen_order();
    const bool startable = chosen != nullptr && may_start(*chosen);
    orders_->setEnabled(state == RunControl::State::idle);
    start_->setVisible(state == RunControl::State::idle);
    start_->setEnabled(startable);
    stop_->setVisible(state != RunControl::State::idle);
    stop_->setEnabled(state == RunControl::State::running || state == RunControl::State::starting);
    stop_->setText(state == RunControl::State::stopping ? tr("Stopping …") : tr("Stop"));
    switch (state) {
    case RunControl::State::idle:
        hint_->setText(startable ? QString() : tr("A supervisor makes orders."));
        break;
    case RunControl::State::starting:
        hint_->setText(tr("Opening the lanes and asking the key service …"));
        break;
    case RunControl::State::running:
        hint_->setText(desk_.run().armed_work() != nullptr ? tr("Scan a label, then place its unit.")
                                                           : tr("Place units: each begins by itself."));
        break;
    case RunControl::State::stopping:
        hint_->setText(
            tr("%n unit(s) in work: finished first.", nullptr, static_cast<int>(desk_.lanes().units_in_work())));
        break;
    }
}

} // namespace keyline::station
