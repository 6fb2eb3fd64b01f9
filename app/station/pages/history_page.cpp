#include "app/station/pages/history_page.h"

#include "app/station/models/words.h"
#include "app/station/pages/orders_page.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLocale>

namespace keyline::station {

namespace {
constexpr int field_pixels = 48;
}

HistoryPage::HistoryPage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), serial_(new QLineEdit(this)), orders_(new QComboBox(this)),
      day_(new QLineEdit(this)), search_(new QPushButton(this)), count_(new QLabel(this)),
      table_(new QTableView(this)) {
    table_->setModel(&model_);
    make_touchable(*table_, HistoryModel::details);
    table_->setWordWrap(false);
    for (QWidget* field : std::initializer_list<QWidget*>{serial_, orders_, day_, search_}) {
        field->setMinimumHeight(field_pixels);
    }
    serial_->setMaxLength(64);
    day_->setMaxLength(10);
    search_->setAutoDefault(false);
    auto* fields = new QHBoxLayout;
    fields->addWidget(serial_, 3);
    fields->addWidget(orders_, 2);
    fields->addWidget(day_, 2);
    fields->addWidget(search_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addLayout(fields);
    column->addWidget(table_, 1);
    column->addWidget(count_);
    connect(search_, &QPushButton::clicked, this, &HistoryPage::ask);
    connect(serial_, &QLineEdit::returnPressed, this, &HistoryPage::ask);
    connect(day_, &QLineEdit::returnPressed, this, &HistoryPage::ask);
    connect(&desk, &Desk::orders_changed, this, &HistoryPage::show_orders);
    connect(&model_, &HistoryModel::read, this,
            [this](int entries) { count_->setText(tr("%n entry(s)", nullptr, entries)); });
    connect(&model_, &HistoryModel::failed, &desk, &Desk::trouble);
    translate();
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
    show_orders();
}

void HistoryPage::show_orders() {
    const QString before = orders_->currentData().toString();
    orders_->clear();
    orders_->addItem(tr("All orders"), QString());
    for (const WorkOrder& order : desk_.orders()) {
        const QString id = QString::fromStdString(order.id.text());
        orders_->addItem(Words::isolated(id), id);
    }
    orders_->setCurrentIndex(std::max(orders_->findData(before), 0));
}

void HistoryPage::scanned(const QString& label) {
    serial_->setText(label.trimmed());
    ask();
}

void HistoryPage::ask() {
    if (!desk_.station().station()) {
        return;
    }
    app::HistoryQuestion question;
    if (const QString text = serial_->text().trimmed(); !text.isEmpty()) {
        const auto serial = SerialNumber::parse(text.toStdString());
        if (!serial) {
            emit desk_.trouble(serial.error());
            return;
        }
        question.serial = *serial;
    }
    if (const auto order = OrderId::parse(orders_->currentData().toString().toStdString())) {
        question.order = *order;
    }
    question.until = day_->text().trimmed().toStdString();
    count_->setText(tr("Reading …"));
    model_.ask(desk_.station().station(), question);
}

} // namespace keyline::station
