#include "app/station/pages/orders_page.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>

namespace keyline::station {

namespace {
constexpr int row_pixels = 44;
}

void make_touchable(QTableView& table, int wide_column) {
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false); // Tab leaves it
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(row_pixels);
    table.horizontalHeader()->setMinimumHeight(row_pixels);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table.horizontalHeader()->setSectionResizeMode(wide_column, QHeaderView::Stretch);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

OrdersPage::OrdersPage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), table_(new QTableView(this)), refresh_(new QPushButton(this)) {
    table_->setModel(&model_);
    make_touchable(*table_, OrdersModel::product);
    refresh_->setMinimumHeight(row_pixels + 4);
    refresh_->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(table_, 1);
    column->addWidget(refresh_, 0, Qt::AlignLeft);
    connect(refresh_, &QPushButton::clicked, &desk, &Desk::refresh_orders);
    connect(&desk, &Desk::orders_changed, this, [this] { model_.show_orders(desk_.orders()); });
    translate();
}

void OrdersPage::translate() {
    table_->setAccessibleName(tr("Orders"));
    refresh_->setText(tr("Ask again"));
    model_.translate();
}

void OrdersPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        translate();
    }
    QWidget::changeEvent(event);
}

} // namespace keyline::station
