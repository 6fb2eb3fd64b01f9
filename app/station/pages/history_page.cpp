#include "app/station/pages/history_page.h"

#include "app/station/models/words.h"
#include "app/station/pages/orders_page.h"
#include "app/station/pages/scrolled.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QLocale>
#include <QTimer>

namespace keyline::station {

namespace {
constexpr int field_pixels = 48;
constexpr int unit_pixels = 320;
} // namespace

HistoryPage::HistoryPage(Desk& desk, const Looks& looks, QWidget* parent)
    : QWidget(parent), desk_(desk), shows_(new QComboBox(this)), serial_(new QLineEdit(this)),
      orders_(new QComboBox(this)), day_(new QLineEdit(this)), search_(new QPushButton(this)), count_(new QLabel(this)),
      stack_(new QStackedWidget(this)), table_(new QTableView(this)), plot_(new PlotView(looks, this)),
      unit_(new UnitPanel(desk, this)) {
    table_->setModel(&model_);
    make_touchable(*table_, HistoryModel::details);
    table_->setWordWrap(false);
    stack_->addWidget(table_);
    stack_->addWidget(plot_);
    for (QWidget* field : std::initializer_list<QWidget*>{shows_, serial_, orders_, day_, search_}) {
        field->setMinimumHeight(field_pixels);
    }
    serial_->setMaxLength(64);
    day_->setMaxLength(10);
    search_->setAutoDefault(false);
    side_ = scrolled(unit_, unit_pixels, this);
    side_->hide();
    auto* fields = new QHBoxLayout;
    fields->addWidget(shows_, 2);
    fields->addWidget(serial_, 3);
    fields->addWidget(orders_, 2);
    fields->addWidget(day_, 2);
    fields->addWidget(search_);
    auto* left = new QVBoxLayout;
    left->addWidget(stack_, 1);
    left->addWidget(count_);
    auto* middle = new QHBoxLayout;
    middle->addLayout(left, 1);
    middle->addWidget(side_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addLayout(fields);
    column->addLayout(middle, 1);
    connect_fields();
    translate();
}

void HistoryPage::connect_fields() {
    connect(search_, &QPushButton::clicked, this, &HistoryPage::ask);
    connect(serial_, &QLineEdit::returnPressed, this, &HistoryPage::ask);
    connect(day_, &QLineEdit::returnPressed, this, &HistoryPage::ask);
    connect(shows_, &QComboBox::activated, this, &HistoryPage::ask);
    connect(&desk_, &Desk::orders_changed, this, &HistoryPage::show_orders);
    connect(&model_, &HistoryModel::read, this,
            [this](int entries) { count_->setText(tr("%n entry(s)", nullptr, entries)); });
    connect(&model_, &HistoryModel::failed, &desk_, &Desk::trouble);
    connect(&statistics_, &StatisticsControl::failed, &desk_, &Desk::trouble);
    connect(&statistics_, &StatisticsControl::changed, this, [this] {
        count_->setText(statistics_.is_reading() ? tr("Reading …") : QString());
        plot_->show_statistics(statistics_.json());
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) { show_unit(model_.serial_at(row.row())); });
    connect(unit_, &UnitPanel::over, this, [this] { show_unit({}); });
    connect(&desk_, &Desk::decided, this, [this] { isVisible() ? ask() : void(); });
    connect(&desk_.station(), &StationControl::state_changed, this, [this] { show_unit({}); });
}

void HistoryPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

void HistoryPage::translate() {
    serial_->setPlaceholderText(tr("Scan a label, or type its number"));
    serial_->setAccessibleName(tr("Serial number"));
    day_->setPlaceholderText(tr("Until: 2026-12-31"));
    day_->setAccessibleName(tr("Until this day"));
    orders_->setAccessibleName(tr("Order"));
    table_->setAccessibleName(tr("Entries of the audit log, the newest first"));
    search_->setText(tr("Search"));
    count_->clear();
    model_.translate();
    show_choices();
    show_orders();
    plot_->update();
}

void HistoryPage::show_choices() {
    const int chosen = shows_->currentIndex();
    shows_->clear();
    shows_->addItems({tr("Entries"), tr("This shift"), tr("24 hours"), tr("Statistics of all")});
    shows_->setCurrentIndex(std::max(chosen, 0));
    shows_->setAccessibleName(tr("What is shown"));
}

void HistoryPage::choose(Shows what) {
    shows_->setCurrentIndex(static_cast<int>(what));
    ask();
}

void HistoryPage::show_orders() {
    if (orders_->view()->isVisible()) { // somebody is choosing
        QTimer::singleShot(Desk::orders_every_ms, this, &HistoryPage::show_orders);
        return;
    }
    const QString before = orders_->currentData().toString();
    orders_->clear();
    orders_->addItem(tr("All orders"), QString());
    for (const WorkOrder& order : desk_.orders()) {
        const QString id = QString::fromStdString(order.id.text());
        orders_->addItem(Words::isolated(id), id);
    }
    orders_->setCurrentIndex(std::max(orders_->findData(before), 0));
}

void HistoryPage::show_unit(const std::optional<SerialNumber>& serial) {
    if (serial) {
        unit_->show_unit(*serial);
    }
    side_->setVisible(serial.has_value());
}

void HistoryPage::scanned(const QString& label) {
    serial_->setText(label.trimmed());
    choose(Shows::entries);
}

void HistoryPage::ask() {
    if (!desk_.station().station()) {
        return;
    }
    std::optional<OrderId> order;
    if (const auto chosen = OrderId::parse(orders_->currentData().toString().toStdString())) {
        order = *chosen;
    }
    const bool entries = shows() == Shows::entries;
    serial_->setEnabled(entries);
    day_->setEnabled(entries);
    stack_->setCurrentIndex(entries ? 0 : 1);
    if (entries) {
        ask_entries(order);
        return;
    }
    show_unit({});
    const QDateTime since = shows() == Shows::shift ? desk_.shift_began()
                            : shows() == Shows::day ? QDateTime::currentDateTimeUtc().addDays(-1)
                                                    : QDateTime();
    const QString text = since.isValid() ? since.toUTC().toString("yyyy-MM-ddTHH:mm:ss.zzzZ") : QString();
    statistics_.ask(desk_.station().station(), text.toStdString(), order);
}

void HistoryPage::ask_entries(const std::optional<OrderId>& order) {
    app::HistoryQuestion question;
    question.order = order;
    if (const QString text = serial_->text().trimmed(); !text.isEmpty()) {
        const auto serial = SerialNumber::parse(text.toStdString());
        if (!serial) {
            emit desk_.trouble(serial.error());
            return;
        }
        question.serial = *serial;
    }
    show_unit(question.serial);
    question.until = day_->text().trimmed().toStdString();
    count_->setText(tr("Reading …"));
    model_.ask(desk_.station().station(), question);
}

} // namespace keyline::station
